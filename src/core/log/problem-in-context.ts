import { problems } from '../problem/catalogue.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { LogFormat } from './format.ts';
import { fitsName } from './hole.ts';
import { hostOf } from './host-of-url.ts';
import type { ProblemStack } from './problem-stack.ts';
import type { ProblemSignature } from './signature.ts';

const unreachable: readonly ProblemId[] = ['http-timeout', 'http-refused', 'http-unreachable'];
const answers: readonly ProblemId[] = [
  'http-404-token',
  'http-403-token',
  'http-401-token',
  'http-wrong-content',
  'http-5xx-token',
];

/**
 * What the surroundings of a message change in its meaning: the CA's stack, the address, the host that answered, whom
 * the client spoke to. `toTheCa`: the line is about the client's talk with the CA, by `speaksToCa`.
 */
export function problemInContext(
  signature: ProblemSignature,
  captures: Readonly<Record<string, string>>,
  stack: ProblemStack,
  toTheCa: boolean,
  format: LogFormat,
  identifier: string,
): ProblemId {
  const { problem } = signature;
  const { area } = problems[problem];
  // A provider that is asked for `com.` was not refused for its key: the client looked the zone up at a resolver that lies.
  if (problem === 'dns-api-auth' && isTopLevel(captures['zone'])) return 'dns-wrong-zone';
  // For a wildcard the CA offers DNS validation alone.
  if (problem === 'challenge-type-unavailable' && identifier.startsWith('*.')) return 'wildcard-needs-dns01';
  if (stack.secondary && area === 'reach' && problem !== 'cdn-proxy') return 'secondary-validation';
  // What the first vantage point saw and others did not is still on its way through the zone's name servers.
  if (stack.secondary && (problem === 'dns-txt-missing' || problem === 'dns-txt-wrong')) return 'dns-propagation';
  if (stack.caaName !== null && area === 'dns' && problem !== 'dns-dnssec') return 'caa-lookup-failed';
  if (unreachable.includes(problem) && (captures['address'] ?? '').split(':').length > 2) return 'ipv6-misrouted';
  if (answers.includes(problem) && cameFromElsewhere(captures['url'], identifier)) return 'redirect-problem';
  if (toTheCa) {
    if (unreachable.includes(problem) || problem === 'dns-nxdomain' || problem === 'dns-servfail')
      return captures['url']?.includes('/.well-known/') === true || (signature.weight ?? 'cause') === 'cause'
        ? problem
        : 'ca-unreachable';
    if (isDistrust(problem)) return 'ca-tls-trust';
  }
  return isDistrust(problem) && isAcmeClient(format) ? 'ca-tls-trust' : problem;
}

/** The CA's answer came from another host, or from another path, than the one it asked first. */
function cameFromElsewhere(url: string | undefined, identifier: string): boolean {
  const host = hostOf(url);
  if (url === undefined || host === undefined) return false;
  if (!url.includes('/.well-known/') && !url.includes('...')) return true;
  const asked = identifier.toLowerCase();
  return asked !== '' && fitsName(asked) && host !== asked && `www.${host}` !== asked && host !== `www.${asked}`;
}

function isTopLevel(zone: string | undefined): boolean {
  const bare = zone?.endsWith('.') === true ? zone.slice(0, -1) : zone;
  return bare !== undefined && bare !== '' && !bare.includes('.');
}

function isDistrust(problem: ProblemId): boolean {
  return problem === 'self-signed' || problem === 'chain-incomplete' || problem === 'client-trust-store';
}

/** Whether a line is about the client's own requests to the CA. */
export function speaksToCa(text: string): boolean {
  return [
    '/directory',
    'acme-v0',
    'acme.zerossl.com',
    'dv.acme',
    '/dir"',
    "/dir'",
    '/acme/',
    'newNonce',
    'get directory',
  ].some((mark) => text.includes(mark));
}

function isAcmeClient(format: LogFormat): boolean {
  return ['certbot', 'acme.sh', 'lego', 'dehydrated', 'uacme', 'acme-client'].includes(format);
}
