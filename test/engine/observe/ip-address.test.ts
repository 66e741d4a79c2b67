import { networkInterfaces } from 'node:os';
import { createServer as createTlsServer } from 'node:tls';
import { beforeAll, expect, test } from 'vitest';
import { createPki, type Pki } from '../pki.ts';
import { checkIn, foundOf, http, https, listen, sentenceOf } from './small-world.ts';

// RFC 8738, with real servers: a certificate that names the address, http-01 and tls-alpn-01 without any DNS.

let pki: Pki;
beforeAll(async () => {
  pki = await createPki();
});
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

async function serving(names: readonly string[]) {
  const leaf = await pki.leaf({ names, commonName: null });
  return { key: leaf.key, cert: `${leaf.certificate}\n${pki.intermediate.certificate}` };
}

test.each(['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])])(
  '%s is seen to be well, and nothing is asked of DNS',
  async (host) => {
    const asked: unknown[] = [];
    const hosts: (string | undefined)[] = [];
    const options = await serving([host]);
    const server = https(options, ({ headers }, response) => {
      hosts.push(headers.host);
      response.end('<title>Well</title>');
    });
    server.on('secureConnection', (socket: { servername?: unknown }) => asked.push(socket.servername));
    const httpsPort = await listen(server, { host });
    const httpPort = await listen(http(), { host });
    const report = await checkIn({ name: host, httpPort, httpsPort, roots: [pki.root.certificate] });
    expect([report.ssl, foundOf(report)]).toEqual(['active', []]);
    expect(report.names).toEqual([{ name: host, dns: 'not-needed', expected: [], found: [] }]);
    expect([report.observations.dns, report.observations.authority, report.observations.dnssec]).toEqual([[], [], []]);
    expect(report.observations.http).toMatchObject([{ address: host, outcome: { kind: 'response', status: 404 } }]);
    // RFC 6066 §3: an address is never sent as a server name.
    expect(asked).toEqual([false]);
    expect(hosts).toEqual([host.includes(':') ? `[${host}]` : host]);
  },
);

test('a certificate for another address, and one for a name, are told apart from it', async () => {
  const options = await serving(['127.0.0.2', 'www.example.test']);
  const httpsPort = await listen(https(options));
  const report = await checkIn({ name: '127.0.0.1', httpsPort, roots: [pki.root.certificate] });
  expect(report.ssl).toBe('wrong-host');
  expect(sentenceOf(report, 'cert-hostname')).toContain('127.0.0.2');
});

test('tls-alpn-01 asks for the address by its name below in-addr.arpa (RFC 8738 §6)', async () => {
  const options = await serving(['127.0.0.1']);
  const sent: string[] = [];
  const server = createTlsServer({
    ...options,
    SNICallback: (name, done) => {
      sent.push(name);
      done(null);
    },
    ALPNCallback: ({ protocols }) => (protocols.includes('acme-tls/1') ? 'acme-tls/1' : undefined),
  });
  const httpsPort = await listen(server);
  const report = await checkIn({
    name: '127.0.0.1',
    httpsPort,
    roots: [pki.root.certificate],
    intent: { method: 'tls-alpn-01' },
  });
  expect(sent).toContain('1.0.0.127.in-addr.arpa');
  expect(foundOf(report, 'tlsalpn-failed')).toEqual([]);
});
