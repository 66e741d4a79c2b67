import type { ChallengeFetch, FetchFailure } from '../../acme/challenge-fetch.ts';
import type { EvidenceRow } from '../evidence.ts';
import { deadPort } from './ports.ts';
import { perAddress, type Collect } from './rows.ts';

/** The content of the challenge path at every address. */
export const challengePath: Collect = (intent, { report }) => {
  const evidence = perAddress(intent, report, (name, address) => {
    const fetch = report.observations.http.find((one) => one.name === name && one.address === address);
    return fetch === undefined ? null : contentRow(fetch);
  });
  const madeUp = report.observations.http.some(
    ({ expected, outcome }) => expected === null && outcome.kind === 'response',
  );
  const missing = madeUp
    ? 'Cert Doctor asked for a file that does not exist. The answer does not show whether this is the site that your ACME client writes to.'
    : null;
  return { ...evidence, missing };
};

const notLooked: readonly FetchFailure[] = ['address-not-allowed', 'cancelled', 'other'];

function contentRow({ name, address, outcome, expected, hops }: ChallengeFetch): EvidenceRow {
  const of = { name, part: address, what: `${name} at ${address}` };
  if (outcome.kind === 'failed') {
    const mark = notLooked.includes(outcome.reason) || deadPort.includes(outcome.reason) ? 'unknown' : 'problem';
    return { ...of, seen: outcome.text, expected: null, mark };
  }
  const server = hops.at(-1)?.server ?? null;
  const seen = [`HTTP ${outcome.status}`, outcome.contentType, server].filter((part) => part !== null).join(', ');
  if (expected === null) return { ...of, seen, expected: null, mark: 'unknown' };
  const right = outcome.status === 200 && outcome.body.trim() === expected;
  return {
    ...of,
    seen,
    expected: right ? null : `HTTP 200 and the token ${expected}`,
    mark: right ? 'fine' : 'problem',
  };
}
