import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { platformFor, signsIn, type SeenSigns } from '../../../src/core/platform/detect-platform.ts';
import { plainWords } from '../../../src/core/platform/plain-words.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import { findPlatform, platforms } from '../../../src/core/platform/platforms.ts';
import { statusMeaning } from '../../../src/core/platform/status-meaning.ts';
import { findPlaybook, playbooksFor } from '../../../src/core/playbook/playbooks.ts';
import { problems } from '../../../src/core/problem/catalogue.ts';
import { shellLine } from '../../../src/core/problem/shell-line.ts';

const root = path.join(import.meta.dirname, '../../..');
const folder = path.join(root, 'src/core/platform');
/** Files of the folder that are no platform's. */
const others = ['detect-platform', 'find-by-words', 'plain-words', 'platform', 'platforms', 'status-meaning'];
const files = readdirSync(folder)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !others.includes(name));

const nothing: SeenSigns = { paths: [], programs: [], targets: [], servers: [], headers: [] };

it('every file of the folder is a platform of the list, and its name is the id', async () => {
  expect(platforms.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  for (const name of files) {
    const exported = Object.values((await import(pathToFileURL(path.join(folder, `${name}.ts`)).href)) as object);
    expect(exported).toEqual([findPlatform(name)]);
  }
});

it('the schema of cert-doctor.json names them', () => {
  const schema = JSON.parse(readFileSync(path.join(root, 'media/cert-doctor.schema.json'), 'utf8')) as {
    properties: { domains: { items: { properties: { platform: { enum: string[]; enumDescriptions: string[] } } } } };
  };
  const { platform } = schema.properties.domains.items.properties;
  expect(platform.enum).toEqual(platforms.map(({ id }) => id));
  expect(platform.enumDescriptions).toEqual(platforms.map(({ title, what }) => `${title}: ${what}`));
});

describe.each(platforms.map((platform) => [platform.id, platform] as const))('the platform %s', (id, platform) => {
  const words = [...platform.statuses, ...platform.messages];

  it('is found by its id and is what the user says', () => {
    expect(findPlatform(id)).toBe(platform);
    expect(platformFor({ platform: id }, nothing)).toEqual({ platform, by: 'said', sign: null });
  });

  it('is found by each of its signs, and by nothing else of another kind', () => {
    const hit = (signs: Partial<SeenSigns>): Platform => platformFor(null, { ...nothing, ...signs }).platform;
    for (const known of platform.signs.paths) expect(hit({ paths: [`${known}x`] })).toBe(platform);
    for (const known of platform.signs.programs) expect(hit({ programs: [known] })).toBe(platform);
    for (const known of platform.signs.targets) expect(hit({ targets: [`a${known}`] })).toBe(platform);
    for (const known of platform.signs.servers) expect(hit({ servers: [known.toUpperCase()] })).toBe(platform);
    for (const known of platform.signs.headers) expect(hit({ headers: [known] })).toBe(platform);
  });

  it('each word leads to its own meaning there', () => {
    for (const word of words)
      for (const said of word.words) {
        const meaning = statusMeaning(platform, said);
        expect([said, meaning?.problem, meaning?.playbook]).toEqual([said, word.problem, word.playbook]);
        expect(plainWords(said).length).toBeGreaterThan(0);
        expect(said).toBe(said.toLowerCase());
      }
  });

  it('problems and playbooks exist and belong together, old advice has its date and reference', () => {
    for (const { problem, playbook, advice, words: said } of words) {
      if (problem !== null) expect(problems).toHaveProperty(problem);
      if (playbook !== null) expect(findPlaybook(playbook)).toBeDefined();
      if (problem !== null) expect([said[0], playbooksFor(problem).length > 0]).toEqual([said[0], true]);
      for (const { checked, reference } of advice) {
        expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(reference).toMatch(/^https:\/\//);
      }
    }
  });

  it('its commands are lines that a shell takes, with real hyphens', () => {
    for (const { argv } of platform.commands) {
      expect(
        shellLine(
          argv.map((word) => word.replace('{name}', 'www.example.com')),
          'posix',
        ),
      ).not.toBeNull();
      expect(argv.join(' ')).not.toMatch(/[–—]/);
    }
  });

  it('its paths and logs are absolute, its own texts whole sentences without exclamation marks', () => {
    for (const one of platform.paths) expect(one.path).toMatch(/^\//);
    for (const log of platform.logs) if (log.kind === 'file') expect(log.place).toMatch(/^\//);
    for (const text of [
      platform.what,
      platform.retries,
      platform.renewal.rule,
      ...words.flatMap(({ meaning, toDo }) => [meaning, toDo]),
    ]) {
      expect(text).toMatch(/[.]$/);
      expect(text).not.toMatch(/!(?!\w)/);
    }
  });

  it('a certificate that the user brought is never said to renew by itself', () => {
    if (platform.renewal.by !== 'platform' || platform.renewal.selfManaged !== null) {
      expect(platform.renewal.selfManaged ?? '').not.toBe('');
    }
  });
});

it('what is on the server counts more than what stands in front of it', () => {
  const seen = { ...nothing, paths: ['/etc/nginx/ssl-certificates/www.example.com.crt'], servers: ['cloudflare'] };
  expect(platformFor(null, seen)).toMatchObject({ platform: { id: 'cloudpanel' }, by: 'seen', sign: seen.paths[0] });
  expect(platformFor({ platform: 'smoxy' }, seen)).toMatchObject({ platform: { id: 'smoxy' }, by: 'said' });
  expect(platformFor(null, nothing)).toMatchObject({ platform: { id: 'generic' }, by: 'assumed' });
});

it('a delegation to smoxy shows smoxy', () => {
  const seen = signsIn(
    {
      dns: [
        {
          question: { name: '_acme-challenge.example.com', type: 'CNAME' },
          server: { address: '203.0.113.53', port: 53, source: 'configured' },
          outcome: {
            kind: 'answer',
            rcode: 'NOERROR',
            records: [{ name: '_acme-challenge.example.com', ttl: 60, type: 'CNAME', target: 'our.acme.smoxy.eu' }],
          },
          seen: { at: '2026-11-26T00:00:00Z', from: 'test', ms: 1 },
        },
      ] as never,
      tls: [],
      http: [],
      publicSuffixes: [],
    },
    ['certbot'],
  );
  expect(platformFor(null, seen)).toMatchObject({ platform: { id: 'smoxy' }, sign: 'our.acme.smoxy.eu' });
});

it('the guide names every field', () => {
  const guide = path.join(root, 'docs/adding-a-platform.md');
  expect(existsSync(guide)).toBe(true);
  const text = readFileSync(guide, 'utf8');
  for (const field of Object.keys(platforms[0] ?? {})) expect(text).toContain(`\`${field}\``);
});
