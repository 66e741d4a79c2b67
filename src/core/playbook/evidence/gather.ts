import type { DomainIntent } from '../../domain/intent.ts';
import type { Evidence, EvidenceRow } from '../evidence.ts';
import type { Look } from '../look.ts';
import type { Need, PlaybookStep } from '../playbook.ts';
import { addresses } from './addresses.ts';
import { attemptDurations } from './attempt-durations.ts';
import { afterRenewal } from './after-renewal.ts';
import { automation, schedule } from './automation.ts';
import { caConnection } from './ca-connection.ts';
import { challengePath } from './challenge-path.ts';
import { challengeRecord, delegation } from './challenge-record.ts';
import { changesSinceGood } from './changes-since-good.ts';
import { contentNetwork } from './content-network.ts';
import { coveredNames } from './covered-names.ts';
import { deployment } from './deployment.ts';
import { fileAndServed } from './file-and-served.ts';
import { connections, keyRights, nodes } from './hardening.ts';
import { hostsFile } from './hosts-file.ts';
import { insecureParts, ownInsecureParts } from './insecure-parts.ts';
import { askedInLogs, logFindings } from './log-findings.ts';
import { machineLoad, siteFolders } from './machine.ts';
import { permission } from './permission.ts';
import { port443, port80 } from './ports.ts';
import type { Collect } from './rows.ts';
import { current, served } from './served.ts';
import { signingRequest } from './signing-request.ts';
import { system } from './system.ts';
import { answeringSites, port80Owner, webServer } from './web-server.ts';

/** How many rows a step shows, and how much of one text. */
const maxRows = 40;
const maxText = 300;

/** What a look holds of what a step has to see. */
export function gather(
  { needs, asks, fromOutside }: Pick<PlaybookStep, 'needs' | 'asks' | 'fromOutside'>,
  intent: DomainIntent,
  look: Look,
): Evidence {
  const evidence = collectors[needs](intent, look, asks);
  const own = fromOutside === true ? (look.report.observations.host?.addresses ?? []) : [];
  const rows = evidence.rows
    .map((row) => (row.part !== null && own.includes(row.part) ? seenFromInside(row) : row))
    .map((row) => ({ ...row, seen: short(row.seen), what: short(row.what) }));
  const [first] = rows.filter(({ mark }) => mark === 'unknown');
  const missing =
    evidence.missing ??
    (rows.length === 0 ? 'nothing was looked at' : first === undefined ? null : `${first.what}: ${first.seen}`);
  return { ...evidence, rows: rows.length > maxRows ? worstFirst(rows).slice(0, maxRows) : rows, missing };
}

/** What a machine says to itself passes neither its firewall nor the provider's. */
function seenFromInside(row: EvidenceRow): EvidenceRow {
  if (row.mark !== 'fine') return row;
  return {
    ...row,
    seen: `${row.seen}, asked from this server itself: whether others get through is not seen`,
    mark: 'unknown',
  };
}

/** So that what is cut off is right. */
function worstFirst(rows: readonly EvidenceRow[]): readonly EvidenceRow[] {
  return rows.toSorted((one, other) => order.indexOf(one.mark) - order.indexOf(other.mark));
}

const order: readonly EvidenceRow['mark'][] = ['problem', 'unknown', 'you', 'fine'];

const collectors: Readonly<Record<Need, Collect>> = {
  addresses,
  'port-80': port80,
  'port-443': port443,
  site: challengePath,
  'challenge-record': challengeRecord,
  delegation,
  'covered-names': coveredNames,
  caa: permission,
  served,
  current,
  'hosts-file': hostsFile,
  'file-and-served': fileAndServed,
  'insecure-parts': insecureParts,
  'own-insecure-parts': ownInsecureParts,
  'content-network': contentNetwork,
  changes: changesSinceGood,
  system,
  'machine-load': machineLoad,
  'site-folders': siteFolders,
  'web-server': webServer,
  'port-80-owner': port80Owner,
  'answering-sites': answeringSites,
  automation,
  schedule,
  'ca-connection': caConnection,
  'signing-request': signingRequest,
  deployment,
  logs: logFindings,
  'asked-in-logs': askedInLogs,
  'after-renewal': afterRenewal,
  durations: attemptDurations,
  connections,
  'key-rights': keyRights,
  nodes,
};

function short(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}
