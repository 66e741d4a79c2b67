import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { PageObservation } from '../../../src/core/page/page-observation.ts';
import { authority, server } from '../certificate-builder.ts';
import { checkIn, foundOf, http, https, listen, notFound, sentenceOf, type World } from './small-world.ts';

const name = 'www.example.test';
const root = authority({ subject: 'Test Root' });
const leaf = server({ subject: name, names: [name], by: root });
const tls = { key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: leaf.pem };

/** Answers the front page so, and everything else with 404. */
const front =
  (page: RequestListener): RequestListener =>
  (request, response) => {
    (request.url === '/' ? page : notFound)(request, response);
  };
const html =
  (body: string): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', server: 'nginx' }).end(body);
  };

async function checkPage(page: RequestListener, world: Partial<World> = {}) {
  const httpsPort = await listen(https(tls, front(page)));
  const httpPort = await listen(http());
  return checkIn({ httpPort, httpsPort, roots: [root.pem], ...world });
}

const first = (pages: readonly PageObservation[] | undefined): PageObservation['outcome'] | undefined =>
  pages?.[0]?.outcome;

describe('the front page', () => {
  it('is fetched over the connection of the TLS probe: one handshake for both, and none behind', async () => {
    let connections = 0;
    const site = https(tls, front(html('<title>Shop</title>')));
    site.on('secureConnection', () => (connections += 1));
    const httpsPort = await listen(site);
    const report = await checkIn({ httpsPort, roots: [root.pem], intent: { method: 'dns-01' } });
    expect(report.observations.pages).toMatchObject([
      { name, url: `https://${name}/`, outcome: { kind: 'response', status: 200, body: '<title>Shop</title>' } },
    ]);
    expect(report.observations.tls[0]?.outcome.kind).toBe('handshake');
    expect(connections).toBe(1);
  });

  it('is asked over HTTP where nothing speaks TLS', async () => {
    const httpPort = await listen(http(front(html('<title>Plain</title>'))));
    const report = await checkIn({ httpPort, intent: { method: 'dns-01' } });
    expect(report.observations.pages).toMatchObject([{ url: `http://${name}/`, outcome: { status: 200 } }]);
    expect(foundOf(report, 'http-only')).toEqual(['http-only (warning)']);
  });

  it('with parts over plain HTTP is told, with line and column', async () => {
    const report = await checkPage(html('<html>\n<script src="http://cdn.example.test/x.js"></script>'));
    expect(foundOf(report, 'mixed-content')).toEqual(['mixed-content (warning)']);
    const [evidence] = report.findings.find(({ problem }) => problem === 'mixed-content')?.evidence ?? [];
    expect(evidence?.text).toBe('2:9 <script src> http://cdn.example.test/x.js (blocked by browsers)');
  });

  it('that upgrades its parts by a header leaves a remark', async () => {
    const report = await checkPage((_, response) => {
      response.setHeader('content-security-policy', 'upgrade-insecure-requests');
      response.setHeader('content-type', 'text/html');
      response.end('<script src="http://cdn.example.test/x.js"></script>');
    });
    expect(foundOf(report, 'mixed-content')).toEqual(['mixed-content (info)']);
  });

  it('over a 303 is followed as browsers do, and HTTPS that leads back to HTTP is told', async () => {
    const report = await checkPage((_, response) =>
      response.writeHead(303, { location: `http://${name}/plain` }).end(),
    );
    expect(report.observations.pages?.[0]?.hops.map(({ status }) => status)).toEqual([303, 404]);
    expect(sentenceOf(report, 'mixed-content')).toContain(`leads from HTTPS back to http://${name}/plain`);
  });

  it('of two addresses is read for what it loads at one of them, and compared at both', async () => {
    const page = html('<title>One</title><img src="http://a.example.test/i">');
    const httpsPort = await listen(https(tls, front(page)));
    await listen(https(tls, front(html('<title>Other</title>'))), { host: '127.0.0.2', port: httpsPort });
    const report = await checkIn({
      ...{ httpsPort, roots: [root.pem], addresses: ['127.0.0.1', '127.0.0.2'] },
      intent: { method: 'dns-01' },
    });
    const read = report.observations.pages?.filter(
      ({ outcome }) => outcome.kind === 'response' && outcome.content !== null,
    );
    expect(read).toHaveLength(1);
    expect(foundOf(report, 'addresses-disagree')).toEqual(['addresses-disagree (warning)']);
  });
});

describe('a server that wants to hurt', () => {
  it('by packing nobody asked for is not unpacked: 300 MB stay 300 KB on the way', async () => {
    const packed = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 9 });
    const report = await checkPage((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(packed);
    });
    expect(first(report.observations.pages)).toMatchObject({ kind: 'response', body: '', bytes: 0, content: null });
  });

  it('by a page without end is left after 256 KiB', async () => {
    const report = await checkPage((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const pour = (): void => {
        while (response.write('<p>'.padEnd(16_384, 'x')));
        response.once('drain', pour);
      };
      pour();
    });
    expect(first(report.observations.pages)).toMatchObject({ bytes: 262_144, content: { complete: false } });
  });

  it.each(['http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/', 'https://[fd00::1]/', 'http://0x7f.1:22/'])(
    'by sending us to %s is not followed',
    async (location) => {
      const report = await checkPage((_, response) => response.writeHead(302, { location }).end());
      expect(first(report.observations.pages)).toMatchObject({ kind: 'failed' });
      expect(report.observations.pages?.[0]?.hops).toHaveLength(1);
    },
  );

  it('by dripping ends with the deadline, and the handshake before it stays seen', async () => {
    const site = https(tls, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    const httpsPort = await listen(site);
    const report = await checkIn({
      ...{ httpsPort, roots: [root.pem], intent: { method: 'dns-01' } },
      network: { timeoutMs: 1_200 },
    });
    expect(report.observations.tls[0]?.outcome.kind).toBe('handshake');
    expect(first(report.observations.pages)).toMatchObject({ kind: 'failed', reason: 'timeout-read' });
    expect(report.ssl).toBe('active');
  });

  it('by headers without end is left', async () => {
    const flood = createTcpServer((socket) => {
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(20_000)}`));
    });
    const report = await checkIn({ httpPort: await listen(flood) });
    expect(report.observations.http[0]?.outcome).toMatchObject({ kind: 'failed', reason: 'not-http' });
  });

  it('by control characters in headers, titles and addresses is quoted', async () => {
    const report = await checkPage(
      html('<title>\u001b]0;owned\u0007</title><script src="http://a.test/\u202e%1b"></script>'),
    );
    const texts = report.findings.map(({ message }) => message).join(' ');
    expect(texts).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('by closing without an answer leaves the certificate seen', async () => {
    const site = https(tls, (request) => {
      request.socket.destroy();
    });
    const report = await checkIn({ httpsPort: await listen(site), roots: [root.pem], intent: { method: 'dns-01' } });
    expect(report.observations.tls[0]?.outcome.kind).toBe('handshake');
    expect(first(report.observations.pages)).toMatchObject({ kind: 'failed', reason: 'reset' });
  });
});
