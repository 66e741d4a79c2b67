import type { TlsObservation } from '../certificate/handshake.ts';
import { unansweredWords } from '../dns/unanswered-words.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { worst, type SslStatus } from '../domain/status.ts';
import { judgeAddresses } from './address-verdict.ts';
import { certificateState, handshakesFor, hostsOf } from './certificate-state.ts';
import { isSeen } from './judge-reach.ts';

export interface SslVerdict {
  readonly ssl: SslStatus;
  /** What stands beside the word: "61 days", "expired 3 days ago", "DNS missing". */
  readonly detail: string;
}

interface Face extends SslVerdict {
  readonly leftMs: number;
}

/**
 * The SSL status of a domain is the worst that any address of any of its names shows:
 *
 * | seen | status |
 * |---|---|
 * | the name has no address | `pending`: DNS missing |
 * | the name's servers fail, no resolver answered for IPv4 or IPv6, an address was not looked at, or what it shows cannot be read | `unknown` |
 * | a certificate, see `certificateState` | `active`, `expiring`, `expired`, `wrong-host`, `self-signed`, ... |
 * | 443 closed or without TLS, while 80 answers or was not asked | `none`; `pending` where the address is not the server's |
 * | neither 443 nor 80 answers, or 443 stays silent | `unreachable`; `pending` as above |
 *
 * So `active` is said only of a domain all of which was seen to be well. A wildcard has no address of its own: it counts
 * only where the domain has no other name, by the certificates of the names around it.
 */
export function sslStatus(intent: DomainIntent, observations: DomainObservations, now: Date): SslVerdict {
  const hosts = hostsOf(intent);
  const faces =
    hosts.length > 0
      ? hosts.flatMap((name) => {
          return hostFaces(name, intent, observations, now).map((face) => ({ name, ...face }));
        })
      : intent.names.flatMap((name) => wildcardFaces(name, observations.tls, now).map((face) => ({ name, ...face })));
  const ssl = worst(faces.map((face) => face.ssl));
  const shown = faces.filter((face) => face.ssl === ssl).toSorted((one, other) => one.leftMs - other.leftMs)[0];
  if (shown === undefined) return { ssl, detail: 'nothing was seen' };
  const healthy = ssl === 'active' || ssl === 'expiring';
  const others = hosts.length > 1 && !healthy && textOf(shown.name) !== textOf(intent.name);
  return { ssl, detail: others ? [textOf(shown.name), shown.detail].filter(Boolean).join(': ') : shown.detail };
}

function hostFaces(
  name: DomainName,
  intent: DomainIntent,
  observations: DomainObservations,
  now: Date,
): readonly Face[] {
  const { resolution, unexpected } = judgeAddresses(intent, name, observations);
  switch (resolution.state) {
    case 'nxdomain':
    case 'no-address':
    case 'loop':
      return [face('pending', 'DNS missing')];
    case 'failed':
      return [face('unknown', 'DNS fails to give its addresses')];
    case 'unanswered':
      return [face('unknown', unansweredWords(resolution.lookups))];
    case 'found':
      break;
  }
  const silent = resolution.lookups.filter(({ result }) => result.kind === 'unanswered');
  const unseen = resolution.partlySeen
    ? [face('unknown', `not all of its addresses are known: ${unansweredWords(silent)}`)]
    : [];
  const faces = resolution.addresses.flatMap((address) => {
    const seen = observations.tls.filter((one) => one.serverName === name.ascii && one.address === address);
    if (seen.length === 0) return [face('unknown', `${address} was not looked at`)];
    return seen.map((one) => {
      const shown = addressFace(one, name, observations, now);
      const elsewhere = unexpected.includes(address) && (shown.ssl === 'none' || shown.ssl === 'unreachable');
      return elsewhere ? face('pending', 'DNS points elsewhere') : shown;
    });
  });
  return [...faces, ...unseen];
}

function addressFace(
  { address, port, outcome }: TlsObservation,
  name: DomainName,
  { http }: DomainObservations,
  now: Date,
): Face {
  if (outcome.kind === 'handshake') {
    const { ssl, detail, leftMs } = certificateState(outcome, name.ascii, now);
    return { ssl, detail, leftMs };
  }
  switch (outcome.reason) {
    case 'address-not-allowed':
      return face('unknown', `${address} is not public and was not looked at`);
    case 'unreadable':
      return face('unknown', `the certificate at ${address} cannot be read`);
    case 'cancelled':
      return face('unknown', 'the check ended before');
    case 'not-tls':
    case 'no-starttls':
      return face('none', `port ${port} does not speak TLS`);
    case 'refused': {
      const fetches = http.filter((visit) => visit.name === name.ascii && visit.address === address && isSeen(visit));
      const silent = fetches.length > 0 && fetches.every(({ hops }) => hops.length === 0);
      return silent ? face('unreachable', `${address} refuses connections`) : face('none', `port ${port} is closed`);
    }
    case 'alert':
      return face('unreachable', `${address} breaks the TLS handshake off`);
    case 'timeout':
    case 'unreachable':
    case 'reset':
    case 'other':
      return face('unreachable', `port ${port} at ${address}: ${outcome.reason}`);
  }
}

function wildcardFaces(name: DomainName, tls: readonly TlsObservation[], now: Date): readonly Face[] {
  const faces = handshakesFor(name, tls).flatMap(({ outcome }) => {
    if (outcome.kind !== 'handshake') return [];
    const { ssl, detail, leftMs } = certificateState(outcome, textOf(name), now);
    return ssl === 'wrong-host' ? [] : [{ ssl, detail, leftMs }];
  });
  return faces.length > 0 ? faces : [face('unknown', 'a wildcard has no address at which it could be seen')];
}

function face(ssl: SslStatus, detail: string): Face {
  return { ssl, detail, leftMs: 0 };
}
