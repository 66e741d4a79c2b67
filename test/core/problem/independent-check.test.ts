import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problems, type ProblemId } from '../../../src/core/problem/catalogue.ts';
import { independentChecks } from '../../../src/core/problem/independent-check.ts';

const ids = Object.keys(problems) as ProblemId[];
const ports = { http: 80, https: 443 };
const subjects = ['example.com', '/etc/letsencrypt/live/example.com/privkey.pem'];

const specification = new URL('../../../../shared/spec/problems.json', import.meta.url);

describe.skipIf(!existsSync(specification))('the catalogue of ../shared', () => {
  it('has a command for every problem that a check sees', () => {
    const catalogue = JSON.parse(readFileSync(specification, 'utf8')) as {
      problems: { id: ProblemId; seen: string[] }[];
    };
    const missing = catalogue.problems
      .filter(({ seen }) => seen.includes('check'))
      .filter(({ id }) => subjects.every((subject) => independentChecks(id, subject, { ports }).length === 0));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});

it('uses programs that anybody can check, and none that changes anything', () => {
  const programs = new Set(
    ids.flatMap((id) =>
      subjects.flatMap((subject) => independentChecks(id, subject, { ports }).map(({ argv }) => argv[0])),
    ),
  );
  expect([...programs].sort()).toEqual(
    [
      'apachectl',
      'certbot',
      'crontab',
      'curl',
      'df',
      'dig',
      'find',
      'haproxy',
      'ls',
      'namei',
      'nginx',
      'openssl',
      'ss',
      'systemctl',
      'timedatectl',
    ].sort(),
  );
});

it('asks the resolver and the port that the check asked', () => {
  const argv = (resolver: string) => independentChecks('dns-nxdomain', 'www.example.com', { ports, resolver })[0]?.argv;
  expect(argv('192.0.2.53')).toEqual(['dig', '@192.0.2.53', '-t', 'A', '-q', 'www.example.com']);
  expect(argv('[2001:db8::53]:5353')).toEqual([
    'dig',
    '@2001:db8::53',
    '-p',
    '5353',
    '-t',
    'A',
    '-q',
    'www.example.com',
  ]);
  expect(argv('2001:db8::53')).toEqual(['dig', '@2001:db8::53', '-t', 'A', '-q', 'www.example.com']);
});

it('drops the DNS questions where the resolver is no address', () => {
  for (const resolver of ['-x', 'ns1;id', '1.2.3.4:99999', '', '@1.1.1.1']) {
    expect(
      independentChecks('dns-nxdomain', 'example.com', { ports, resolver })
        .filter(({ argv }) => argv.includes('-q'))
        .map(({ argv }) => argv[1]),
    ).toEqual(['+trace']);
  }
});

it('looks at the one address that the finding is about, over IPv6 too', () => {
  expect(
    independentChecks('ipv6-misrouted', 'example.com', {
      ports: { http: 5002, https: 5001 },
      address: '2001:db8::7',
    })[1]?.argv,
  ).toEqual([
    'curl',
    '--include',
    '--location',
    '--insecure',
    '--max-redirs',
    '10',
    '--max-time',
    '10',
    '--resolve',
    'example.com:5002:[2001:db8::7]',
    '--url',
    'http://example.com:5002/.well-known/acme-challenge/cert-doctor',
  ]);
  expect(
    independentChecks('cert-expired', 'example.com', { ports, address: '2001:db8::7' }).map(({ argv }) => argv),
  ).toContainEqual([
    'openssl',
    's_client',
    '-connect',
    '[2001:db8::7]:443',
    '-servername',
    'example.com',
    '-showcerts',
  ]);
});

it('asks at the name that holds the challenge, for a wildcard too', () => {
  expect(independentChecks('dns-txt-missing', '*.example.com', { ports })[0]?.argv).toEqual([
    'dig',
    '-t',
    'TXT',
    '-q',
    '_acme-challenge.example.com',
  ]);
});

it('lets no hostile subject into a command', () => {
  for (const subject of ['-h', '@192.0.2.1', 'a b', '$(id).com', '../x', '/etc/../x', 'a\u202e.com', '\u0000']) {
    for (const id of ids) {
      expect(independentChecks(id, subject, { ports })).toEqual(independentChecks(id, '', { ports }));
    }
  }
});
