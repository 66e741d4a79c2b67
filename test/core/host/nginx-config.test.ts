import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigSyntaxError, type Directive } from '../../../src/core/host/directive.ts';
import { parseNginx } from '../../../src/core/host/nginx-config.ts';
import { answeringSite } from '../../../src/core/host/answering-site.ts';
import { serversOf } from '../../../src/core/host/nginx-servers.ts';
import { isMeantFor, type Site } from '../../../src/core/host/site.ts';

const read = (text: string) => parseNginx(text, 'nginx.conf');
const plain = ({ name, args, block }: Directive): unknown => [name, ...args, ...(block ? [block.map(plain)] : [])];
const servers = (text: string): readonly Site[] => serversOf(read(`http {\n${text}\n}`));

describe('an nginx configuration', () => {
  it.each([
    ['listen 80;', [['listen', '80']]],
    ['  # nothing\n', []],
    ['return 200 "a; b { c }";', [['return', '200', 'a; b { c }']]],
    [String.raw`set $x 'it\'s';`, [['set', '$x', "it's"]]],
    [String.raw`rewrite ^\.php$ /x;`, [['rewrite', String.raw`^\.php$`, '/x']]],
    ['alias ${root}/x;', [['alias', '${root}/x']]],
    ['location ~ "^/a{2}$" { deny all; }', [['location', '~', '^/a{2}$', [['deny', 'all']]]]],
    ['a{b c;}', [['a', [['b', 'c']]]]],
  ])('%s', (text, expected) => {
    expect(read(text).map(plain)).toEqual(expected);
  });

  it.each([
    ['server_name example.com', 1, 'has no ";"'],
    ['a {\n b;\n', 1, 'never closed'],
    ['a;\n}\n', 2, 'unexpected "}"'],
    ['a;\nb "x;\n', 2, 'never closed'],
    ['a {\n listen 80\n}', 2, 'has no ";"'],
    ['{'.repeat(3), 1, 'unexpected "{"'],
    ['a{'.repeat(100_000), 1, 'too deep'],
  ])('names the line at which nginx would stop: %j', (text, line, words) => {
    const thrown = (): unknown => {
      try {
        return read(text);
      } catch (error) {
        return error;
      }
    };
    const error = thrown();
    expect(error).toBeInstanceOf(ConfigSyntaxError);
    expect(error).toMatchObject({ line, message: expect.stringContaining(words) as string });
  });

  it('is read or refused, whatever it holds', () => {
    const parts = fc.constantFrom(';', '{', '}', '"', "'", '\\', '#', '\n', ' ', '$', 'server', 'listen', '\0', 'é');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 200 }), (words) => {
        try {
          read(words.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigSyntaxError);
        }
      }),
    );
  });
});

describe('the server block that answers', () => {
  const config = `
    ssl_certificate /c/all.pem; ssl_certificate_key /c/all.key;
    server { listen 80 default_server; listen [::]:80; server_name _; }
    server { listen 80; listen 443 ssl; server_name example.com *.example.com; ssl_certificate /c/own.pem; }
    server { listen 192.0.2.9:443 ssl; server_name www.example.com; }
    server { listen 80; server_name .example.org mail.*; }`;

  it.each([
    ['example.com', '192.0.2.1', 80, 'name', 'example.com'],
    ['a.b.example.com', '192.0.2.1', 443, 'wildcard', 'example.com'],
    ['www.example.com', '192.0.2.9', 443, 'name', 'www.example.com'],
    ['example.org', '192.0.2.1', 80, 'name', '.example.org'],
    ['x.example.org', '192.0.2.1', 80, 'wildcard', '.example.org'],
    ['mail.example.net', '192.0.2.1', 80, 'wildcard', '.example.org'],
    ['other.example.net', '192.0.2.1', 80, 'default', '_'],
    ['example.com', '2001:db8::1', 80, 'default', '_'],
  ])('for %s at %s port %i is chosen by %s', (name, address, port, by, first) => {
    const chosen = answeringSite(servers(config), name, address, port);
    expect([chosen?.by, chosen?.site.names[0]]).toEqual([by, first]);
  });

  it('is not guessed where a regular expression may decide, or nothing listens', () => {
    const regex = servers('server { listen 80; } server { listen 80; server_name ~^(.+)\\.example\\.com$; }');
    expect(answeringSite(regex, 'a.example.com', '192.0.2.1', 80)).toBeNull();
    expect(answeringSite(servers(config), 'example.com', '192.0.2.1', 8080)).toBeNull();
  });

  it('inherits the certificate of http, and has its own where it names one', () => {
    expect(servers(config).map(({ certificates }) => certificates)).toEqual([
      ['/c/all.pem'],
      ['/c/own.pem'],
      ['/c/all.pem'],
      ['/c/all.pem'],
    ]);
  });

  it('listens on port 80 where it does not say', () => {
    expect(servers('server { server_name a.example; }')[0]?.listens).toEqual([
      { address: '*', port: 80, ssl: false, defaultServer: false },
    ]);
  });

  it('is meant for a name whatever the port', () => {
    expect(servers(config).map((server) => isMeantFor(server, 'www.example.com'))).toEqual([false, true, true, false]);
  });
});
