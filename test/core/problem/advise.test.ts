import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import { remediesFor, type AdviceContext } from '../../../src/core/problem/advise.ts';
import { problems, type ProblemId } from '../../../src/core/problem/catalogue.ts';
import type { Remedy } from '../../../src/core/problem/remedy.ts';
import { hasUnsafeCharacter } from '../../../src/core/problem/template.ts';

const ids = Object.keys(problems) as ProblemId[];

const intent: DomainIntent = {
  name: { ascii: 'example.com', wildcard: false },
  names: [
    { ascii: 'example.com', wildcard: false },
    { ascii: 'www.example.com', wildcard: false },
  ],
  method: 'http-01',
  addresses: ['203.0.113.10', '2001:db8::10'],
  delegationTarget: 'example-com.acme.example.net',
  webRoot: '/var/www/html',
};

const fullContext: AdviceContext = {
  intent,
  captures: {
    address: '2001:db8::bad',
    path: '/etc/letsencrypt/live/example.com/privkey.pem',
    line: '42',
    port: '443',
    record: '_acme-challenge.example.com.example.com',
    txt: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0',
  },
};

function of<Kind extends Remedy['kind']>(remedies: readonly Remedy[], kind: Kind): Extract<Remedy, { kind: Kind }>[] {
  return remedies.filter((remedy): remedy is Extract<Remedy, { kind: Kind }> => remedy.kind === kind);
}

