import type { DnsQuestion, DnsServer, RecordType } from '../../core/dns/answer.ts';
import { anchorsWith, parseTrustAnchor, type TrustAnchor } from '../../core/dns/dnssec-anchors.ts';
import { isWorking, type ZoneObservation } from '../../core/dns/authority.ts';
import type { DnssecObservation, DnssecResult } from '../../core/dns/dnssec-result.ts';
import { DnssecValidator, type SignedAnswer } from '../../core/dns/dnssec-validation.ts';
import { serverText } from '../../core/dns/resolution.ts';
import { isWithin, typeCode, typeName } from '../../core/dns/wire-record.ts';
import type { DomainName } from '../../core/domain/name.ts';
import { createDnssecCrypto } from './dnssec-crypto.ts';
import { wireSections } from './dns-wire.ts';
import { NetworkOptionsError } from './network-options-error.ts';
import type { Resolvers } from './resolvers.ts';
import { startLooking } from './seen-from-here.ts';

/** More names of one certificate are most often more of the same zones. */
const mostNames = 8;
/** A chain goes over a dozen names; an answer that leads on for ever does not. */
const mostAnswers = 500;

/**
 * Validates by ourselves what a CA asks of DNS about the names: addresses, CAA, and TXT at the challenge labels. The
 * signed records come from the first resolver that passes them on, with checking disabled, so that a validation that
 * fails shows its reason. What is bogus so is validated once more with what the zones' own servers say: a resolver may
 * have another view of a zone, of which no CA knows. Never rejects.
 */
export async function observeDnssec(
  names: readonly DomainName[],
  ownAnchors: readonly TrustAnchor[],
  resolvers: Resolvers,
  authority: Promise<readonly ZoneObservation[]>,
): Promise<readonly DnssecObservation[]> {
  const anchors = anchorsWith(ownAnchors);
  const questions = questionsOf(names);
  const seen = startLooking();
  const server = await signingServer(resolvers, anchors);
  if (server === null) {
    const reason = 'no resolver that was asked passes signatures on';
    return questions.map((question) => ({ question, status: 'indeterminate', reason, server: null, seen: seen() }));
  }
  const ask = keptAnswers((name, type) => askSigned(resolvers, server, name, type));
  const common = { primitives: createDnssecCrypto(), anchors, now: new Date() };
  const validator = new DnssecValidator({ ask, ...common });
  const askZone = keptAnswers(async (name, type) => {
    const own = nameServerOf(name, type, await authority);
    return own === null ? await ask(name, type) : await askSigned(resolvers, own, name, type);
  });
  const second = new DnssecValidator({ ask: askZone, ...common });
  return await Promise.all(
    questions.map(async (question) => {
      const look = startLooking();
      const type = typeCode[question.type];
      const result = await validator.validate(question.name, type);
      const again = result.status === 'bogus' ? await second.validate(question.name, type) : result;
      return { question, ...reconciled(result, again, server), server, seen: look() };
    }),
  );
}

/** Bogus is only what is so with the records of the zone's own servers too. */
function reconciled(byResolver: DnssecResult, byZone: DnssecResult, server: DnsServer): DnssecResult {
  if (byResolver.status !== 'bogus') return byResolver;
  if (byZone.status === 'bogus') return byZone;
  const { status, reason } = byZone;
  const whose = `what ${serverText(server)} says fails (${byResolver.reason})`;
  return { status: 'indeterminate', reason: `${whose}, what the zone's own servers say is ${status} (${reason})` };
}

/** A server that holds the name itself, at which DS records stand above the cut; null where none is known to work. */
function nameServerOf(name: string, type: number, zones: readonly ZoneObservation[]): DnsServer | null {
  const holding = zones.filter(({ zone }) => isWithin(name, zone) && !(type === typeCode.DS && zone === name));
  const closest = holding.reduce<ZoneObservation | null>((best, one) => {
    return best === null || one.zone.length > best.zone.length ? one : best;
  }, null);
  const working = closest?.servers.find((server) => isWorking(server, closest.zone));
  return working?.answers[0]?.server ?? null;
}

type Ask = (name: string, type: number) => Promise<SignedAnswer | null>;

/** Each question once, and no more than so many. */
function keptAnswers(ask: Ask): Ask {
  const answers = new Map<string, Promise<SignedAnswer | null>>();
  return (name, type) => {
    const key = `${type} ${name}`;
    const known = answers.get(key);
    if (known !== undefined || answers.size >= mostAnswers) return known ?? Promise.resolve(null);
    const answer = ask(name, type);
    answers.set(key, answer);
    return answer;
  };
}

/** The user's own trust anchors. Throws `NetworkOptionsError` for what is none. */
export function trustAnchorsOf(texts: readonly string[]): readonly TrustAnchor[] {
  return texts.map((text) => {
    const anchor = parseTrustAnchor(text);
    if (anchor !== null) return anchor;
    throw new NetworkOptionsError(
      `"${text}" is no trust anchor: give zone, key tag, algorithm, digest type and digest, as in a DS record.`,
    );
  });
}

function questionsOf(names: readonly DomainName[]): readonly DnsQuestion[] {
  const hosts = new Set(names.filter(({ wildcard }) => !wildcard).map(({ ascii }) => ascii));
  const bases = [...new Set(names.map(({ ascii }) => ascii))].slice(0, mostNames);
  return bases.flatMap((name): readonly DnsQuestion[] => [
    ...(hosts.has(name)
      ? ([
          { name, type: 'A' },
          { name, type: 'AAAA' },
        ] as const)
      : []),
    { name, type: 'CAA' },
    { name: `_acme-challenge.${name}`, type: 'TXT' },
  ]);
}

/** The server that is first to give the keys of an anchor's zone with their signatures: a silent one holds up nobody. */
async function signingServer(resolvers: Resolvers, anchors: readonly TrustAnchor[]): Promise<DnsServer | null> {
  const [only, ...others] = resolvers.servers;
  // With nobody to choose from, the first step need not be waited for.
  if (only !== undefined && others.length === 0) return only;
  const zones = [...new Set(anchors.map(({ zone }) => zone))];
  const tried = resolvers.servers.map(async (server) => {
    const keys = await Promise.all(zones.map((zone) => askSigned(resolvers, server, zone, typeCode.DNSKEY)));
    if (keys.some((answer) => answer?.answer.some(({ type }) => type === typeCode.RRSIG))) return server;
    throw new Error('passes no signatures on');
  });
  return await Promise.any(tried).catch(() => null);
}

async function askSigned(
  resolvers: Resolvers,
  server: DnsServer,
  name: string,
  type: number,
): Promise<SignedAnswer | null> {
  const { outcome, message } = await resolvers.askUnchecked({ name, type: typeName(type) as RecordType }, server);
  if (outcome.kind === 'silence' || message === null) return null;
  const { answer, authority } = wireSections(message);
  return { rcode: outcome.rcode, answer, authority };
}
