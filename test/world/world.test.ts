import { readFileSync } from 'node:fs';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noSecrets } from '../../src/core/acme/issuance.ts';
import type { DomainIntent } from '../../src/core/domain/intent.ts';
import type { DnsStatus, SslStatus } from '../../src/core/domain/status.ts';
import type { ProblemId } from '../../src/core/problem/catalogue.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Run } from '../../src/engine/engine.ts';
import { caChoice } from '../lab/ca-choice.ts';
import { findPebble } from '../lab/pebble.ts';
import { apex } from './domains.ts';
import { startWorld, type World } from './world.ts';

/** What the product must say of each domain of the world: SSL, DNS of the first name, the finding that comes first. */
const expected: Readonly<Record<string, readonly [SslStatus, DnsStatus, ProblemId | null]>> = {
  active: ['active', 'valid', null],
  expiring: ['expiring', 'valid', 'cert-expiring'],
  expired: ['expired', 'valid', 'cert-expired'],
  'not-yet-valid': ['not-yet-valid', 'valid', 'cert-not-yet-valid'],
  'wrong-host': ['wrong-host', 'valid', 'cert-hostname'],
  'self-signed': ['self-signed', 'valid', 'self-signed'],
  'incomplete-chain': ['incomplete-chain', 'valid', 'chain-incomplete'],
  token: ['active', 'valid', null],
  // A check only reads: for a token that nobody put there, 404 is the right answer.
  'missing-token': ['active', 'valid', null],
  loop: ['active', 'valid', 'redirect-problem'],
  'html-page': ['active', 'valid', 'http-wrong-content'],
  forbidden: ['active', 'valid', 'http-403-token'],
  'no-address': ['pending', 'missing', 'dns-no-address'],
  nxdomain: ['pending', 'missing', 'dns-nxdomain'],
  moved: ['pending', 'wrong', 'dns-wrong-ip'],
  'dead-ipv6': ['unreachable', 'valid', 'ipv6-misrouted'],
  'caa-forbids': ['active', 'valid', 'caa-forbids'],
  servfail: ['unknown', 'error', 'dns-servfail'],
  delegated: ['active', 'valid', null],
  'delegated-wrong': ['active', 'wrong', 'delegation-wrong'],
  'delegated-duplicate': ['active', 'duplicate', 'delegation-duplicate'],
  'delegated-missing': ['active', 'missing', 'delegation-missing'],
  caddy: ['active', 'valid', null],
  new: ['none', 'valid', 'http-only'],
};

const engine = createEngine();
const run: Run = {
  signal: new AbortController().signal,
  progress: () => undefined,
  confirm: () => Promise.resolve(true),
};
let world: World;
let intents: ReadonlyMap<string, DomainIntent>;

beforeAll(async () => {
  world = await startWorld();
  const config = await engine.readConfig(readFileSync(path.join(world.workspace, 'cert-doctor.json'), 'utf8'), run);
  expect(config.errors).toEqual([]);
  intents = new Map(config.domains.map(({ intent }) => [intent.name.ascii, intent]));
}, 60_000);
afterAll(() => world.close());

function intentOf(label: string): DomainIntent {
  const intent = intents.get(`${label}.${apex}`);
  if (intent === undefined) throw new Error(`${label} does not stand in the world's list`);
  return intent;
}

describe('the embedded world', () => {
  it('lists every state exactly once', () => {
    expect([...intents.keys()]).toEqual(Object.keys(expected).map((label) => `${label}.${apex}`));
  });

  it.each(Object.entries(expected))('%s is what it says', async (label, [ssl, dns, problem]) => {
    const report = await engine.check(intentOf(label), world.network, run);
    expect([report.ssl, report.names[0]?.dns, report.findings[0]?.problem ?? null]).toEqual([ssl, dns, problem]);
  });

  it.skipIf(findPebble() === null)('has a CA that issues for new, and a server that then shows it', async () => {
    const { ca } = world;
    if (ca === null) throw new Error('Pebble is installed, but the world has no CA.');
    const intent = intentOf('new');
    const challenge = { type: 'http-01', by: 'web-root', folder: intent.webRoot ?? '' } as const;
    const report = await engine.issue(
      {
        ...{ intent, ca: caChoice(ca.directoryUrl, ca.caRootFile), challenge },
        ...{ keyType: 'ec-p256', storage: world.storage, deploy: world.deploy },
      },
      noSecrets,
      world.network,
      run,
    );
    expect(report.stopped).toBeNull();
    expect(report.reached).toBe('verified');
    const stored = new X509Certificate(readFileSync(report.certificate?.certificateFile ?? ''));
    const after = await engine.check(intent, world.network, run);
    expect(after.ssl).toBe('active');
    const [handshake] = after.observations.tls;
    const served = handshake?.outcome.kind === 'handshake' ? handshake.outcome.chain[0]?.serialNumber : undefined;
    expect(served).toBe(stored.serialNumber);
  });
});