describe.each(ids)('%s', (problem) => {
  it('offers something even where nothing else is known', () => {
    expect(remediesFor({ problem, subject: '' })).not.toEqual([]);
  });

  it('offers only finished remedies: no open hole, https pages, absolute paths', () => {
    for (const context of [{}, fullContext]) {
      for (const remedy of remediesFor({ problem, subject: 'www.example.com' }, context)) {
        expect(JSON.stringify(remedy)).not.toMatch(/\{[A-Za-z0-9]+\}/);
        expect(remedy.title).not.toMatch(/[.!]$/);
        if ('url' in remedy && remedy.url !== null) expect(new URL(remedy.url).protocol).toBe('https:');
        if (remedy.kind === 'open-file') expect(remedy.path).toMatch(/^\//);
        if (remedy.kind === 'setting') expect(remedy.id).toMatch(/^certDoctor\./);
      }
    }
  });

  it('runs programs and never a shell, and no value can pass for an option', () => {
    for (const remedy of of(remediesFor({ problem, subject: 'www.example.com' }, fullContext), 'command')) {
      expect(['sh', 'bash', 'dash', 'zsh', 'fish', 'env', 'sudo', 'eval', 'xargs']).not.toContain(remedy.argv[0]);
      expect(remedy.argv.some(hasUnsafeCharacter)).toBe(false);
      const end = remedy.argv.indexOf('--');
      for (const [at, word] of remedy.argv.entries()) {
        const filled = /example\.com|203\.0|2001:db8|privkey|\/var\/www/.test(word);
        if (!filled) continue;
        const afterOption = (remedy.argv[at - 1] ?? '').startsWith('-');
        expect(afterOption || word.startsWith('--') || (end !== -1 && at > end), remedy.argv.join(' ')).toBe(true);
      }
    }
  });
});

it('gives the exact record to change when the name points to another server', () => {
  const remedies = remediesFor({ problem: 'dns-wrong-ip', subject: 'www.example.com' }, { intent });
  expect(of(remedies, 'record').map(({ change, name, type, value }) => [change, name, type, value])).toEqual([
    ['replace', 'www.example.com', 'A', '203.0.113.10'],
    ['replace', 'www.example.com', 'AAAA', '2001:db8::10'],
  ]);
});

it('gives the delegation CNAME for the name itself, a wildcard included', () => {
  const [record] = of(
    remediesFor({ problem: 'delegation-missing', subject: '*.shop.example.com' }, { intent }),
    'record',
  );
  expect(record).toMatchObject({
    change: 'add',
    name: '_acme-challenge.shop.example.com',
    type: 'CNAME',
    value: 'example-com.acme.example.net',
  });
});

it('asks to remove the TXT record that hides the delegation before anything else', () => {
  const [first, second] = remediesFor({ problem: 'delegation-duplicate', subject: 'example.com' }, { intent });
  expect(first).toMatchObject({ kind: 'record', change: 'remove', type: 'TXT', value: null });
  expect(second).toMatchObject({ kind: 'record', change: 'add', type: 'CNAME' });
});

it('gives the CAA record for the CA in use, where the records that count stand', () => {
  const context = { captures: { issuer: 'sectigo.com', at: 'example.com' } };
  const [record] = of(remediesFor({ problem: 'caa-forbids', subject: 'a.example.com' }, context), 'record');
  expect(record).toMatchObject({ name: 'example.com', type: 'CAA', value: '0 issue "sectigo.com"' });
});

it('offers to remove only the address that is broken', () => {
  const record = (address: string) =>
    of(remediesFor({ problem: 'http-unreachable', subject: 'example.com' }, { captures: { address } }), 'record').map(
      ({ type, value }) => [type, value],
    );
  expect(record('2001:DB8:0::7')).toEqual([['AAAA', '2001:db8::7']]);
  expect(record('203.0.113.7')).toEqual([]);
});

it('opens the configuration file at the line that the log names', () => {
  const captures = { path: '/etc/nginx/sites-enabled/example.com.conf', line: '42' };
  expect(remediesFor({ problem: 'nginx-config-test', subject: '' }, { captures })[0]).toEqual({
    kind: 'open-file',
    title: 'Open /etc/nginx/sites-enabled/example.com.conf',
    path: '/etc/nginx/sites-enabled/example.com.conf',
    line: 42,
  });
});

it('names every place where a provider keeps a port closed', () => {
  const places = of(remediesFor({ problem: 'http-timeout', subject: 'example.com' }), 'manual');
  expect(places.map((place) => place.where).join()).toMatch(/AWS.*GCP.*Azure.*Hetzner.*DigitalOcean.*Vultr/);
  expect(places[0]?.steps.join()).toContain('port 80,');
  const redirected = remediesFor(
    { problem: 'http-timeout', subject: 'example.com' },
    { captures: { url: 'https://example.com/' } },
  );
  expect(of(redirected, 'manual')[0]?.steps.join()).toContain('port 443,');
});

it('speaks of the client that is at work, and of all where it is not known', () => {
  const programs = (client: string | null) =>
    new Set(
      of(remediesFor({ problem: 'renewal-overdue', subject: 'example.com' }, { client }), 'command').map(
        (remedy) => remedy.argv[0],
      ),
    );
  expect(programs('acme.sh')).toEqual(new Set(['acme.sh', 'systemctl']));
  expect(programs(null)).toEqual(new Set(['certbot', 'acme.sh', 'dehydrated', 'clpctl', 'systemctl']));
});

it('keeps a missing name apart by method: an address for http-01, a TXT record for dns-01', () => {
  const types = (method: 'http-01' | 'dns-01') =>
    of(remediesFor({ problem: 'dns-nxdomain', subject: 'example.com' }, { ...fullContext, method }), 'record').map(
      ({ type }) => type,
    );
  expect(types('http-01')).toEqual(['A', 'AAAA']);
  expect(types('dns-01')).toEqual(['TXT']);
});

it('closes only files that are keys: a log cannot point chmod at anything else', () => {
  const closes = (path: string) =>
    of(remediesFor({ problem: 'acme-storage-permission', subject: path }), 'command').filter(
      ({ argv }) => argv[0] === 'chmod',
    ).length;
  expect(closes('/data/traefik/acme.json')).toBe(1);
  for (const path of [
    '/usr/bin/sudo',
    '/etc/../bin/acme.json',
    'acme.json',
    '/a\n/acme.json',
    '/a/b.key ',
    '/a/\u202eyek.key',
  ]) {
    expect(closes(path), path).toBe(0);
  }
});

/** Every capture that the advice knows, all of the same text. */
const everywhere = (text: string): AdviceContext => ({
  captures: Object.fromEntries(
    'name domain address ip path file line port url record target txt expected issuer at'
      .split(' ')
      .map((key) => [key, text]),
  ),
});

it('drops everything that needs a value which does not fit its grammar', () => {
  const hostile = [
    '-o',
    '$(touch x)',
    '`id`',
    'a;b.com',
    'a b.com',
    '@1.2.3.4',
    '+short',
    '../../etc/passwd',
    'x.com\n',
    '\u001b[2Jx.com',
    'ex\u0430mple.com',
    '1.2.3',
    '*.*.com',
    '-a.com',
    'a-.com',
    `${'a'.repeat(64)}.com`,
  ];
  for (const text of hostile) {
    for (const problem of ids) {
      expect(remediesFor({ problem, subject: text }, everywhere(text)), text).toEqual(
        remediesFor({ problem, subject: '' }),
      );
    }
  }
});

it('lets nothing of arbitrary text into an argument or a record', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom(...ids), (text, problem) => {
      // Text that begins like a name, an address or a path may be one.
      fc.pre(!/^[/0-9a-z:._*-]/i.test(text));
      expect(remediesFor({ problem, subject: text }, everywhere(text))).toEqual(remediesFor({ problem, subject: '' }));
    }),
  );
});
