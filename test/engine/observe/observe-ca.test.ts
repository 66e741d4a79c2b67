import { createServer as createTcpServer } from 'node:net';
import type { RequestListener } from 'node:http';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../src/engine/observe/certificate-reader.ts';
import { renewalIdOf } from '../../../src/engine/observe/observe-ca.ts';
import { authority, server } from '../certificate-builder.ts';
import { checkIn, foundOf, https, listen, sentenceOf, type World } from './small-world.ts';

const name = 'www.example.test';
const root = authority({ subject: 'Test Root' });
const pem = (key: typeof root.privateKey): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const own = server({ subject: 'localhost', names: ['localhost'], by: root });
const leaf = server({ subject: name, names: [name], by: root });
const caProblems = ['ca-unreachable', 'ca-tls-trust', 'ca-directory-wrong', 'ca-overloaded', 'clock-skew'];
const resources = {
  newNonce: 'https://localhost/n',
  newAccount: 'https://localhost/a',
  newOrder: 'https://localhost/o',
};

/** An ACME directory on localhost, and a site whose certificate it issued. */
async function checkCa(
  answers: (port: number) => RequestListener,
  { certificate = own, ...world }: Partial<World> & { readonly certificate?: typeof own } = {},
) {
  const requests: string[] = [];
  const place = { port: 0 };
  const site = https({ key: pem(certificate.privateKey), cert: certificate.pem }, (request, response) => {
    requests.push(request.url ?? '');
    answers(place.port)(request, response);
  });
  place.port = await listen(site);
  const httpsPort = await listen(https({ key: pem(leaf.privateKey), cert: leaf.pem }));
  const report = await checkIn({
    ...{ httpsPort, roots: [root.pem], intent: { method: 'dns-01' } },
    ...world,
    network: { directoryUrl: `https://localhost:${place.port}/dir`, lookAtCa: true, ...world.network },
  });
  return { report, requests };
}

const json =
  (value: unknown, { status = 200, date = new Date() } = {}): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', date: date.toUTCString() })
      .end(JSON.stringify(value));

