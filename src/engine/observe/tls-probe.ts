import type { X509Certificate } from 'node:crypto';
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { TlsFailure, TlsObservation } from '../../core/certificate/handshake.ts';
import { mayProbe } from './address-policy.ts';
import { readCertificate } from './certificate-reader.ts';
import { untilDeadline, type Limits } from './deadline.ts';
import type { RootStore } from './root-stores.ts';
import { startLooking } from './seen-from-here.ts';
import { findTrustPath } from './trust-path.ts';

/** Longer chains than these are cut: nobody needs more than five. */
const mostCertificates = 20;

export interface TlsTarget {
  readonly address: string;
  readonly port: number;
  /** Sent as SNI, unless it is an address (RFC 6066 §3). */
  readonly serverName: string;
}

/** Shakes hands with one address, and looks at what it shows. Never rejects; the socket is closed when it resolves. */
export type ProbeTls = (target: TlsTarget, limits: Limits) => Promise<TlsObservation>;

/** Makes a prober that knows these stores. Its TLS context is made once, for making one costs more than a handshake. */
export function createTlsProber(stores: readonly RootStore[], allowPrivate: boolean): ProbeTls {
  // Node shall decide nothing: no roots, and protocols and keys that browsers refuse, so that they are seen at all.
  const context = createSecureContext({ ca: [], minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
  return async (target, limits) => {
    const seen = startLooking();
    const outcome = mayProbe(target.address, allowPrivate)
      ? await shakeHands(target, limits, context, stores)
      : failed('address-not-allowed', `${target.address} is no public address, and looking at others is not allowed.`);
    return { ...target, outcome, seen: seen() };
  };
}

type Outcome = TlsObservation['outcome'];

function shakeHands(
  { address, port, serverName }: TlsTarget,
  limits: Limits,
  secureContext: SecureContext,
  stores: readonly RootStore[],
): Promise<Outcome> {
  let step = 'no connection was made';
  let shaken: Outcome | null = null;
  return untilDeadline<Outcome>(
    limits,
    (why) => {
      if (shaken !== null) return shaken;
      if (why === 'cancelled') return failed('cancelled', 'Stopped before the handshake ended.');
      return failed('timeout', `After ${Math.max(0, Math.round(limits.deadlineMs))} ms ${step}.`);
    },
    (settle) => {
      const tcp = connectTcp({ host: address, port });
      tcp.on('connect', () => {
        step = 'the connection stood, but the handshake had not ended';
      });
      const tls = connectTls({
        socket: tcp,
        secureContext,
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
        ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
      });
      const fail = (error: NodeJS.ErrnoException): void => {
        settle(shaken ?? failed(tlsFailure(error.code), error.message));
      };
      tcp.on('error', fail);
      tls.on('error', fail);
      tls.on('secureConnect', () => {
        const outcome = read(tls, stores);
        shaken = outcome;
        // Destroyed at once, the last flight would stay here, and the server would log a broken handshake.
        tls.end(() => {
          settle(outcome);
        });
      });
      return () => {
        tls.destroy();
        tcp.destroy();
      };
    },
  );
}

function read(tls: TLSSocket, stores: readonly RootStore[]): Outcome {
  try {
    const [leaf, ...others] = sentChain(tls).map((certificate) => ({
      certificate,
      facts: readCertificate(certificate),
    }));
    if (leaf === undefined) return failed('other', 'The server showed no certificate.');
    return {
      kind: 'handshake',
      protocol: tls.getProtocol() ?? 'unknown',
      cipher: tls.getCipher().name,
      chain: [leaf, ...others].map(({ facts }) => facts),
      path: findTrustPath(leaf, others, stores, new Date()),
    };
  } catch (error) {
    return failed(
      'unreadable',
      `The certificates cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

/**
 * The chain in the order of the wire. To be called once for a socket: the second call gives nothing, and
 * `getPeerCertificate(true)` would put it in order and add roots that were not sent.
 */
function sentChain(tls: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let certificate = tls.getPeerX509Certificate();
  while (certificate !== undefined && chain.length < mostCertificates) {
    chain.push(certificate);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

/** Codes of OpenSSL for bytes that are no TLS record. */
const notTls: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_RECORD_TOO_SMALL',
]);

/** Codes of the operating system. */
const socketFailures: Readonly<Partial<Record<string, TlsFailure>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  EINVAL: 'unreachable',
};

/** What kept TCP or TLS from standing, by the code of Node.js or OpenSSL. */
export function tlsFailure(code = ''): TlsFailure {
  if (notTls.has(code)) return 'not-tls';
  // OpenSSL names what the other side sent in an alert after the protocol that defined the alert.
  if (code.startsWith('ERR_SSL_TLSV1') || code.startsWith('ERR_SSL_SSLV3_ALERT')) return 'alert';
  return socketFailures[code] ?? 'other';
}

function failed(reason: TlsFailure, text: string): Outcome {
  return { kind: 'failed', reason, text };
}
