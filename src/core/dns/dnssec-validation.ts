import { denialOf, provesWildcard } from './dnssec-denial.ts';
import type { TrustAnchor } from './dnssec-anchors.ts';
import {
  hexText,
  isZoneKey,
  readDnskey,
  readDs,
  readNsec,
  readNsec3,
  readRrsig,
  type Dnskey,
  type Ds,
  type Nsec,
  type Nsec3,
} from './dnssec-records.ts';
import { weakest, type DnssecResult } from './dnssec-result.ts';
import {
  joined,
  nameText,
  SignatureBudget,
  verifyRrset,
  type DnssecCrypto,
  type Verified,
} from './dnssec-signature.ts';
import {
  isWithin,
  labelsOf,
  nameFromWire,
  namesBetween,
  nameToWire,
  typeCode,
  typeName,
  type WireRecord,
  type WireSections,
} from './wire-record.ts';

/** The answer to a question with its signatures, unvalidated (CD). */
export interface SignedAnswer extends Pick<WireSections, 'answer' | 'authority'> {
  readonly rcode: string;
}

export interface ValidationInput {
  /** Null: nobody answered. Asked as often as wanted; the same answer must come each time. */
  readonly ask: (this: void, name: string, type: number) => Promise<SignedAnswer | null>;
  readonly primitives: DnssecCrypto;
  readonly anchors: readonly TrustAnchor[];
  readonly now: Date;
}

/** A zone whose keys are known to be its own. */
interface SecureZone {
  readonly zone: string;
  readonly keys: readonly Dnskey[];
}

type ZoneState = SecureZone | DnssecResult;

const classIn = 1;
/** As many aliases as resolvers follow. */
const mostAliases = 16;
/** For all questions about the names of a certificate together; a chain of four zones takes ten. */
const mostVerifications = 1_000;
const mostDs = 16;

/** Validates answers by the chain from a trust anchor down (RFC 4035 §5); what is known of a zone is kept. */
export class DnssecValidator {
  readonly #input: ValidationInput;
  readonly #now: number;
  readonly #budget = new SignatureBudget(mostVerifications);
  readonly #anchored = new Map<string, Promise<ZoneState>>();
  readonly #cuts = new Map<string, Promise<ZoneState | null>>();

  constructor(input: ValidationInput) {
    this.#input = input;
    this.#now = Math.floor(input.now.getTime() / 1000);
  }

  async validate(name: string, type: number): Promise<DnssecResult> {
    const links: DnssecResult[] = [];
    let owner = name;
    for (let hop = 0; hop <= mostAliases; hop += 1) {
      const { result, alias } = await this.#validateLink(owner, type);
      links.push(result);
      if (alias === null) return weakest(links);
      owner = alias;
    }
    return {
      status: 'indeterminate',
      reason: `the aliases of ${nameText(name)} lead over more than ${mostAliases} names`,
    };
  }

