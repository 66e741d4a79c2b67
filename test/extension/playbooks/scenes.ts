import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { playbooks } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type PlaybookRun } from '../../../src/core/playbook/run.ts';
import { viewOf } from '../../../src/extension/playbooks/panel-view.ts';
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
import { context, fresh, looked, offered, seeing } from './views.ts';

const newlyServed = {
  ...observing({ tls: healthy.names.map(({ name }) => shown(name, '02')) }),
  at: laterAt,
  sslDetail: '90 days',
};

const solved = ((): PlaybookRun => {
  const started = advance(issuanceFailed, looked(healthy), { kind: 'issue-started', at });
  const issued = advance(issuanceFailed, started, { kind: 'issue-ended', at, report: null });
  return looked(newlyServed, issued);
})();

const unseen = looked(observing({ http: healthy.names.map(({ name }) => fetched(name, notFound, null)) }));
const waiting = new Date(Date.now() + 3_600_000).toISOString();

const byHand = advance(
  issuanceFailed,
  advance(issuanceFailed, looked(portRefused), { kind: 'done-by-hand', step: 'port-80', at }),
  { kind: 'skipped', step: 'site', at },
);

const issuing = advance(issuanceFailed, advance(issuanceFailed, looked(healthy), { kind: 'issue-started', at }), {
  kind: 'issue-progress',
  words: 'Waiting for the CA to validate www.example.com',
  at,
});

/** Every state that the page can be in, as the extension posts it. */
export const scenes: Readonly<Record<string, PanelView>> = {
  looking: offered(advance(issuanceFailed, fresh, { kind: 'look-started', intent: fresh.intent, at })).view,
  problem: offered(looked(portRefused), { nextLookAt: waiting }).view,
  record: offered(looked(wrongAddress), { nextLookAt: waiting, looks: seeing(wrongAddress) }).view,
  unknown: offered(unseen).view,
  ready: offered(looked(healthy), { looks: seeing(healthy) }).view,
  chains: offered(looked(twoChains), { looks: seeing(twoChains) }).view,
  waiting: offered(advance(issuanceFailed, looked(wrongAddress), { kind: 'acted', step: 'dns', what: 'Copied', at }), {
    ...{ nextLookAt: waiting, looks: seeing(wrongAddress) },
  }).view,
  byHand: offered(byHand).view,
  issuing: offered(issuing, { looks: seeing(healthy) }).view,
  brokenOff: offered(advance(issuanceFailed, issuing, { kind: 'issue-ended', at, report: null })).view,
  lookFailed: offered(advance(issuanceFailed, fresh, { kind: 'look-failed', why: 'No resolver answers.', at })).view,
  solved: offered(solved, { looks: { latest: newlyServed, earlier: beforeIt } }).view,
  restricted: offered(advance(issuanceFailed, fresh, { kind: 'look-failed', why: 'Restricted Mode.', at }), {
    trusted: false,
  }).view,
};

const muchIsWrong = {
  ...twoChains,
  ...{
    names: wrongAddress.names,
    findings: [...wrongAddress.findings, ...portRefused.findings, ...twoChains.findings],
  },
};

/** Each playbook after a look at a domain on which much is wrong, and at one that is well. */
export const playbookScenes: Readonly<Record<string, PanelView>> = Object.fromEntries(
  playbooks.flatMap((playbook) =>
    Object.entries({ wrong: muchIsWrong, well: newlyServed }).map(([how, report]): [string, PanelView] => {
      const start = startRun(playbook, fresh.intent, null, at);
      const looking = advance(playbook, start, { kind: 'look-started', intent: fresh.intent, at });
      const run = advance(playbook, looking, { kind: 'looked', report, at });
      return [`${playbook.id} ${how}`, viewOf(playbook, run, { ...context, looks: seeing(report) }).view];
    }),
  ),
);

export function scene(name: string): PanelView {
  const view = scenes[name];
  if (view === undefined) throw new Error(`no scene ${name}`);
  return view;
}
