import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { StartTls } from '../../../src/core/certificate/handshake.ts';
import { authority, server, type Made } from '../certificate-builder.ts';
import { checkIn, foundOf, listen, sentenceOf, type World } from './small-world.ts';

const name = 'www.example.test';
const root = authority({ subject: 'Test Root' });
const leaf = server({ subject: name, names: [name], by: root });

/** A mail server: a greeting, then an answer to each line; `tls` as an answer turns to TLS behind it. */
function mailServer(
  greeting: string,
  answers: (line: string) => string | { readonly tls: string } | null,
  of: Made = leaf,
): Server {
  return createTcpServer((socket: Socket) => {
    socket.write(greeting);
    const hear = (chunk: Buffer): void => {
      for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
        const answer = answers(line);
        if (typeof answer === 'string') socket.write(answer);
        else if (answer !== null) {
          socket.off('data', hear);
          socket.write(answer.tls);
          const key = of.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
          const tls = new TLSSocket(socket, {
            isServer: true,
            secureContext: createSecureContext({ key, cert: of.pem }),
          });
          tls.on('error', () => undefined);
        }
      }
    };
    socket.on('data', hear);
  });
}

const servers: Readonly<Record<StartTls, (of?: Made) => Server>> = {
  smtp: (of) =>
    mailServer(
      '220-mail.example.test\r\n220 ESMTP\r\n',
      (line) => {
        if (line.startsWith('EHLO ')) return '250-mail.example.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n';
        return line === 'STARTTLS' ? { tls: '220 go ahead\r\n' } : '500 what\r\n';
      },
      of,
    ),
  imap: (of) =>
    mailServer(
      '* OK ready\r\n',
      (line) => (line === 'a STARTTLS' ? { tls: '* CAPABILITY IMAP4rev1\r\na OK begin\r\n' } : 'x BAD\r\n'),
      of,
    ),
  pop3: (of) => mailServer('+OK ready\r\n', (line) => (line === 'STLS' ? { tls: '+OK begin\r\n' } : '-ERR\r\n'), of),
};

async function checkMail(startTls: StartTls, server: Server, world: Partial<World> = {}) {
  return checkIn({
    roots: [root.pem],
    intent: { method: 'dns-01', mail: [{ startTls, port: await listen(server) }] },
    ...world,
  });
}

describe.each(['smtp', 'imap', 'pop3'] as const)('%s', (startTls) => {
  it('turns to TLS, and its certificate is seen', async () => {
    const report = await checkMail(startTls, servers[startTls]());
    expect(report.observations.mail).toMatchObject([
      { startTls, serverName: name, outcome: { kind: 'handshake', chain: [{ subject: `CN=${name}` }] } },
    ]);
    expect(foundOf(report, 'mail-no-tls', 'self-signed', 'cert-hostname')).toEqual([]);
  });

  it('with a wrong certificate is judged as a site is', async () => {
    const wrong = server({ subject: 'other.test', names: ['other.test'], by: root });
    const report = await checkMail(startTls, servers[startTls](wrong));
    expect(foundOf(report, 'cert-hostname')).toEqual(['cert-hostname']);
    expect(sentenceOf(report, 'cert-hostname')).toMatch(
      new RegExp(`the certificate at 127\\.0\\.0\\.1 port \\d+ \\(${startTls}\\) is for other\\.test`),
    );
  });
});

describe('a mail server that does not turn to TLS', () => {
  it.each<[what: string, startTls: StartTls, server: () => Server]>([
    ['offers nothing', 'smtp', () => mailServer('220 hi\r\n', () => '250 mail.example.test\r\n')],
    [
      'offers and then refuses',
      'smtp',
      () => mailServer('220 hi\r\n', (line) => (line.startsWith('EHLO') ? '250 STARTTLS\r\n' : '454 not now\r\n')),
    ],
    ['takes nobody', 'smtp', () => mailServer('554 go away\r\n', () => null)],
    ['says goodbye', 'imap', () => mailServer('* BYE\r\n', () => null)],
    ['knows no STLS', 'pop3', () => mailServer('+OK\r\n', () => '-ERR unknown\r\n')],
  ])('%s: %s', async (_what, startTls, server) => {
    const report = await checkMail(startTls, server());
    expect(report.observations.mail).toMatchObject([{ outcome: { kind: 'failed', reason: 'no-starttls' } }]);
    expect(foundOf(report, 'mail-no-tls')).toEqual(['mail-no-tls (warning)']);
    expect(sentenceOf(report, 'mail-no-tls')).toContain('does not turn to TLS');
  });

  it('is quoted without its control characters', async () => {
    const report = await checkMail(
      'smtp',
      mailServer('554 \u001b[2J\u0007bell\r\n', () => null),
    );
    expect(sentenceOf(report, 'mail-no-tls')).toContain('554 \\u{1b}[2J\\u{7}bell');
  });

  it.each<[what: string, server: () => Server]>([
    ['is silent', () => createTcpServer(() => undefined)],
    [
      'drips its greeting without end',
      () =>
        createTcpServer((socket) => {
          const drip = setInterval(() => socket.write('2'), 20);
          socket.on('close', () => {
            clearInterval(drip);
          });
        }),
    ],
  ])('and %s ends with the deadline', async (_what, server) => {
    const report = await checkMail('smtp', server(), { network: { timeoutMs: 900 } });
    expect(report.observations.mail).toMatchObject([{ outcome: { kind: 'failed', reason: 'timeout' } }]);
  });

  it('and floods is left', async () => {
    const flood = createTcpServer((socket) => socket.write('220-'.padEnd(40_000, 'x')));
    const report = await checkMail('smtp', flood);
    expect(report.observations.mail).toMatchObject([{ outcome: { kind: 'failed', reason: 'other' } }]);
  });

  it('is said to be silent where the port is closed', async () => {
    const report = await checkIn({ intent: { method: 'dns-01', mail: [{ startTls: 'smtp', port: 1 }] } });
    expect(sentenceOf(report, 'mail-no-tls')).toContain('nothing answers on port 1 (smtp) at 127.0.0.1 (refused');
  });
});
