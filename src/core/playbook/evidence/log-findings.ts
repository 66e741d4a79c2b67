import { problems } from '../../problem/catalogue.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { namesOf, plain, type Collect } from './rows.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { KnownLog } from '../look.ts';

/** Of each log the newest findings; older ones stand in the log itself. */
const mostOfOneLog = 5;

/** What the logs say of the domain, the newest last. A problem that a later success of the same name took back is none. */
export const logFindings: Collect = (intent, { known }) => {
  if (known.logs === null || known.logs.length === 0)
    return plain([], 'No log was read. Open the log of the ACME client or the web server, or let Cert Doctor read it.');
  return plain(known.logs.flatMap((log) => logRows(intent, log)));
};

function logRows(intent: DomainIntent, log: KnownLog): readonly EvidenceRow[] {
  const names = namesOf(intent);
  const of = { name: log.path, part: null, what: log.path, expected: null };
  const last = log.attempts.findLastIndex(
    (attempt) => attempt.names.some((name) => names.includes(name)) && attempt.outcome !== 'not-due',
  );
  const attempt = log.attempts[last];
  if (attempt?.outcome === 'succeeded')
    return [{ ...of, seen: `its last attempt for the domain succeeded (line ${attempt.startLine})`, mark: 'fine' }];
  const serious = log.findings.filter(
    ({ severity, causeLine, attempt: of }) =>
      (severity === 'error' || severity === 'warning') && causeLine === undefined && (of === undefined || of >= last),
  );
  if (serious.length === 0) return [{ ...of, seen: 'nothing in it is known to be wrong', mark: 'fine' }];
  return serious.slice(-mostOfOneLog).map(({ line, problem, message }) => ({
    ...of,
    what: `${log.path}:${line}`,
    seen: `${problems[problem].title}: ${message}`,
    mark: 'problem',
  }));
}
