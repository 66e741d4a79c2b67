import { createHash, type X509Certificate } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMissingIdentifiers } from '../../../../src/engine/act/challenge/identifier-look.ts';
import { openTlsAlpnListener, type TlsAlpnListener } from '../../../../src/engine/act/challenge/tls-alpn-listener.ts';
import { defaultNetwork } from '../../../../src/engine/engine.ts';
import { freePort } from '../../../host/code-server.ts';
import { startNameServer, zone } from '../../observe/fake-name-server.ts';

const never = new AbortController().signal;
const keyAuthorization = 'token.thumbprint';
let listener: TlsAlpnListener;
let port = 0;

beforeEach(async () => {
  port = await freePort();
  listener = await openTlsAlpnListener(port, never);
  await listener.answer('www.example.com', keyAuthorization);
  await listener.answer('127.0.0.1', keyAuthorization);
});
afterEach(async () => {
  await listener[Symbol.asyncDispose]();
});

/** The certificate that is shown, and the protocol that was agreed on; rejects where the handshake is refused. */
function shown(servername: string, protocols: readonly string[]): Promise<[X509Certificate | undefined, unknown]> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', servername, ALPNProtocols: [...protocols], rejectUnauthorized: false };
    const socket = connect(options, () => {
      resolve([socket.getPeerX509Certificate(), socket.alpnProtocol]);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

async function missing(name: string, wanted = keyAuthorization): Promise<readonly string[]> {
  await using server = await startNameServer(zone({ 'A www.example.com': [{ type: 'A', address: '127.0.0.1' }] }));
  const network = {
    ...{ ...defaultNetwork, skipSystemResolver: true, allowPrivate: true, httpsPort: port },
    resolvers: [`127.0.0.1:${server.server.port}`],
  };
  const looks = await findMissingIdentifiers([{ name, keyAuthorization: wanted }], network, never);
  return looks.map(({ address, seen }) => `${address ?? 'nowhere'}: ${seen}`);
}

describe('a TLS server of our own', () => {
  it('shows a certificate for the one name, with the digest of the key authorization as a critical extension', async () => {
    const [certificate, protocol] = await shown('www.example.com', ['acme-tls/1']);
    expect(protocol).toBe('acme-tls/1');
    expect(certificate?.subjectAltName).toBe('DNS:www.example.com');
    const digest = createHash('sha256').update(keyAuthorization).digest('hex');
    // RFC 8737 §3: the OID, TRUE, and the OCTET STRING of the digest in the one of the extension.
    expect(certificate?.raw.toString('hex')).toContain(`06082b0601050507011f0101ff04220420${digest}`);
  });

  it('is asked for an address by its name in DNS', async () => {
    const [certificate] = await shown('1.0.0.127.in-addr.arpa', ['acme-tls/1']);
    expect(certificate?.subjectAltName).toBe('IP Address:127.0.0.1');
  });

  it.each([
    ['another name', 'example.com', ['acme-tls/1']],
    ['another protocol', 'www.example.com', ['h2', 'http/1.1']],
  ])('refuses %s', async (_what, name, protocols) => {
    await expect(shown(name, protocols)).rejects.toThrow();
  });

  it('ends connections that say nothing when it is closed', async () => {
    const socket = connectTcp(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await listener[Symbol.asyncDispose]();
    await closed;
  });

  it('is found by the look that comes before the CA is asked', async () => {
    expect(await missing('www.example.com')).toEqual([]);
    expect(await missing('127.0.0.1')).toEqual([]);
    expect(await missing('www.example.com', 'another.thumbprint')).toEqual(['127.0.0.1: another certificate']);
    expect(await missing('other.example.com')).toEqual(['nowhere: DNS knows no address of it']);
    listener.forget('www.example.com');
    expect(await missing('www.example.com')).toEqual([expect.stringMatching(/^127\.0\.0\.1: /)]);
  });
});
