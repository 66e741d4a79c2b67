import { isZoneKey, type Dnskey, type Rrsig } from './dnssec-records.ts';
import { compareOctets, labelsOf, nameToWire, typeName, type WireRecord } from './wire-record.ts';

/** What the engine lends: the arithmetic of signatures and digests. */
export interface DnssecCrypto {
  /**
   * Those that can be verified here, of RSA with SHA-256 (8) and SHA-512 (10), ECDSA P-256 (13) and P-384 (14), Ed25519
   * (15) (RFC 8624 §3.1). A zone that is signed with others alone counts as unsigned (RFC 4035 §5.2).
   */
  readonly algorithms: ReadonlySet<number>;
  /** False also for keys and signatures that do not fit the algorithm. */
  verify(this: void, algorithm: number, publicKey: Uint8Array, signature: Uint8Array, data: Uint8Array): boolean;
  digest(this: void, kind: 'sha1' | 'sha256' | 'sha384', data: Uint8Array): Uint8Array;
}

/** How much arithmetic a validation may cost: an answer can ask for hours of it (CVE-2023-50387). */
export class SignatureBudget {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** False where nothing is left. */
  take(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }
}

/** Of more signatures over one RRset than this, and more keys with one tag, none is looked at. */
const mostSignatures = 8;
const mostKeysOfOneTag = 4;

export interface VerifyInput {
  /** Records with one owner and one type. */
  readonly rrset: readonly WireRecord[];
  readonly signatures: readonly Rrsig[];
  readonly keys: readonly Dnskey[];
  /** The zone that must have signed. */
  readonly zone: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly primitives: DnssecCrypto;
  readonly budget: SignatureBudget;
}

export type Verified =
  | {
      readonly valid: true;
      /** The closest name that exists, where the records come from a wildcard below it (RFC 4035 §5.3.4); null: from no wildcard. */
      readonly expandedBelow: string | null;
    }
  | { readonly valid: false; readonly reason: string };

/** Is one of the signatures over the RRset right (RFC 4035 §5.3)? If none is, the reason that explains most. */
export function verifyRrset(input: VerifyInput): Verified {
  const { rrset, signatures, zone } = input;
  const [first] = rrset;
  if (first === undefined) return { valid: false, reason: 'there is no record' };
  const what = `${typeName(first.type)} of ${nameText(first.name)}`;
  const fitting = signatures.filter(({ covered, signer }) => covered === first.type && signer === zone);
  if (fitting.length === 0) {
    const other = signatures.find(({ covered }) => covered === first.type);
    return {
      valid: false,
      reason:
        other === undefined
          ? `there is no signature over ${what}`
          : `the signature over ${what} is one of ${nameText(other.signer)} instead of ${nameText(zone)}`,
    };
  }
  let reason: { readonly rank: number; readonly text: string } | null = null;
  for (const signature of fitting.slice(0, mostSignatures)) {
    const outcome = verifyOne(signature, what, input, first);
    if (outcome.valid) return outcome;
    if (reason === null || outcome.rank < reason.rank) reason = { rank: outcome.rank, text: outcome.reason };
  }
  return { valid: false, reason: reason?.text ?? '' };
}

type One =
  Extract<Verified, { valid: true }> | { readonly valid: false; readonly rank: number; readonly reason: string };

function verifyOne(
  signature: Rrsig,
  what: string,
  { rrset, keys, now, primitives, budget }: VerifyInput,
  first: WireRecord,
): One {
  const { algorithm, keyTag, expiration, inception } = signature;
  const no = (rank: number, reason: string): One => ({ valid: false, rank, reason });
  const labels = labelsOf(first.name).filter((label, at) => at > 0 || label !== '*').length;
  if (signature.labels > labels) return no(4, `the signature over ${what} is for a longer name`);
  if (!primitives.algorithms.has(algorithm))
    return no(5, `the signature over ${what} has the algorithm ${algorithm}, which is not known here`);
  if (serialDifference(now, expiration) > 0)
    return no(0, `the signature over ${what} expired on ${dateText(expiration, now)}`);
  if (serialDifference(inception, now) > 0)
    return no(1, `the signature over ${what} is valid only from ${dateText(inception, now)}`);
  const candidates = keys.filter((key) => isZoneKey(key) && key.algorithm === algorithm && key.keyTag === keyTag);
  if (candidates.length === 0)
    return no(2, `the key ${keyTag} that signed ${what} is not among the keys of ${nameText(signature.signer)}`);
  if (candidates.length > mostKeysOfOneTag) return no(4, `too many keys have the tag ${keyTag}`);
  const data = signedData(signature, rrset, first);
  for (const key of candidates) {
    if (!budget.take()) return no(4, 'the zone asks for more arithmetic than an answer is worth');
    if (primitives.verify(algorithm, key.publicKey, signature.signature, data)) {
      const isExpanded = signature.labels < labels;
      return { valid: true, expandedBelow: isExpanded ? lastLabels(first.name, signature.labels) : null };
    }
  }
  return no(3, `the signature over ${what} does not fit the records`);
}

/** RFC 4034 §3.1.8.1, §6: the head of the signature, then each record once, in canonical order. */
function signedData(
  signature: Rrsig,
  rrset: readonly WireRecord[],
  { name, type, class: klass }: WireRecord,
): Uint8Array {
  const isExpanded = signature.labels < labelsOf(name).length;
  const closest = lastLabels(name, signature.labels);
  const owner = nameToWire(isExpanded ? (closest === '' ? '*' : `*.${closest}`) : name);
  const rdatas = rrset.map(({ rdata }) => rdata).toSorted(compareOctets);
  const parts: Uint8Array[] = [signature.head];
  for (const [at, rdata] of rdatas.entries()) {
    const before = rdatas[at - 1];
    if (before !== undefined && compareOctets(before, rdata) === 0) continue;
    parts.push(
      owner,
      Uint8Array.from([...uint16(type), ...uint16(klass), ...uint32(signature.originalTtl), ...uint16(rdata.length)]),
      rdata,
    );
  }
  return joined(parts);
}

function lastLabels(name: string, count: number): string {
  const labels = labelsOf(name);
  return labels.slice(labels.length - count).join('.');
}

/** How far one 32-bit time is after another (RFC 1982): positive for later. */
function serialDifference(one: number, other: number): number {
  return (one - other) | 0;
}

/** A 32-bit time nearest to now, to the minute. */
function dateText(seconds: number, now: number): string {
  const date = new Date((now + serialDifference(seconds, now)) * 1000);
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function nameText(name: string): string {
  return name === '' ? 'the root' : name;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function uint16(value: number): readonly number[] {
  return [value >> 8, value & 255];
}

function uint32(value: number): readonly number[] {
  return [...uint16(value >>> 16), ...uint16(value & 0xffff)];
}
