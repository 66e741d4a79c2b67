import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIssue, type IssueCommand } from '../../src/cli/issue-options.ts';

function read(...args: readonly string[]): IssueCommand {
  const command = readIssue(args);
  if (command === 'help' || 'wrong' in command) throw new Error(JSON.stringify(command));
  return command;
}

describe('the words after issue', () => {
  it('name the certificate, the CA and the way of proof', () => {
    const { request, network } = read(
      ...['Example.COM.', 'münchen.example', '203.0.113.9', '--webroot', 'www', '--ca', 'google', '--staging'],
      ...[
        '--eab-kid',
        'kid',
        '--profile',
        'shortlived',
        '--contact',
        'me@example.com',
        '--agree-tos',
        '--http-port',
        '8080',
      ],
    );
    expect(request.intent.names.map(({ ascii }) => ascii)).toEqual([
      'example.com',
      'xn--mnchen-3ya.example',
      '203.0.113.9',
    ]);
    expect(request.challenge).toEqual({ type: 'http-01', by: 'web-root', folder: path.resolve('www') });
    expect(request.ca).toEqual({
      directoryUrl: 'https://dv.acme-v02.test-api.pki.goog/directory',
      ...{ rootFile: null, contact: 'me@example.com', termsAgreed: true, externalAccount: 'kid' },
      ...{ profile: 'shortlived', preferredChain: null },
    });
    expect([request.keyType, network.httpPort, request.deploy]).toEqual(['ec-p256', 8080, null]);
  });

  it('say where the files go, and how the server reads them', () => {
    const words = ['--install', 'full-chain=/etc/ssl/a.pem', '--install', 'key=/etc/ssl/a.key', '--ssh', 'root@web-1'];
    const { request } = read(
      'example.com',
      '--dns-manual',
      ...words,
      '--test',
      'nginx -t',
      '--reload',
      'nginx  -s reload',
    );
    expect(request.deploy).toEqual({
      host: 'root@web-1',
      files: [
        { content: 'full-chain', path: '/etc/ssl/a.pem' },
        { content: 'key', path: '/etc/ssl/a.key' },
      ],
      ...{ test: ['nginx', '-t'], reload: ['nginx', '-s', 'reload'] },
    });
  });

  it.each([
    [['--listen', '80'], { type: 'http-01', by: 'listener', port: 80 }],
    [['--tls-listen', '8443'], { type: 'tls-alpn-01', by: 'listener', port: 8443 }],
    [['--dns-manual'], { type: 'dns-01', by: 'hand' }],
    [['--dns-manual', '--method', 'dns-persist-01'], { type: 'dns-persist-01', by: 'hand' }],
    [['--dns-hook', '/opt/dns', '--dns-hook', 'zone 1'], { type: 'dns-01', by: 'hook', argv: ['/opt/dns', 'zone 1'] }],
    [
      ['--dns-rfc2136', '192.0.2.53', '--tsig-key', 'k.example'],
      { type: 'dns-01', by: 'rfc2136', server: '192.0.2.53', keyName: 'k.example', algorithm: 'hmac-sha256' },
    ],
  ])('%j say how it is proven', (words, challenge) => {
    expect(read('example.com', ...words).request.challenge).toEqual(challenge);
  });

  it.each([
    [['--webroot', '/w'], 'at least one domain'],
    [['example.com'], 'how the names are proven'],
    [['example.com', '--webroot', '/w', '--dns-manual'], 'by one of'],
    [['example.com', '--webroot', '/w', '--method', 'dns-01'], 'does not go with --webroot'],
    [['example.com', '--listen', '0'], 'a port from 1 to 65535'],
    [['example.com', '--dns-manual', '--method', 'http-01'], 'expected dns-01, dns-account-01, dns-persist-01'],
    [['example.com', '--dns-rfc2136', '192.0.2.53'], 'needs --tsig-key'],
    [['example.com', '--dns-manual', '--tsig-key', 'k'], '--tsig-key belongs to --dns-rfc2136'],
    [['example.com', '--webroot', ''], '--webroot: expected a path'],
    [['example.com', '--dns-manual', '--storage', ''], '--storage: expected a path'],
    [['example.com', '--dns-rfc2136', 'a', '--tsig-key', 'k', '--tsig-algorithm', 'hmac-md5'], 'hmac-sha256'],
    [['example.com', '--dns-manual', '--ca', 'http://ca.example/dir'], 'the https:// URL'],
    [['example.com', '--dns-manual', '--ca', 'zerossl', '--staging'], 'no staging service'],
    [['example.com', '--dns-manual', '--key-type', 'rsa-1024'], 'expected ec-p256'],
    [['https://example.com/', '--dns-manual'], 'Did you mean example.com?'],
    [['example.com', '--dns-manual', '--install', '/etc/ssl/a.pem'], 'expected certificate, chain'],
    [['example.com', '--dns-manual', '--install', 'key=a.key'], 'the absolute path'],
    [['example.com', '--dns-manual', '--install', 'key=/etc/ssl/a.key'], 'replaced together'],
    [['example.com', '--dns-manual', '--ssh=-oProxyCommand=x', '--reload', 'true'], 'no SSH destination'],
    [['example.com', '--dns-manual', '--install', 'key=/etc/letsencrypt/live/a/privkey.pem'], 'belongs to certbot'],
    [['--webroot=/w', '--', '--post-hook=x'], 'another character'],
  ])('%j are refused', (words, why) => {
    const read = readIssue(words);
    expect(read !== 'help' && 'wrong' in read ? read.wrong : JSON.stringify(read)).toContain(why);
  });
});
