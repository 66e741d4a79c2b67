import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeringSite } from '../../../src/core/host/answering-site.ts';
import { caddyfileSites, caddyJsonSites, parseCaddyfile } from '../../../src/core/host/caddy-config.ts';
import { ConfigSyntaxError } from '../../../src/core/host/directive.ts';

const sites = (text: string) => caddyfileSites(parseCaddyfile(text, 'Caddyfile'));

const config = `{
	email admin@example.com # who
}
(shared) {
	encode gzip
}
example.com,
www.example.com:8443 {
	import shared
	root * "/srv/my site"
	tls /c/own.pem /c/own.key
}
*.example.net, http://plain.example.com {
	respond "{ # }"
}
:8080 {
	respond "all"
}
`;

describe('a Caddyfile', () => {
  it('holds sites by their addresses, with the lines at which they begin', () => {
    expect(
      sites(config).map(({ line, names, certificates, keys, automatic, root }) => ({
        line,
        names,
        certificates,
        keys,
        automatic,
        root,
      })),
    ).toEqual([
      {
        ...{ line: 7, names: ['example.com', 'www.example.com'], automatic: false, root: '/srv/my site' },
        ...{ certificates: ['/c/own.pem'], keys: ['/c/own.key'] },
      },
      {
        line: 13,
        names: ['*.example.net', 'plain.example.com'],
        certificates: [],
        keys: [],
        automatic: true,
        root: null,
      },
      { line: 16, names: [], certificates: [], keys: [], automatic: true, root: null },
    ]);
  });

  it.each([
    ['example.com', 443, 'name', 7],
    ['example.com', 80, 'name', 7],
    ['www.example.com', 8443, 'name', 7],
    ['a.example.net', 443, 'wildcard', 13],
    ['plain.example.com', 80, 'name', 13],
    ['whatever.example', 8080, 'default', 16],
  ])('%s at port %i is answered by %s, line %i', (name, port, by, line) => {
    const chosen = answeringSite(sites(config), name, '192.0.2.1', port);
    expect([chosen?.by, chosen?.site.line]).toEqual([by, line]);
  });

  it('answers for no name that it does not hold', () => {
    expect(answeringSite(sites(config), 'a.b.example.net', '192.0.2.1', 443)).toBeNull();
  });

  it('may be one site without braces', () => {
    expect(sites('\nexample.com\n\nroot * /srv\nfile_server\n')).toMatchObject([
      { line: 2, names: ['example.com'], root: '/srv', automatic: true },
    ]);
  });

  it('fetches no certificate where that is switched off', () => {
    expect(sites('{\n auto_https off\n}\nexample.com {\n}\n')[0]?.automatic).toBe(false);
  });

  it.each([
    ['example.com {\n root\n', 1, 'never closed'],
    ['a\n}\n', 2, 'unexpected'],
    ['a {\n'.repeat(100_000), 33, 'too deep'],
  ])('names the line at which it is broken: %j', (text, line, words) => {
    expect(() => sites(text)).toThrow(
      expect.objectContaining({ line, message: expect.stringContaining(words) as string }),
    );
  });

  it('is read or refused, whatever it holds', () => {
    const parts = fc.constantFrom('{', '}', '"', '`', '\\', '#', '\n', ' ', ',', ':', 'http://', 'tls', 'é', '\0');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 200 }), (words) => {
        try {
          sites(words.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigSyntaxError);
        }
      }),
    );
  });
});

describe("Caddy's JSON", () => {
  it('holds the names of its routes at the addresses of their server', () => {
    const text = JSON.stringify({
      apps: {
        http: {
          servers: { srv0: { listen: [':443', '127.0.0.1:80'], routes: [{ match: [{ host: ['a.example'] }] }] } },
        },
      },
    });
    expect(caddyJsonSites(text, 'caddy.json')).toMatchObject([
      {
        names: ['a.example'],
        automatic: true,
        listens: [
          { address: '*', port: 443, ssl: true },
          { address: '127.0.0.1', port: 80, ssl: false },
        ],
      },
    ]);
    expect(() => caddyJsonSites('{', 'caddy.json')).toThrow(ConfigSyntaxError);
  });
});
