import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { aliasChain } from '../../core/dns/alias-chain.ts';
import type { DnsObservation, DnsQuestion } from '../../core/dns/answer.ts';
import { resolveName } from '../../core/dns/name-resolution.ts';
import { isDelegated, type DomainIntent } from '../../core/domain/intent.ts';
import { isAddress } from '../../core/domain/name.ts';
import type { DomainObservations } from '../../core/domain/observations.ts';
import type { NetworkOptions, Run } from '../engine.ts';
import { answeredAddresses } from './answered-addresses.ts';
import { createAddressLook, type AddressLook } from './address-look.ts';
import { endingAfter } from './deadline.ts';
import { persistentQuestions, questionsOf } from './domain-questions.ts';
import { NetworkWatch } from './network-watch.ts';
import { observeAuthority } from './observe-authority.ts';
import { observeDnssec, trustAnchorsOf } from './observe-dnssec.ts';
import { observeHost } from './host/observe-host.ts';
import { probedHosts } from './probed-hosts.ts';
import { resolverTrust } from './resolver-trust.ts';
import { Resolvers } from './resolvers.ts';
import { RootStores } from './root-stores.ts';
import { SideBySide } from './side-by-side.ts';

/** As many names as Let's Encrypt puts into one certificate; those after are not looked at. */
const mostNames = 100;
/** A name with more addresses is a pool, of which these are a fair sample. Counted for IPv4 and IPv6 each: none hides the other. */
const mostPerFamily = 8;
/** More than any resolver follows. */
const mostAliases = 16;
/** Boulder's patience with one validation. Less where the whole time is short: something must be left for DNS before it. */
const longestProbeMs = 10_000;

/**
 * Looks at every name of a domain: DNS of the system's resolver and of each configured one; as soon as one of them gives
 * an address, TLS there, and for http-01 the challenge path with a made-up token (nothing is written anywhere). Addresses
 * are the union of what the resolvers say. Of a name that is an IP address nothing is asked of DNS.
 * Rejects only with `NetworkOptionsError`; what is not looked at to its end within `network.timeoutMs` is told as cancelled.
 */
export async function observeDomain(
  intent: DomainIntent,
  network: NetworkOptions,
  run: Run,
  rootStores = new RootStores(),
  shared = new SideBySide(),
): Promise<DomainObservations> {
  const signal = endingAfter(network.timeoutMs, run.signal);
  const deadlineMs = Math.min(longestProbeMs, (network.timeoutMs * 2) / 3);
  const names = intent.names.slice(0, mostNames);
  const inDns = names.filter((name) => !isAddress(name));
  const anchors = trustAnchorsOf(network.trustAnchors);
  const stores = await rootStores.open(network.rootFiles);
  using resolvers = new Resolvers(network, signal, resolverTrust(network, stores), shared.resolvers);
  // A label for wildcards too. RFC 8555 §8.3 wants 128 bits in a token; a made-up one looks like a real one to the server.
  const madeUp = `cert-doctor-${randomBytes(16).toString('hex')}`;

  const walk = observeAuthority(inDns, network, resolvers, signal);
  const watch = new NetworkWatch(resolvers, walk, { looking: signal, wanted: run.signal }, network.timeoutMs);
  const lookOnce = createAddressLook({
    ...{ network, stores, rootStores, madeUp },
    intent: { ...intent, names },
    resolve: (host) => resolve(resolvers, host),
    limits: { signal, deadlineMs },
    turns: shared.hosts,
  });

  const lookAt: typeof lookOnce = (name, address) => watch.look(() => lookOnce(name, address));

  // Each host with what is seen at its addresses, in the order in which they became known.
  const hosts = probedHosts(inDns, madeUp);
  const looksOf = new Map(hosts.map((host) => [host, new Map<string, Promise<AddressLook>>()]));
  const meet = (observation: DnsObservation): void => {
    watch.hear(observation);
    const { name } = observation.question;
    const looks = looksOf.get(name);
    if (looks === undefined) return;
    for (const address of answeredAddresses(observation)) {
      const alike = [...looks.keys()].filter((known) => isIP(known) === isIP(address));
      if (alike.length < mostPerFamily && !looks.has(address)) looks.set(address, lookAt(name, address));
    }
  };

  const addressNames = names.filter(isAddress).map(({ ascii }) => ascii);
  const ownLooks = addressNames.map((address) => lookAt(address, address));

  run.progress({ step: 'Asking DNS', fraction: 0 });
  const { isPublicSuffix, registrableDomain, suffixAbove } = await import('./registrable-domain.ts');
  const isByDns = intent.method === 'dns-01' || isDelegated(intent);
  const questions = [
    ...questionsOf(inDns, hosts, isByDns ? { registrableDomain } : null),
    ...(intent.method === 'dns-persist-01' ? persistentQuestions(inDns) : []),
  ];
  const walked = Promise.all([walk, observeDnssec(inDns, anchors, resolvers, walk)]);
  const asked = askAll(questions, resolvers, meet, run);
  const pointedAt = asked.then((answers) => [...addressNames, ...answers.flatMap(answeredAddresses)]);
  // Seen to its end or not at all: half a look would say that something is missing.
  const host = observeHost(intent, pointedAt, signal, '/', shared.machine).catch(() => undefined);
  const answered = await asked;
  const dns = [...answered, ...(await followAliases(hosts, answered, resolvers))];
  run.progress({ step: 'Looking at the servers' });
  // At once: when the looks have ended, the network may be back, or the time over.
  const saidInDns = walked.then(async ([authority, dnssec]) => {
    return { ...(await watch.withoutBlame({ dns, authority })), dnssec };
  });
  const [looks, said, machine] = await Promise.all([
    Promise.all([...ownLooks, ...[...looksOf.values()].flatMap((perAddress) => [...perAddress.values()])]),
    saidInDns,
    host,
  ]);
  return {
    ...said,
    tls: looks.map(({ tls }) => tls),
    variedTls: looks.flatMap(({ variedTls }) => variedTls),
    mail: looks.flatMap(({ mail }) => mail),
    http: looks.flatMap(({ http }) => http ?? []),
    pages: looks.flatMap(({ page }) => page ?? []),
    suffixesAbove: [...new Set(inDns.flatMap(({ ascii }) => suffixAbove(ascii) ?? []))].filter((suffix) =>
      suffix.includes('.'),
    ),
    publicSuffixes: [...new Set(inDns.map(({ ascii }) => ascii))].filter(isPublicSuffix),
    ...(machine === undefined ? {} : { host: machine }),
  };
}