describe('the CA that the user named', () => {
  it('is asked for its directory and its time, and all is well', async () => {
    const { report } = await checkCa(() => json({ ...resources, meta: { profiles: { classic: 'x' } } }));
    expect(report.observations.ca?.outcome).toMatchObject({
      ...{ kind: 'answer', status: 200, distrust: null, directory: { profiles: ['classic'] } },
    });
    expect(foundOf(report, ...caProblems)).toEqual([]);
  });

  it('is not asked where nobody named it', async () => {
    const { report, requests } = await checkCa(() => json(resources), {
      network: { directoryUrl: null, lookAtCa: false },
    });
    expect(report.observations.ca).toBeNull();
    expect(requests).toEqual([]);
  });

  it.each<[what: string, ahead: number, says: RegExp]>([
    ['behind', -2.5 * 3_600_000, /its clock is 2 hours behind that of localhost:\d+/],
    ['ahead', 40.5 * 86_400_000, /its clock is 40 days ahead of that of localhost:\d+/],
  ])('shows that the clock here is %s', async (_what, ahead, says) => {
    const { report } = await checkCa(() => json(resources, { date: new Date(Date.now() - ahead) }));
    expect(sentenceOf(report, 'clock-skew')).toMatch(says);
    expect(report.findings[0]?.problem).toBe('clock-skew');
  });

  it('has the better clock: by it the certificate is judged', async () => {
    const later = new Date(Date.now() + 400 * 86_400_000);
    const { report } = await checkCa(() => json(resources, { date: later }));
    expect(report.ssl).toBe('expired');
    expect(sentenceOf(report, 'cert-expired')).toContain('the certificate at 127.0.0.1 expired');
  });

  it('a minute more or less is nothing', async () => {
    const { report } = await checkCa(() => json(resources, { date: new Date(Date.now() + 60_000) }));
    expect(foundOf(report, 'clock-skew')).toEqual([]);
  });

  it('whose certificate is not trusted here is not believed', async () => {
    const stranger = server({ subject: 'localhost', names: ['localhost'], by: authority({ subject: 'Stranger' }) });
    const { report } = await checkCa(() => json(resources), { certificate: stranger });
    expect(foundOf(report, ...caProblems)).toEqual(['ca-tls-trust']);
    expect(report.observations.ca?.outcome).toMatchObject({ directory: null });
  });

  it('whose certificate is for another name is not believed either', async () => {
    const { report } = await checkCa(() => json(resources), { certificate: leaf });
    expect(sentenceOf(report, 'ca-tls-trust')).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('seems to have an expired certificate where the clock here is wrong', async () => {
    const from = new Date(Date.now() - 500 * 86_400_000);
    const until = new Date(Date.now() - 400 * 86_400_000);
    const old = server({ subject: 'localhost', names: ['localhost'], by: root, from, until });
    const { report } = await checkCa(() => json(resources, { date: new Date(Date.now() - 450 * 86_400_000) }), {
      certificate: old,
    });
    expect(foundOf(report, ...caProblems)).toEqual(['clock-skew']);
  });

  it.each<[what: string, answer: RequestListener, problem: string]>([
    ['a page', (_, response) => response.end('<html>'), 'ca-directory-wrong'],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/other' }).end(), 'ca-directory-wrong'],
    ['something else', json({ newNonce: 1 }), 'ca-directory-wrong'],
    ['too much', (_, response) => response.end('x'.repeat(1_000_000)), 'ca-directory-wrong'],
    ['that it is busy', json({}, { status: 503 }), 'ca-overloaded (warning)'],
  ])('that answers with %s', async (_what, answer, problem) => {
    const { report } = await checkCa(() => answer);
    expect(foundOf(report, ...caProblems)).toEqual([problem]);
  });

  it('that cannot be reached, or stays silent, is told as that', async () => {
    const silent = await listen(createTcpServer(() => undefined));
    for (const [port, code] of [
      [1, 'ECONNREFUSED'],
      [silent, 'ETIMEDOUT'],
    ] as const) {
      const { report } = await checkCa(() => json(resources), {
        network: { directoryUrl: `https://localhost:${port}/dir`, timeoutMs: 1_000 },
      });
      expect(sentenceOf(report, 'ca-unreachable')).toContain(code);
    }
  });
});

describe('when to renew', () => {
  const day = 86_400_000;
  const ari =
    (start: number, end: number, more: object = {}) =>
    (port: number): RequestListener =>
    (request, response) => {
      const window = { start: new Date(Date.now() + start * day), end: new Date(Date.now() + end * day) };
      json(
        request.url === '/dir'
          ? { ...resources, renewalInfo: `https://localhost:${port}/ari` }
          : { suggestedWindow: window, ...more },
      )(request, response);
    };

  it('is asked by the identifier of RFC 9773, and nothing is said before its time', async () => {
    const { report, requests } = await checkCa(ari(20, 22));
    const id = renewalIdOf(readCertificate(new X509Certificate(leaf.der)));
    expect(requests).toEqual(['/dir', `/ari/${id}`]);
    expect(report.observations.ca?.renewals).toHaveLength(1);
    expect(foundOf(report, 'renewal-overdue')).toEqual([]);
  });

  it('the identifier is that of the example in RFC 9773, 4.1', () => {
    const facts = readCertificate(new X509Certificate(leaf.der));
    const extensions = { ...facts.extensions, issuerKeyId: '69885B6B87464041E1B37B847BA0AE2CDE01C8D4' };
    expect(renewalIdOf({ ...facts, extensions, serialNumber: '87654321' })).toBe('aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE');
  });

  it('is over: the renewal is overdue', async () => {
    const { report } = await checkCa(ari(-5, -3));
    expect(foundOf(report, 'renewal-overdue')).toEqual(['renewal-overdue']);
  });

  it('is early: the CA says why', async () => {
    const { report } = await checkCa(ari(-1, 1, { explanationURL: 'https://ca.example/why\u001b[2J' }));
    expect(foundOf(report, 'renewal-overdue')).toEqual(['renewal-overdue (warning)']);
    expect(sentenceOf(report, 'renewal-overdue')).toContain('renewed early; why: https://ca.example/why\\u{1b}[2J');
  });

  it.each<[what: string, answer: object]>([
    ['no window', {}],
    ['no dates', { suggestedWindow: { start: 'soon', end: 1 } }],
  ])('is not known from an answer with %s', async (_what, answer) => {
    const { report } = await checkCa((port) => (request, response) => {
      json(request.url === '/dir' ? { ...resources, renewalInfo: `https://localhost:${port}/ari/` } : answer)(
        request,
        response,
      );
    });
    expect(report.observations.ca?.renewals).toEqual([]);
  });
});
