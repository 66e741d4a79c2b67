import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { advance, startRun, type PlaybookRun } from '../../../src/core/playbook/run.ts';
import { noLooks, type TwoLooks } from '../../../src/core/picture/two-looks.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { viewOf, type OfferedView, type ViewContext } from '../../../src/extension/playbooks/panel-view.ts';
import { at, intent } from '../../core/playbook/recorded-report.ts';

export const context: ViewContext = {
  shell: 'posix',
  ports: { http: 80, https: 443 },
  resolver: null,
  issuer: 'letsencrypt.org',
  looks: noLooks,
  listed: true,
  nextLookAt: null,
  now: at,
  trusted: true,
};

export const fresh = startRun(issuanceFailed, intent, 'http-refused', at);

export function looked(report: DomainReport, run: PlaybookRun = fresh): PlaybookRun {
  const looking = advance(issuanceFailed, run, { kind: 'look-started', intent: run.intent, at });
  return advance(issuanceFailed, looking, { kind: 'looked', report, at });
}

export function offered(run: PlaybookRun, change: Partial<ViewContext> = {}): OfferedView {
  return viewOf(issuanceFailed, run, { ...context, ...change });
}

/** What pictures are drawn from after one look. */
export function seeing(latest: DomainReport): TwoLooks {
  return { latest, earlier: null };
}
