import type { DnsObservation, RecordType } from '../../dns/answer.ts';
import { delegationTargetOf, isDelegated, type ChallengeMethod } from '../../domain/intent.ts';
import type { EvidenceRow } from '../evidence.ts';
import { failureOf, isAuthority, typedText } from './dns-answers.ts';
import { plain, unseen, zoneNames, type Collect } from './rows.ts';

/** Methods whose record stands elsewhere than at `_acme-challenge`. */
const elsewhere: readonly ChallengeMethod[] = ['dns-account-01', 'dns-persist-01'];

/** What stands at `_acme-challenge` of every name. */
export const challengeRecord: Collect = (intent, { report: { observations } }) => {
  if (elsewhere.includes(intent.method)) {
    return plain([], 'Cert Doctor does not look at this record yet; see what your client or CA says to write.');
  }
  return plain(
    zoneNames(intent).flatMap((name) => [
      delegated(answerRow(observations.dns, name, 'CNAME'), delegationTargetOf(intent, name)),
      answerRow(observations.dns, name, 'TXT'),
    ]),
  );
};

/** The same, where the names are delegated to somebody who proves control for them. */
export const delegation: Collect = (intent, look, asks) => {
  const evidence = challengeRecord(intent, look, asks);
  if (evidence.missing !== null) return evidence;
  if (isDelegated(intent)) {
    const rows = evidence.rows.map((row) =>
      row.part === 'CNAME' && delegationTargetOf(intent, row.name) === null ? untold(row) : row,
    );
    return { ...evidence, rows };
  }
  const missing =
    'Cert Doctor does not know where _acme-challenge should lead. Set delegationTarget of the domain in cert-doctor.json to the target that your platform shows.';
  return { ...evidence, missing };
};

function answerRow(dns: readonly DnsObservation[], name: string, type: RecordType): EvidenceRow {
  const owner = `_acme-challenge.${name}`;
  const of = { name, part: type, what: `${owner} ${type}` };
  const asked = dns.filter(({ question }) => question.name === owner && question.type === type);
  const answers = asked.filter(isAuthority);
  const [silent] = asked.filter((one) => !isAuthority(one));
  if (asked.length === 0) return unseen(name, type, of.what);
  if (silent !== undefined && answers.length === 0)
    return { ...of, seen: failureOf(silent), expected: null, mark: 'unknown' };
  const records = answers.flatMap(({ outcome }) => (outcome.kind === 'answer' ? outcome.records : []));
  const texts = [...new Set(records.map(typedText))];
  return { ...of, seen: texts.length === 0 ? 'no record' : texts.join('; '), expected: null, mark: 'fine' };
}

function untold(row: EvidenceRow): EvidenceRow {
  if (row.mark !== 'fine') return row;
  return {
    ...row,
    seen: `${row.seen}; where its CNAME should lead is not said in cert-doctor.json`,
    mark: 'unknown',
  };
}

/** The CNAME row, compared with where the name should be delegated to; null: it need not be delegated at all. */
function delegated(row: EvidenceRow, target: string | null): EvidenceRow {
  if (target === null || row.mark !== 'fine') return row;
  const expected = `CNAME ${target}`;
  return { ...row, expected, mark: row.seen.split('; ').includes(expected) ? 'fine' : 'problem' };
}