/** Asks all questions of all voices; the answers in the order of the questions, each shown to `meet` when it comes. */
async function askAll(
  questions: readonly DnsQuestion[],
  resolvers: Resolvers,
  meet: (observation: DnsObservation) => void,
  run: Run,
): Promise<readonly DnsObservation[]> {
  let done = 0;
  const perQuestion = questions.map(async (question) => {
    const voices = resolvers.ask(question).map(async (voice) => {
      const observations = await voice;
      observations.forEach(meet);
      return observations;
    });
    const observations = (await Promise.all(voices)).flat();
    done += 1;
    run.progress({ step: 'Asking DNS', fraction: done / questions.length });
    return observations;
  });
  return (await Promise.all(perQuestion)).flat();
}

/**
 * Where resolvers give no address for a name with aliases, each alias on its way by itself: whoever answers SERVFAIL for
 * the whole of it does not show where it breaks, runs in a circle or becomes too long.
 */
async function followAliases(
  hosts: readonly string[],
  dns: readonly DnsObservation[],
  resolvers: Resolvers,
): Promise<readonly DnsObservation[]> {
  const lost = hosts.filter((host) => !['found', 'unanswered'].includes(resolveName(dns, host).state));
  const followed = lost.map(async (host) => {
    const more: DnsObservation[] = [];
    for (let hop = 0; hop < mostAliases; hop++) {
      const { names, circle } = aliasChain([...dns, ...more], host);
      const end = names.at(-1);
      const isKnown = ({ question }: DnsObservation) => question.type === 'CNAME' && question.name === end;
      if (circle || end === undefined || more.some(isKnown)) break;
      more.push(...(await Promise.all(resolvers.ask({ name: end, type: 'CNAME' }))).flat());
    }
    return more;
  });
  return (await Promise.all(followed)).flat();
}

/** The addresses of a redirect's host, as all voices know them; null where none of them says anything. */
async function resolve(resolvers: Resolvers, name: string): Promise<readonly string[] | null> {
  const asked = (['AAAA', 'A'] as const).flatMap((type) => resolvers.ask({ name, type }));
  const answers = (await Promise.all(asked)).flat();
  if (answers.every(({ outcome }) => outcome.kind === 'silence')) return null;
  return [...new Set(answers.flatMap(answeredAddresses))];
}