  /** One name and type, and where its alias leads; null where it has none. */
  async #validateLink(
    name: string,
    type: number,
  ): Promise<{ readonly result: DnssecResult; readonly alias: string | null }> {
    this.#prefetch(name);
    const [state, answer] = await Promise.all([this.#zoneOf(name), this.#input.ask(name, type)]);
    const alias = answer === null ? null : aliasOf(name, type, answer);
    if (!('keys' in state)) return { result: state, alias: state.status === 'bogus' ? null : alias };
    const what = `${typeName(type)} of ${nameText(name)}`;
    if (answer === null) return { result: indeterminate(`nobody answered the question for ${what}`), alias: null };
    if (answer.rcode !== 'NOERROR' && answer.rcode !== 'NXDOMAIN') {
      return { result: indeterminate(`the question for ${what} was answered with ${answer.rcode}`), alias: null };
    }
    const covered = rrsetOf(answer.answer, name, alias === null ? type : typeCode.CNAME);
    const found = covered.length > 0 ? this.#verify(covered, answer.answer, state) : null;
    if (found === null) return { result: this.#judgeDenial(name, type, answer, state), alias: null };
    if (found.valid) {
      const isProven = found.expandedBelow === null || this.#provesWildcard(name, found.expandedBelow, answer, state);
      return isProven
        ? { result: secure(`signed by ${nameText(state.zone)}`), alias }
        : {
            result: bogus(`${what} comes from a wildcard, and nothing proves that the name itself does not exist`),
            alias: null,
          };
    }
    if (alias !== null && this.#isByDname(name, alias, answer, state))
      return { result: secure(`signed by ${nameText(state.zone)}`), alias };
    return { result: bogus(found.reason), alias: null };
  }

  /** A CNAME that follows from a signed DNAME above it carries no signature of its own (RFC 6672 §5.3.1). */
  #isByDname(name: string, alias: string, { answer }: SignedAnswer, state: SecureZone): boolean {
    return answer.some((record) => {
      if (record.type !== typeCode.DNAME || record.name === name || !isWithin(name, record.name)) return false;
      const target = nameFromWire(record.rdata, 0)?.name;
      const below = name.slice(0, name.length - record.name.length - 1);
      return target !== undefined && `${below}.${target}` === alias && this.#verify([record], answer, state).valid;
    });
  }

  #judgeDenial(name: string, type: number, { authority, rcode }: SignedAnswer, state: SecureZone): DnssecResult {
    const proofs = this.#proofs(authority, state);
    if ('reason' in proofs) return bogus(proofs.reason);
    const denial = denialOf(name, type, proofs, state.zone, this.#input.primitives);
    const what = `${typeName(type)} of ${nameText(name)}`;
    switch (denial.kind) {
      case 'no-data':
        return secure(`${nameText(state.zone)} proves that there is no ${what}`);
      case 'nxdomain':
        return rcode === 'NXDOMAIN'
          ? secure(`${nameText(state.zone)} proves that ${nameText(name)} does not exist`)
          : secure(`${nameText(state.zone)} proves that there is no ${what}`);
      case 'opt-out':
        return insecure(`${nameText(state.zone)} leaves unsigned names out of its proofs (opt-out)`);
      case 'too-many-iterations':
        return insecure(
          `the proofs of ${nameText(state.zone)} take ${denial.iterations} iterations, so that validators take it for unsigned`,
        );
      case 'unproven':
        return bogus(`nothing signed proves that there is no ${what}`);
    }
  }

  #provesWildcard(name: string, closest: string, { authority }: SignedAnswer, state: SecureZone): boolean {
    const proofs = this.#proofs(authority, state);
    return !('reason' in proofs) && provesWildcard(name, closest, proofs, state.zone, this.#input.primitives);
  }

  /** The NSEC and NSEC3 records of an answer, all signed by the zone; the reason where one of them is not. */
  #proofs(
    authority: readonly WireRecord[],
    state: SecureZone,
  ): { readonly nsec: readonly Nsec[]; readonly nsec3: readonly Nsec3[] } | { readonly reason: string } {
    const nsec: Nsec[] = [];
    const nsec3: Nsec3[] = [];
    for (const record of authority.filter(({ type }) => type === typeCode.NSEC || type === typeCode.NSEC3)) {
      if (!isWithin(record.name, state.zone)) continue;
      const verified = this.#verify([record], authority, state);
      if (!verified.valid) return { reason: verified.reason };
      // One that a wildcard was expanded to proves nothing of its owner.
      if (verified.expandedBelow !== null) continue;
      const read = record.type === typeCode.NSEC ? readNsec(record) : readNsec3(record);
      if (read === null)
        return { reason: `a record that proves what ${nameText(state.zone)} does not hold cannot be read` };
      if ('owner' in read) nsec.push(read);
      else nsec3.push(read);
    }
    return { nsec, nsec3 };
  }

  #verify(rrset: readonly WireRecord[], section: readonly WireRecord[], { zone, keys }: SecureZone): Verified {
    const owner = rrset[0]?.name;
    const signatures = section
      .filter(({ name, type }) => type === typeCode.RRSIG && name === owner)
      .flatMap((record) => readRrsig(record) ?? []);
    return verifyRrset({
      rrset,
      signatures,
      keys,
      zone,
      now: this.#now,
      primitives: this.#input.primitives,
      budget: this.#budget,
    });
  }

  /** All that the chain will need, asked at once: the way down does not wait for each step. */
  #prefetch(name: string): void {
    const anchor = this.#anchorZone(name);
    if (anchor === null) return;
    void this.#input.ask(anchor, typeCode.DNSKEY);
    for (const at of namesBetween(anchor, name)) {
      void this.#input.ask(at, typeCode.DS);
      // Most names with many labels are no zones.
      if (labelsOf(at).length <= labelsOf(anchor).length + 2) void this.#input.ask(at, typeCode.DNSKEY);
    }
  }

  #anchorZone(name: string): string | null {
    const zones = this.#input.anchors.map(({ zone }) => zone).filter((zone) => isWithin(name, zone));
    return zones.reduce<string | null>(
      (best, zone) => (best === null || zone.length > best.length ? zone : best),
      null,
    );
  }

  /** The zone that holds the name, or why there is none to trust. */
  async #zoneOf(name: string): Promise<ZoneState> {
    const top = this.#anchorZone(name);
    if (top === null) return indeterminate(`there is no trust anchor for ${nameText(name)}`);
    const anchored = this.#anchored.get(top) ?? this.#anchor(top);
    this.#anchored.set(top, anchored);
    let state = await anchored;
    for (const at of namesBetween(top, name)) {
      if (!('keys' in state)) return state;
      const known: Promise<ZoneState | null> = this.#cuts.get(at) ?? this.#cut(at, state);
      this.#cuts.set(at, known);
      state = (await known) ?? state;
    }
    return state;
  }

  /**
   * The keys of an anchor's zone. Where they cannot be had, whoever answers sees another world, such as a laboratory's or
   * a company's, or passes no signatures on: that says nothing of the names.
   */
  async #anchor(zone: string): Promise<ZoneState> {
    const anchors = this.#input.anchors.filter((anchor) => anchor.zone === zone);
    const state = await this.#keysOf(zone, (key) => anchors.some((anchor) => this.#fitsDigest(key, zone, anchor)));
    if ('keys' in state) return state;
    return indeterminate(`the trust anchor of ${nameText(zone)} does not fit what is answered here: ${state.reason}`);
  }

  /** Does a zone begin at the name? Null where none does; else its keys, or why it is not signed, or not rightly. */
  async #cut(name: string, parent: SecureZone): Promise<ZoneState | null> {
    const answer = await this.#input.ask(name, typeCode.DS);
    if (answer === null) return indeterminate(`nobody answered the question for DS of ${nameText(name)}`);
    if (answer.rcode !== 'NOERROR' && answer.rcode !== 'NXDOMAIN') {
      return indeterminate(`the question for DS of ${nameText(name)} was answered with ${answer.rcode}`);
    }
    const rrset = rrsetOf(answer.answer, name, typeCode.DS);
    if (rrset.length > 0) {
      const verified = this.#verify(rrset, answer.answer, parent);
      if (!verified.valid) return bogus(verified.reason);
      return await this.#delegated(name, rrset.flatMap((record) => readDs(record) ?? []).slice(0, mostDs), parent);
    }
    // An alias is no cut.
    if (rrsetOf(answer.answer, name, typeCode.CNAME).length > 0) return null;
    return this.#judgeUnsigned(name, answer, parent);
  }

  #judgeUnsigned(name: string, answer: SignedAnswer, parent: SecureZone): DnssecResult | null {
    if (!answer.authority.some(({ type }) => type === typeCode.RRSIG)) {
      // A resolver with a zone of its own at this name, or one that strips signatures. No fault of the zone above.
      return indeterminate(`no signature came with the answer that ${nameText(name)} has no DS record`);
    }
    const proofs = this.#proofs(answer.authority, parent);
    if ('reason' in proofs) return bogus(proofs.reason);
    const denial = denialOf(name, typeCode.DS, proofs, parent.zone, this.#input.primitives);
    switch (denial.kind) {
      case 'no-data':
        return denial.types.has(typeCode.NS)
          ? insecure(`${nameText(parent.zone)} proves that ${nameText(name)} is not signed`)
          : null;
      case 'nxdomain':
        return null;
      case 'opt-out':
        return insecure(
          `${nameText(parent.zone)} leaves unsigned zones such as ${nameText(name)} out of its proofs (opt-out)`,
        );
      case 'too-many-iterations':
        return insecure(
          `the proofs of ${nameText(parent.zone)} take ${denial.iterations} iterations, so that validators take it for unsigned`,
        );
      case 'unproven':
        return bogus(`nothing signed proves that ${nameText(name)} has no DS record`);
    }
  }

  async #delegated(zone: string, all: readonly Ds[], parent: SecureZone): Promise<ZoneState> {
    const known = all.filter(
      ({ algorithm, digestType }) => this.#input.primitives.algorithms.has(algorithm) && digestKinds.has(digestType),
    );
    if (known.length === 0) {
      return insecure(`the DS records of ${nameText(zone)} have only algorithms that are not known here`);
    }
    // RFC 4509 §3: a digest by SHA-1 does not count beside a better one.
    const better = known.filter(({ digestType }) => digestType !== 1);
    const counted = better.length > 0 ? better : known;
    const state = await this.#keysOf(zone, (key) => {
      return counted.some((ds) => this.#fitsDigest(key, zone, { ...ds, zone, digest: hexText(ds.digest) }));
    });
    if ('keys' in state || state.status !== 'bogus') return state;
    const tags = [...new Set(all.map(({ keyTag }) => keyTag))].join(', ');
    return bogus(`${state.reason} (DS in ${nameText(parent.zone)}: key ${tags})`);
  }

  /** The keys of a zone, signed by one of them that is trusted. */
  async #keysOf(zone: string, isTrusted: (key: Dnskey) => boolean): Promise<ZoneState> {
    const answer = await this.#input.ask(zone, typeCode.DNSKEY);
    if (answer === null) return indeterminate(`nobody answered the question for the keys of ${nameText(zone)}`);
    if (answer.rcode !== 'NOERROR' && answer.rcode !== 'NXDOMAIN') {
      return indeterminate(`the question for the keys of ${nameText(zone)} was answered with ${answer.rcode}`);
    }
    const rrset = rrsetOf(answer.answer, zone, typeCode.DNSKEY);
    const keys = rrset.flatMap((record) => readDnskey(record) ?? []);
    if (keys.length === 0) return bogus(`${nameText(zone)} has no keys although it is said to be signed`);
    const entries = keys.filter((key) => isZoneKey(key) && isTrusted(key));
    if (entries.length === 0) {
      const tags = [...new Set(keys.map(({ keyTag }) => keyTag))].slice(0, 8).join(', ');
      return bogus(`none of the keys of ${nameText(zone)} (${tags}) is the one that is vouched for`);
    }
    const verified = this.#verify(rrset, answer.answer, { zone, keys: entries });
    return verified.valid ? { zone, keys } : bogus(verified.reason);
  }

  #fitsDigest(key: Dnskey, zone: string, anchor: TrustAnchor): boolean {
    if (key.keyTag !== anchor.keyTag || key.algorithm !== anchor.algorithm) return false;
    const kind = digestKinds.get(anchor.digestType);
    if (kind === undefined || !this.#budget.take()) return false;
    return hexText(this.#input.primitives.digest(kind, joined([nameToWire(zone), key.rdata]))) === anchor.digest;
  }
}

/** RFC 3658, RFC 4509, RFC 6605. */
const digestKinds: ReadonlyMap<number, 'sha1' | 'sha256' | 'sha384'> = new Map([
  [1, 'sha1'],
  [2, 'sha256'],
  [4, 'sha384'],
]);

function rrsetOf(section: readonly WireRecord[], name: string, type: number): readonly WireRecord[] {
  return section.filter((record) => record.name === name && record.type === type && record.class === classIn);
}

function aliasOf(name: string, type: number, { answer }: SignedAnswer): string | null {
  if (rrsetOf(answer, name, type).length > 0) return null;
  const [record] = rrsetOf(answer, name, typeCode.CNAME);
  return record === undefined ? null : (nameFromWire(record.rdata, 0)?.name ?? null);
}

const secure = (reason: string): DnssecResult => ({ status: 'secure', reason });
const insecure = (reason: string): DnssecResult => ({ status: 'insecure', reason });
const bogus = (reason: string): DnssecResult => ({ status: 'bogus', reason });
const indeterminate = (reason: string): DnssecResult => ({ status: 'indeterminate', reason });
