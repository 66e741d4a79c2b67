import type { CertificateFacts } from '../certificate/facts.ts';
import { durationWords, lifetimeOf } from '../certificate/lifetime.ts';
import type { DomainReport } from '../domain/report.ts';
import { groupBy } from '../group-by.ts';
import { quotedText } from '../quoted-text.ts';
import type { PictureMark } from './picture-mark.ts';

/** The life of one certificate. Places are shares of the picture's width, 0 to 1. */
export interface ValidityBar {
  /** Which certificate: the end of its serial number. */
  readonly label: string;
  /** Where it is shown: `on 2 addresses`, `shown before`. */
  readonly where: string;
  readonly mark: PictureMark;
  /** `61 days left`, `expired 3 days ago`. */
  readonly words: string;
  readonly from: number;
  readonly to: number;
  /** Days, as `2026-11-25`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** From when on it is to be renewed, and who says so. */
  readonly renewal: { readonly at: number; readonly day: string; readonly words: string };
}

export interface ValidityPicture {
  readonly kind: 'validity';
  readonly title: string;
  /** The same in words. */
  readonly text: string;
  readonly now: number;
  readonly bars: readonly ValidityBar[];
}

/** So many certificates are drawn. */
const mostBars = 4;
const day = 86_400_000;
/** Room on both sides, as a share of the width. */
const margin = 0.02;

/**
 * When the certificates that are shown begin, are renewed and end, on one time line, the newest first. Beside them those
 * of an earlier look that are not shown any more.
 */
export function validityPicture(
  { observations, at }: Pick<DomainReport, 'observations' | 'at'>,
  earlier: Pick<DomainReport, 'observations'> | null,
): ValidityPicture | null {
  const now = new Date(at);
  const shown = leavesOf(observations);
  const gone = earlier === null ? [] : leavesOf(earlier.observations).filter(({ leaf }) => !shown.some(isSame(leaf)));
  const lives = [
    ...shown.map(({ leaf, addresses }) => ({ leaf, where: addressesWords(addresses) })),
    ...gone.map(({ leaf }) => ({ leaf, where: 'shown before' })),
  ]
    .filter(({ leaf }) => lifetimeOf(leaf, now).state !== 'unreadable')
    .toSorted((one, other) => Date.parse(other.leaf.notBefore) - Date.parse(one.leaf.notBefore))
    .slice(0, mostBars);
  if (lives.length === 0) return null;
  const moments = lives.flatMap(({ leaf }) => [Date.parse(leaf.notBefore), Date.parse(leaf.notAfter)]);
  const start = Math.min(now.getTime(), ...moments);
  const length = Math.max(1, Math.max(now.getTime(), ...moments) - start);
  const place = (moment: number): number => margin + ((moment - start) / length) * (1 - 2 * margin);
  const bars = lives.map(({ leaf, where }): ValidityBar => {
    const renewal = renewalOf(leaf, observations);
    return {
      label: `serial ${shortSerial(leaf.serialNumber)}`,
      where,
      ...lifeWords(leaf, now),
      from: place(Date.parse(leaf.notBefore)),
      to: place(Date.parse(leaf.notAfter)),
      notBefore: leaf.notBefore.slice(0, 10),
      notAfter: leaf.notAfter.slice(0, 10),
      renewal: {
        at: place(renewal.moment),
        day: new Date(renewal.moment).toISOString().slice(0, 10),
        words: renewal.words,
      },
    };
  });
  return {
    kind: 'validity',
    title: 'Validity',
    text: bars.map(barText).join(' '),
    now: place(now.getTime()),
    bars,
  };
}

interface ServedLeaf {
  readonly leaf: CertificateFacts;
  readonly addresses: readonly string[];
}

/** Each certificate that servers show as their own, once. */
function leavesOf({ tls }: DomainReport['observations']): readonly ServedLeaf[] {
  const served = tls.flatMap(({ address, outcome }) =>
    outcome.kind === 'handshake' && outcome.chain[0] !== undefined ? [{ address, leaf: outcome.chain[0] }] : [],
  );
  return [...groupBy(served, ({ leaf }) => leaf.fingerprint).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined
      ? []
      : [{ leaf: first.leaf, addresses: [...new Set(alike.map(({ address }) => address))] }];
  });
}

function isSame({ fingerprint }: CertificateFacts): (served: ServedLeaf) => boolean {
  return ({ leaf }) => leaf.fingerprint === fingerprint;
}

function addressesWords(addresses: readonly string[]): string {
  const [first, ...others] = addresses;
  return others.length === 0 ? `at ${first ?? 'no address'}` : `at ${addresses.length} addresses`;
}

function lifeWords(leaf: CertificateFacts, now: Date): { readonly mark: PictureMark; readonly words: string } {
  const { state, leftMs, startsInMs } = lifetimeOf(leaf, now);
  switch (state) {
    case 'expired':
      return { mark: 'problem', words: `expired ${durationWords(leftMs)} ago` };
    case 'not-yet-valid':
      return { mark: 'problem', words: `begins in ${durationWords(startsInMs)}` };
    case 'expiring':
      return { mark: 'warning', words: `${durationWords(leftMs)} left` };
    case 'valid':
    case 'unreadable':
      return { mark: 'fine', words: `${durationWords(leftMs)} left` };
  }
}

/**
 * When it is due: what the CA says itself (ARI, RFC 9773), else when a third of its life is left, and half where it
 * lives less than ten days, as Let's Encrypt's integration guide advises and clients do.
 */
function renewalOf(
  leaf: CertificateFacts,
  { ca }: DomainReport['observations'],
): { readonly moment: number; readonly words: string } {
  const said = ca?.renewals.find(({ fingerprint }) => fingerprint === leaf.fingerprint);
  const saidStart = said === undefined ? NaN : Date.parse(said.start);
  if (Number.isFinite(saidStart)) return { moment: saidStart, words: 'renewal, as the CA says' };
  const start = Date.parse(leaf.notBefore);
  const life = Date.parse(leaf.notAfter) - start;
  const left = life < 10 * day ? life / 2 : life / 3;
  return { moment: start + life - left, words: 'renewal usually begins' };
}

/** Enough of a serial number to tell two apart. */
function shortSerial(serial: string): string {
  return serial.length <= 10 ? quotedText(serial, 10) : `…${quotedText(serial.slice(-8), 8)}`;
}

function barText({ label, where, words, notBefore, notAfter, renewal }: ValidityBar): string {
  return `Certificate with ${label}, ${where}: from ${notBefore} to ${notAfter}, ${words}, ${renewal.words} ${renewal.day}.`;
}
