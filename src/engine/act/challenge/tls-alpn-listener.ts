import { createServer, createSecureContext, type SecureContext } from 'node:tls';
import { createHash } from 'node:crypto';
import { parseAddress, reverseName } from '../../../core/dns/address.ts';
import { listenForCa } from './own-server.ts';

/** The protocol by which the CA asks for this challenge alone (RFC 8737 §3). */
export const acmeProtocol = 'acme-tls/1';

/** Answers tls-alpn-01 (RFC 8737) by itself, and nothing else: a self-made certificate for one name each. */
export interface TlsAlpnListener extends AsyncDisposable {
  answer(name: string, keyAuthorization: string): Promise<void>;
  forget(name: string): void;
}

/** Listens on all addresses of this machine. Rejects with `PortTaken`. */
export async function openTlsAlpnListener(port: number, signal: AbortSignal): Promise<TlsAlpnListener> {
  const contexts = new Map<string, SecureContext>();
  const server = createServer({
    ALPNProtocols: [acmeProtocol],
    minVersion: 'TLSv1.2',
    handshakeTimeout: 5_000,
    SNICallback: (name, done) => {
      const context = contexts.get(name.toLowerCase());
      if (context === undefined) done(new Error('not here'));
      else done(null, context);
    },
  });
  // The CA has seen all that there is when the handshake ends.
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    socket.end();
  });
  server.on('tlsClientError', (_error, socket) => {
    socket.destroy();
  });
  server.maxConnections = 100;
  const listening = await listenForCa(server, port, signal);
  return {
    async answer(name, keyAuthorization) {
      const { createIdentifierCertificate } = await import('../x509-writer.ts');
      contexts.set(
        sentName(name),
        createSecureContext(await createIdentifierCertificate(name, digestOf(keyAuthorization))),
      );
    },
    forget(name) {
      contexts.delete(sentName(name));
    },
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

/** What the CA sends as SNI: an address is asked for by the name under which DNS would look it up (RFC 8738 §6). */
export function sentName(name: string): string {
  const octets = parseAddress(name);
  return octets === null ? name : reverseName(octets);
}

/** SHA-256 of the key authorization (RFC 8737 §3). */
export function digestOf(keyAuthorization: string): Buffer {
  return createHash('sha256').update(keyAuthorization).digest();
}
