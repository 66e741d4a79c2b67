import type { ChallengeFetch, FetchFailure } from '../../acme/challenge-fetch.ts';
import type { TlsFailure, TlsObservation } from '../../certificate/handshake.ts';
import type { EvidenceRow } from '../evidence.ts';
import { duration, perAddress, type Collect } from './rows.ts';

/** An answer on the port of HTTP from every address of every name. */
export const port80: Collect = (intent, { report }) =>
  perAddress(intent, report, (name, address) => {
    const fetch = report.observations.http.find((one) => one.name === name && one.address === address);
    return fetch === undefined ? null : httpRow(fetch);
  });

/** An answer on the port of HTTPS from every address of every name. */
export const port443: Collect = (intent, { report }) =>
  perAddress(intent, report, (name, address) => {
    const tls = report.observations.tls.find((one) => one.serverName === name && one.address === address);
    return tls === undefined ? null : tlsRow(tls);
  });

export const deadPort: readonly FetchFailure[] = [
  'timeout-connect',
  'timeout-read',
  'refused',
  'unreachable',
  'reset',
  'not-http',
];

function httpRow({ name, address, outcome, hops, seen }: ChallengeFetch): EvidenceRow {
  const of = { name, part: address, what: `${name} at ${address}` };
  const status = hops[0]?.status ?? (outcome.kind === 'response' ? outcome.status : null);
  // A hop that answered proves the port, wherever the way failed afterwards.
  if (status !== null)
    return { ...of, seen: `answers, HTTP ${status}, ${duration(seen.ms)}`, expected: null, mark: 'fine' };
  if (outcome.kind === 'response') return { ...of, seen: 'answers', expected: null, mark: 'fine' };
  const mark = deadPort.includes(outcome.reason) ? 'problem' : 'unknown';
  return { ...of, seen: `${outcome.text}, ${duration(seen.ms)}`, expected: null, mark };
}

const deadTls: readonly TlsFailure[] = ['refused', 'timeout', 'unreachable', 'reset', 'not-tls'];

function tlsRow({ serverName, address, port, outcome }: TlsObservation): EvidenceRow {
  const of = { name: serverName, part: address, what: `${serverName} at ${address}:${port}` };
  if (outcome.kind === 'handshake')
    return { ...of, seen: `answers, ${outcome.protocol}`, expected: null, mark: 'fine' };
  // An alert is TLS's own word: somebody is there and speaks it.
  if (outcome.reason === 'alert') return { ...of, seen: outcome.text, expected: null, mark: 'fine' };
  return { ...of, seen: outcome.text, expected: null, mark: deadTls.includes(outcome.reason) ? 'problem' : 'unknown' };
}
