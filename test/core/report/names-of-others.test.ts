import { parse } from 'tldts';
import { expect, it } from 'vitest';
import { noScope, Redactor } from '../../../src/core/report/redact.ts';
import tops from '../../../src/core/report/top-level-domains.json' with { type: 'json' };

const scope = { ...noScope, names: ['www.example.org', 'xn--bcher-kva.de'], addresses: ['203.0.113.10'] };

it.each([
  'klient-tajny.pl',
  'tajny-klient.com.pl',
  'for tajny.rs now',
  'tajny.sh is',
  'kunde-x.berlin',
  'kunde.bank',
  'kunde.law',
  'kunde.photography',
  '/etc/letsencrypt/renewal/tajny.de.conf',
  '/etc/nginx/sites-enabled/tajny.de.conf',
  '/etc/letsencrypt/live/tajny.de-0001/fullchain.pem',
  '/etc/letsencrypt/live/klient-tajny.pl/privkey.pem',
  '/etc/nginx/sites-enabled/klient-tajny.pl',
  '*.tajny.de',
  'deploy@web-prod-3',
  'connect to host db-prod-7 port 22',
  'hostname=prod-web-01',
  '\\\\fileserver01\\share',
  'MYCORP\\alice',
  'ec2-198-51-100-20.eu-west-1.compute.amazonaws.com',
  'tajny.rds.amazonaws.com',
  'bucket.s3.amazonaws.com',
  'müller.de',
  'shop.müller.de',
  'MÜLLER.DE',
  '~/.acme.sh/tajny.de_ecc/',
  '/var/log/nginx/tajny.de.access.log',
  'tajny.de-le-ssl.conf',
  'https://backend-3:8080/x',
  '_acme-challenge.tajny.de',
  'tajny.xn--p1ai',
  'тайный.рф',
  'ssh: Could not resolve hostname kassel-3: x',
  'Nov 22 host=geheim',
])('hides the customer, the machine or the account: %j', (text) => {
  const redactor = new Redactor(scope);
  const out = redactor.redact(text);
  expect(out).toMatch(/(?:domain|host)-1/);
  expect(out).not.toMatch(
    /tajny|klient|kunde|müller|prod|fileserver|alice|mycorp|198-51|backend|тайный|kassel|geheim|deploy@/i,
  );
  expect(redactor.redact(out)).toBe(out);
});

it.each([
  'ns-1234.awsdns-56.org',
  'ns1.digitalocean.com',
  'api.hetzner.cloud',
  'api.vultr.com',
  'cert-manager.io',
  'route53.amazonaws.com',
  'sts.eu-west-1.amazonaws.com',
  '1.1.1.1 and 8.8.8.8',
  'nginx/1.24.0.1',
  'bücher.de and xn--bcher-kva.de',
  'README.md and ./renew.sh, bash renew.sh',
  'File "/usr/lib/python3/x.py", line 3',
  'acme.sh --renew dns_cf.sh',
  'libssl.so.3 and libssl.so',
  'network-online.target',
  'logger.info and self.name',
  'acme.client:Sending',
  'TLSv1.3 utf-8 http-01 dns-01',
  'host is down',
  '127.0.0.53',
  'certbot.timer nginx.service',
  'ERROR\\nNext line',
  'root@localhost',
  'http://localhost:8080/',
  'proxy_pass http://127.0.0.1:3000;',
  "Let's Encrypt R3 E5",
  'worker process 12',
  'sun.security.provider.certpath.X',
])('keeps what says nothing of anybody: %j', (text) => {
  expect(new Redactor(scope).redact(text)).toBe(text);
});

it('knows top-level domains that are there', () => {
  const names = tops.names.split(' ');
  expect(names.length).toBeGreaterThan(1_000);
  expect(names.filter((name) => parse(`a.b.${name}`, { allowPrivateDomains: false }).isIcann !== true)).toEqual([]);
});
