import { describe, expect, test } from 'vitest';
import type { CertificateFacts } from '../../../src/core/certificate/facts.ts';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { Known, NamedFile } from '../../../src/core/playbook/look.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type StepRun } from '../../../src/core/playbook/run.ts';
import { keptLeaf, knownGood, lineage, machine, servedFile } from './recorded-machine.ts';
import { at, healthy, intent, observing, shown, status } from './recorded-report.ts';

const names = ['example.com', 'www.example.com'];
const live = '/etc/letsencrypt/live';

function serving(name: string, leaf: CertificateFacts = keptLeaf('01')) {
  const one = shown(name, leaf.serialNumber);
  if (one.outcome.kind !== 'handshake') throw new Error('no handshake');
  return { ...one, outcome: { ...one.outcome, chain: [leaf] } };
}

function silent(name: string) {
  const outcome = { kind: 'failed', reason: 'timeout', text: 'no answer within 10 s' } as const;
  return { ...shown(name, '01'), outcome };
}

const everywhere = { tls: names.map((name) => serving(name)), host: machine };

function stepOf(
  playbookId: string,
  id: string,
  report: DomainReport,
  known: Partial<Known> = {},
  from: DomainIntent = intent,
): StepRun {
  const playbook = findPlaybook(playbookId);
  if (playbook === undefined) throw new Error(playbookId);
  const begun = startRun(playbook, from, null, at);
  const looking = advance(playbook, begun, { kind: 'look-started', intent: from, at });
  const run = advance(playbook, looking, { kind: 'looked', report, known: { ...knownGood, ...known }, at });
  const found = run.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id} in ${run.steps.map((one) => one.id).join(', ')}`);
  return found;
}

function compared(change: Partial<DomainReport['observations']>, known: Partial<Known> = {}): StepRun {
  return stepOf('PB-10', 'file-and-served', observing({ ...everywhere, ...change }), known);
}

function renewed(leaf: CertificateFacts): NamedFile {
  const certificates = [{ facts: leaf, signedByNext: null, publicKey: null }];
  const path = { kind: 'trusted', store: 'mozilla', anchor: leaf, via: [] } as const;
  const rest = { keys: [], requests: [], broken: [], cut: false, openToAll: false };
  const file = { format: 'PEM', certificates, server: { at: 0, path }, ...rest } as const;
  return { path: '/tmp/renewed.pem', file, findings: [], error: null };
}

describe('a name whose address is not known', () => {
  const lost = { names: [status('example.com'), status('www.example.com', { dns: 'unknown', found: [] })] };
  const alone = observing({ ...everywhere, tls: [serving('example.com')] }, lost);

  test.each([
    ['PB-10', 'file-and-served'],
    ['PB-3', 'shown'],
    ['PB-12', 'nodes'],
  ])('is not left out of what every address shows: %s, %s', (playbook, id) => {
    const step = stepOf(playbook, id, alone);
    expect(step.state).toBe('unknown');
    expect(step.evidence.at(-1)).toMatchObject({
      name: 'www.example.com',
      seen: 'no address is known to look at',
      mark: 'unknown',
    });
  });

  test('is no proof that a renewal came to every address', () => {
    expect(stepOf('PB-2', 'renew', alone).state).not.toBe('fine');
    expect(stepOf('PB-2', 'renew', observing(everywhere)).state).toBe('fine');
  });

  test('files alone do not show what is served', () => {
    const blind = healthy.names.map((one) => ({ ...one, dns: 'unknown' as const, found: [] }));
    const report = observing({ dns: [], http: [], tls: [], host: machine }, { names: blind });
    expect(stepOf('PB-10', 'file-and-served', report).state).toBe('unknown');
    const star: DomainIntent = { ...intent, method: 'dns-01', names: [{ ascii: 'example.com', wildcard: true }] };
    const leaf = { ...keptLeaf('01'), names: [{ kind: 'dns', value: '*.example.com' } as const] };
    const wild = observing({ http: [], tls: [], host: { ...machine, files: [{ ...servedFile, leaf }] } });
    expect(stepOf('PB-10', 'file-and-served', wild, {}, star)).toMatchObject({
      state: 'unknown',
      said: 'No address is known to look at.',
    });
  });
});

describe('an address that shows an older certificate than another, where no file is known', () => {
  const [first, second] = ['203.0.113.10', '203.0.113.11'];
  const shownAt = (address: string, leaf: CertificateFacts) => ({ ...serving('example.com', leaf), address });
  const one: DomainIntent = { ...intent, names: [{ ascii: 'example.com', wildcard: false }] };
  const both = { names: [status('example.com', { found: [`A ${first}`, `A ${second}`] })] };
  const old = (notAfter: string) => {
    const older = { ...keptLeaf('01', notAfter), notBefore: '2026-09-02T09:00:00.000Z' };
    const tls = [shownAt(first, keptLeaf('02', '2027-03-01T09:00:00.000Z')), shownAt(second, older)];
    return stepOf('PB-10', 'file-and-served', observing({ ...everywhere, tls, host: null }, both), { files: [] }, one);
  };

  test('still shows the old one where that ends soon', () => {
    const step = old('2026-12-01T09:00:00.000Z');
    expect(step.state).toBe('problem');
    expect(step.evidence.at(-1)).toMatchObject({ mark: 'problem', part: second });
    expect(step.said).toContain(`${first} shows a newer one`);
  });

  test('may be a machine that renews for itself', () => {
    expect(old('2027-02-25T09:00:00.000Z').state).toBe('unknown');
  });
});

describe('the records of a name', () => {
  test('are right where only the CNAME of a proof that is not used is wrong', () => {
    const cname = ['CNAME wrong.acme.example.net'];
    const half = status('example.com', { dns: 'wrong', addresses: 'valid', found: [...status('').found, ...cname] });
    const report = observing({ ...everywhere }, { names: [half, status('www.example.com')] });
    const { evidence } = stepOf('PB-1', 'dns', report);
    expect(evidence.map(({ seen, mark }) => [seen, mark])).toEqual([
      ['A 203.0.113.10', 'fine'],
      ['A 203.0.113.10', 'fine'],
    ]);
  });
});

describe('a machine behind a name that showed no certificate', () => {
  test('is not called the one that answers', () => {
    expect(stepOf('PB-12', 'nodes', observing({ ...everywhere, tls: names.map(silent) })).state).toBe('unknown');
    expect(stepOf('PB-12', 'nodes', observing({ ...everywhere, tls: [] })).state).toBe('unknown');
    expect(stepOf('PB-12', 'nodes', observing(everywhere)).state).toBe('fine');
  });
});

describe('a file that could not be read', () => {
  const unread = { state: 'not-permitted', leaf: null } as const;

  test('of a client may be newer than what is served', () => {
    const own = { ...servedFile, certificate: '/etc/nginx/ssl/example.com.pem' };
    for (const name of ['example.com', 'example.com-0001']) {
      const lineages = [{ ...lineage, ...unread, name }];
      expect(compared({ host: { ...machine, files: [own], lineages } })).toMatchObject({
        state: 'unknown',
        said: `certbot ${live}/example.com/fullchain.pem: may not be read by this user`,
      });
    }
    const others = [lineage, { ...lineage, ...unread, name: 'other.example', certificate: '/etc/other.pem' }];
    expect(compared({ host: { ...machine, lineages: others } }).state).toBe('fine');
  });

  test('of the server may hold another certificate than it shows', () => {
    const files = [{ ...servedFile, ...unread, matches: null }];
    expect(compared({ host: { ...machine, files } })).toMatchObject({
      state: 'unknown',
      said: `file ${live}/example.com/fullchain.pem: may not be read by this user`,
    });
  });

  test('that the user named as the renewed one is not passed over', () => {
    const error = { message: 'this user may not read it' };
    const files = [{ path: '/tmp/renewed.pem', file: null, findings: [], error }];
    expect(compared({}, { files })).toMatchObject({
      state: 'unknown',
      said: 'file /tmp/renewed.pem: this user may not read it',
    });
    const { file } = renewed(keptLeaf('01'));
    if (file === null) throw new Error('no file');
    const broken = [{ kind: 'certificate', number: 1, why: 'wrong tag' } as const];
    const torn = { ...file, certificates: [], server: null, broken };
    expect(compared({}, { files: [{ path: '/tmp/renewed.pem', file: torn, findings: [], error: null }] }).state).toBe(
      'unknown',
    );
  });
});

describe('behind a CDN', () => {
  const own = keptLeaf('77', '2027-01-20T09:00:00.000Z');
  const http = healthy.observations.http.map((fetch) => ({
    ...fetch,
    hops: fetch.hops.map((hop) => ({ ...hop, server: 'cloudflare' })),
  }));
  const files = [renewed(keptLeaf('02', '2027-03-01T09:00:00.000Z'))];

  test('another certificate than that of the file says nothing of the server', () => {
    const step = compared({ http, host: null, tls: names.map((name) => serving(name, own)) }, { files });
    expect(step.state).toBe('unknown');
    expect(step.evidence.at(-1)).toMatchObject({
      seen: expect.stringMatching(/^serial 77, .*shown by Cloudflare; the server behind it was not seen$/) as string,
      mark: 'unknown',
    });
  });

  test('an address in its network is its own, whether it was asked over HTTP or not', () => {
    const address = '104.16.0.1';
    const report = observing(
      { http: [], host: null, tls: names.map((name) => ({ ...serving(name, own), address })) },
      { names: names.map((name) => status(name, { found: [`A ${address}`] })) },
    );
    const step = stepOf('PB-10', 'file-and-served', report, { files });
    expect(step.evidence.filter(({ part }) => part === address).map(({ mark }) => mark)).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  test('the certificate of the file, shown by it, is right', () => {
    const tls = names.map((name) => serving(name, keptLeaf('02', '2027-03-01T09:00:00.000Z')));
    expect(compared({ http, host: null, tls }, { files }).state).toBe('fine');
  });
});

describe('several certificates', () => {
  const only = (serial: string, name: string, notAfter?: string): CertificateFacts => ({
    ...keptLeaf(serial, notAfter),
    names: [{ kind: 'dns', value: name }],
  });
  const forBare = only('01', 'example.com');
  const forWww = only('05', 'www.example.com', '2027-02-10T09:00:00.000Z');
  const certificate = `${live}/www.example.com/fullchain.pem`;
  const host = {
    ...machine,
    files: [
      { ...servedFile, leaf: forBare },
      { ...servedFile, certificate, leaf: forWww },
    ],
    lineages: [
      { ...lineage, leaf: forBare },
      { ...lineage, name: 'www.example.com', certificate, leaf: forWww },
    ],
  };
  const tls = [serving('example.com', forBare), serving('www.example.com', forWww)];

  test('one for each name are each held against their own', () => {
    expect(compared({ host, tls }).state).toBe('fine');
    const late = only('04', 'www.example.com', '2026-12-30T09:00:00.000Z');
    const step = compared({ host, tls: [serving('example.com', forBare), serving('www.example.com', late)] });
    expect(step.evidence.filter(({ mark }) => mark === 'problem').map(({ what }) => what)).toEqual([
      'www.example.com at 203.0.113.10',
    ]);
  });

  test('a name for which no file was read is not called compared', () => {
    const bare = { ...machine, files: [{ ...servedFile, leaf: forBare }], lineages: [] };
    expect(compared({ host: bare, tls })).toMatchObject({
      state: 'unknown',
      said: expect.stringContaining('no file for this name was read') as string,
    });
  });

  test('an older one that a client still keeps and no site names is no problem', () => {
    const kept = { ...lineage, certificate: `${live}/example.com-0001/fullchain.pem` };
    const left = { ...lineage, leaf: keptLeaf('00', '2026-12-30T00:00:00.000Z') };
    const files = [{ ...servedFile, certificate: kept.certificate }];
    const step = compared({ host: { ...machine, files, lineages: [kept, left] } });
    expect(step.state).toBe('fine');
    expect(step.evidence.find(({ what }) => what === `certbot ${left.certificate}`)?.seen).toContain(
      'an older one that no site names',
    );
  });

  test('an older one that a site names is one', () => {
    const old = keptLeaf('00', '2026-12-30T00:00:00.000Z');
    const copy = { ...servedFile, certificate: '/etc/nginx/ssl/example.com.pem', leaf: old };
    const step = compared({ host: { ...machine, files: [copy] } });
    expect(step).toMatchObject({ state: 'problem', said: expect.stringContaining(copy.certificate) as string });
  });
});
