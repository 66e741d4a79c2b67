import { cdnOf } from '../../judge/cdn.ts';
import type { EvidenceRow } from '../evidence.ts';
import { plain, type Collect } from './rows.ts';

/** Statuses by which Cloudflare tells that it does not get along with the server behind it; others' CDNs use 502 and 504. */
const originErrors: Readonly<Record<number, string>> = {
  520: 'the server behind it answered something unknown',
  521: 'the server behind it refuses its connections',
  522: 'the server behind it does not answer',
  523: 'the server behind it cannot be reached',
  524: 'the server behind it took too long',
  525: 'its TLS handshake with the server behind it failed',
  526: 'it does not trust the certificate of the server behind it',
};

/** What the CDN in front shows, and what it tells of the server behind it. Its TLS mode stands only in its own pages. */
export const contentNetwork: Collect = (_intent, { report: { observations } }) => {
  const rows = observations.http.flatMap((fetch): readonly EvidenceRow[] => {
    const cdn = cdnOf(fetch);
    if (cdn === null) return [];
    const { name, address, outcome } = fetch;
    const page = (observations.pages ?? []).find((one) => one.name === name && one.address === address);
    const of = { name, part: address, what: `${name} at ${address}`, expected: null };
    const status = [outcome, page?.outcome]
      .flatMap((one) => (one?.kind === 'response' ? [one.status] : []))
      .find((one) => originErrors[one] !== undefined);
    if (status !== undefined)
      return [{ ...of, seen: `${cdn}, HTTP ${status}: ${originErrors[status] ?? ''}`, mark: 'problem' }];
    if (page?.outcome.kind === 'failed' && page.outcome.reason.startsWith('redirect'))
      return [{ ...of, seen: `${cdn}: ${page.outcome.text}`, mark: 'problem' }];
    return [{ ...of, seen: `${cdn} answers`, mark: 'you' }];
  });
  const names = [...new Set(observations.http.map(cdnOf).filter((cdn) => cdn !== null))];
  const question =
    names.length === 0
      ? null
      : `Is the TLS mode at ${names.join(' and ')} "Full (strict)" or its like? Only its own pages show it.`;
  return { ...plain(rows), question };
};
