import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeringSite } from '../../../src/core/host/answering-site.ts';
import { parseApache } from '../../../src/core/host/apache-config.ts';
import { apacheSites } from '../../../src/core/host/apache-sites.ts';
import { ConfigSyntaxError, type Directive } from '../../../src/core/host/directive.ts';
import { isMeantFor, type Site } from '../../../src/core/host/site.ts';

const read = (text: string) => parseApache(text, 'apache2.conf');
const plain = ({ name, args, block }: Directive): unknown => [name, ...args, ...(block ? [block.map(plain)] : [])];
const sites = (text: string): readonly Site[] => apacheSites(read(text), new Map([['APACHE_LOG_DIR', '/var/log']]));

describe("a configuration of Apache's", () => {
  it.each([
    ['Listen 80', [['Listen', '80']]],
    ['# Listen 80\n\n  ', []],
    [
      String.raw`ServerAlias a.example \
  b.example`,
      [['ServerAlias', 'a.example', 'b.example']],
    ],
    [String.raw`Header set X "a \"b\" c"`, [['Header', 'set', 'X', 'a "b" c']]],
    ["RewriteRule '^/a b$' /c", [['RewriteRule', '^/a b$', '/c']]],
    ['<IfModule mod_ssl.c>\nListen 443\n</IfModule>', [['IfModule', 'mod_ssl.c', [['Listen', '443']]]]],
    [
      'Listen 80\r\nServerName a.example\r\n',
      [
        ['Listen', '80'],
        ['ServerName', 'a.example'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(read(text).map(plain)).toEqual(expected);
  });

  it.each([
    ['<VirtualHost *:80>\nServerName a.example\n', 1, 'never closed'],
    ['Listen 80\n</VirtualHost>', 2, 'closes nothing'],
    ['<VirtualHost *:80>\n</Directory>', 2, 'closes nothing'],
    ['<VirtualHost *:80', 1, 'lacks its ">"'],
    ['<A>\n'.repeat(100_000), 33, 'too deep'],
  ])('names the line at which Apache would stop: %j', (text, line, words) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ line, message: expect.stringContaining(words) as string }),
    );
  });

  it('is read or refused, whatever it holds', () => {
    const parts = fc.constantFrom('<', '>', '</', '"', "'", '\\', '#', '\n', ' ', '${', '}', 'VirtualHost', '\0', 'é');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 200 }), (words) => {
        try {
          apacheSites(read(words.join('')), new Map());
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigSyntaxError);
        }
      }),
    );
  });
});

describe('the virtual host that answers', () => {
  const config = `
    LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
    Listen 80
    <IfModule ssl_module>
      Listen 443
    </IfModule>
    <IfModule mod_gnutls.c>
      Listen 8443
    </IfModule>
    ServerName main.example.com
    SSLCertificateFile \${APACHE_LOG_DIR}/all.pem
    <VirtualHost *:80>
      ServerName http://first.example.com:80
    </VirtualHost>
    <VirtualHost *:80 [::1]:80>
      ServerName www.example.com
      ServerAlias example.com *.a.example.com
    </VirtualHost>
    <VirtualHost 192.0.2.9:80>
      ServerName own.example.com
    </VirtualHost>
    <VirtualHost _default_:443>
      ServerName www.example.com
      SSLEngine on
      SSLCertificateFile /c/own.pem
      SSLCertificateKeyFile /c/own.key
      DocumentRoot /srv/www
    </VirtualHost>`;

  it.each([
    ['www.example.com', '192.0.2.1', 80, 'name', 'www.example.com'],
    ['example.com', '2001:db8::1', 80, 'name', 'www.example.com'],
    ['x.y.a.example.com', '192.0.2.1', 80, 'wildcard', 'www.example.com'],
    ['other.example.com', '192.0.2.1', 80, 'default', 'first.example.com'],
    ['www.example.com', '192.0.2.9', 80, 'default', 'own.example.com'],
    ['anything.example', '192.0.2.1', 443, 'default', 'www.example.com'],
  ])('for %s at %s port %i is chosen by %s', (name, address, port, by, first) => {
    const chosen = answeringSite(sites(config), name, address, port);
    expect([chosen?.by, chosen?.site.names[0]]).toEqual([by, first]);
  });

  it('has its own certificate or that of the whole server', () => {
    const tls = sites(config).find(({ listens }) => listens.some(({ ssl }) => ssl));
    expect(tls).toMatchObject({ certificates: ['/c/own.pem'], keys: ['/c/own.key'], root: '/srv/www', line: 22 });
    expect(sites(config)[0]?.certificates).toEqual(['/var/log/all.pem']);
  });

  it('is the main server where no virtual host listens', () => {
    expect(
      sites('Listen 8080\nServerName a.example\nDocumentRoot /srv').map(({ names, root }) => [names, root]),
    ).toEqual([[['a.example'], '/srv']]);
    expect(sites(config).some(({ names }) => names.includes('main.example.com'))).toBe(false);
  });

  it('needs no certificate where mod_md fetches one', () => {
    const [site] = sites(
      'Listen 443\nMDomain a.example\n<VirtualHost *:443>\nServerName a.example\nSSLEngine on\n</VirtualHost>',
    );
    expect(site).toMatchObject({ automatic: true, certificates: [] });
  });

  it('is meant for a name whatever the port', () => {
    expect(sites(config).map((site) => isMeantFor(site, 'example.com'))).toEqual([false, true, false, false]);
  });
});
