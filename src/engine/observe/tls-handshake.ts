import type { X509Certificate } from 'node:crypto';
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { StartTls, TlsFailure } from '../../core/certificate/handshake.ts';
import { readCertificate } from './certificate-reader.ts';
import { untilDeadline, type Limits } from './deadline.ts';
import { askForTls } from './start-tls.ts';
import { failureWords, tlsFailure } from './tls-failure.ts';
import type { ReadCertificate } from './trust-path.ts';

/** Longer chains than these are cut: nobody needs more than five. */
const mostCertificates = 20;

export interface HandshakeOffer {
  readonly address: string;
  readonly port: number;
  /** Null, or an address, is not sent (RFC 6066 §3). */
  readonly sni: string | null;
  readonly startTls: StartTls | null;
  readonly context: SecureContext;
  readonly alpn?: readonly string[];
}

export interface Shaken {
  readonly kind: 'shaken';
  /** As Node.js names it: TLSv1.2, TLSv1.3. */
  readonly protocol: string;
  readonly cipher: string;
  /** What the server chose; null for nothing. */
  readonly alpn: string | null;
  /** In the order of the wire; at most 20. */
  readonly chain: readonly ReadCertificate[];
  /** The stapled OCSP response; null where there was none. */
  readonly staple: Uint8Array | null;
  /** From the beginning to the end of the handshake. */
  readonly ms: number;
}

export interface HandshakeFailure {
  readonly kind: 'failed';
  readonly reason: TlsFailure;
  readonly text: string;
}

/**
 * What is offered. Node shall decide nothing: no roots, and protocols and keys that browsers refuse, so that they are
 * seen at all. To be kept, for making one costs more than a handshake.
 */
export function createOfferContext(only?: 'TLSv1.2' | 'TLSv1.3'): SecureContext {
  const versions = only === undefined ? { minVersion: 'TLSv1' as const } : { minVersion: only, maxVersion: only };
  return createSecureContext({ ca: [], ciphers: 'DEFAULT:@SECLEVEL=0', ...versions });
}

/** Takes a connection over on which TLS stands, and closes it. */
export type TakeConnection = (socket: TLSSocket) => void;

/** Shakes hands once. Never rejects; the socket is closed when it resolves, or is in the hands of `take`. */
export function shakeHands(
  { address, port, sni, startTls, context, alpn }: HandshakeOffer,
  limits: Limits,
  take?: TakeConnection,
): Promise<Shaken | HandshakeFailure> {
  const started = performance.now();
  let step = 'no connection was made';
  let shaken: Shaken | HandshakeFailure | null = null;
  let taken = false;
  return untilDeadline<Shaken | HandshakeFailure>(
    limits,
    (why) => {
      if (shaken !== null) return shaken;
      if (why === 'cancelled') return handshakeFailed('cancelled', 'Stopped before the handshake ended.');
      return handshakeFailed('timeout', `After ${Math.max(0, Math.round(limits.deadlineMs))} ms ${step}.`);
    },
    (settle) => {
      const tcp = connectTcp({ host: address, port });
      let tls: TLSSocket | null = null;
      const fail = (error: NodeJS.ErrnoException): void => {
        settle(shaken ?? handshakeFailed(tlsFailure(error.code), failureWords(error)));
      };
      const begin = (): void => {
        let staple: Uint8Array | null = null;
        const socket = connectTls({
          socket: tcp,
          secureContext: context,
          rejectUnauthorized: false,
          checkServerIdentity: () => undefined,
          requestOCSP: true,
          ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
          ...(sni !== null && isIP(sni) === 0 ? { servername: sni } : {}),
        });
        tls = socket;
        socket.on('error', fail);
        socket.on('OCSPResponse', (response: Uint8Array | null) => {
          staple = response;
        });
        socket.on('secureConnect', () => {
          const read = readHandshake(socket, staple, Math.round(performance.now() - started));
          shaken = read;
          if (take !== undefined && read.kind === 'shaken') {
            taken = true;
            take(socket);
            settle(read);
            return;
          }
          // Destroyed at once, the last flight would stay here, and the server would log a broken handshake.
          socket.end(() => {
            settle(read);
          });
        });
      };
      tcp.on('error', fail);
      tcp.on('connect', () => {
        step = 'the connection stood, but the handshake had not ended';
        if (startTls === null) return;
        askForTls(tcp, startTls).then((refused) => {
          if (refused === null) begin();
          else settle(handshakeFailed('no-starttls', refused));
        }, fail);
      });
      if (startTls === null) begin();
      return () => {
        if (taken) return;
        tls?.destroy();
        tcp.destroy();
      };
    },
  );
}

function readHandshake(tls: TLSSocket, staple: Uint8Array | null, ms: number): Shaken | HandshakeFailure {
  try {
    const chain = sentChain(tls).map((certificate) => ({ certificate, facts: readCertificate(certificate) }));
    if (chain.length === 0) return handshakeFailed('other', 'The server showed no certificate.');
    const { alpnProtocol } = tls;
    return {
      kind: 'shaken',
      protocol: tls.getProtocol() ?? 'unknown',
      cipher: tls.getCipher().name,
      alpn: typeof alpnProtocol === 'string' ? alpnProtocol : null,
      chain,
      staple: staple === null || staple.length === 0 ? null : staple,
      ms,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return handshakeFailed('unreadable', `The certificates cannot be read: ${why}.`);
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

export function handshakeFailed(reason: TlsFailure, text: string): HandshakeFailure {
  return { kind: 'failed', reason, text };
}
