import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { advance, type PlaybookRun } from '../../../src/core/playbook/run.ts';
import type { PanelView } from '../../../src/extension/playbooks/panel/messages.ts';
import {
  at,
  fetched,
  healthy,
  notFound,
  observing,
  portRefused,
  shown,
  wrongAddress,
} from '../../core/playbook/recorded-report.ts';
import { beforeIt, laterAt, twoChains } from './served-chains.ts';
import { fresh, looked, offered, seeing } from './views.ts';

const newlyServed = {
  ...observing({ tls: healthy.names.map(({ name }) => shown(name, '02')) }),
  at: laterAt,
  sslDetail: '90 days',
};

const solved = ((): PlaybookRun => {
  const issuing = advance(issuanceFailed, looked(healthy), { kind: 'issue-started', at });
  const issued = advance(issuanceFailed, issuing, { kind: 'issue-ended', at, report: null });
  return looked(newlyServed, issued);
})();

const unseen = looked(observing({ http: healthy.names.map(({ name }) => fetched(name, notFound, null)) }));
const waiting = new Date(Date.now() + 3_600_000).toISOString();

/** Every state that the page can be in, as the extension posts it. */
export const scenes: Readonly<Record<string, PanelView>> = {
  looking: offered(advance(issuanceFailed, fresh, { kind: 'look-started', intent: fresh.intent, at })).view,
  problem: offered(looked(portRefused), { nextLookAt: waiting }).view,
  record: offered(looked(wrongAddress), { nextLookAt: waiting, looks: seeing(wrongAddress) }).view,
  unknown: offered(unseen).view,
  ready: offered(looked(healthy), { looks: seeing(healthy) }).view,
  chains: offered(looked(twoChains), { looks: seeing(twoChains) }).view,
  solved: offered(solved, { looks: { latest: newlyServed, earlier: beforeIt } }).view,
  restricted: offered(advance(issuanceFailed, fresh, { kind: 'look-failed', why: 'Restricted Mode.', at }), {
    trusted: false,
  }).view,
};

export function scene(name: string): PanelView {
  const view = scenes[name];
  if (view === undefined) throw new Error(`no scene ${name}`);
  return view;
}
