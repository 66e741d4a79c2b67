import { describe, expect, test } from 'vitest';
import type { TlsObservation } from '../../../src/core/certificate/handshake.ts';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { InsecureReference, PageContent, PageObservation } from '../../../src/core/page/page-observation.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type StepRun } from '../../../src/core/playbook/run.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { keptLeaf, knownGood, page } from './recorded-machine.ts';
import { at, intent, observing, shown } from './recorded-report.ts';

const names = ['example.com', 'www.example.com'];

function stepOf(id: string, step: string, report: DomainReport, from = intent): StepRun {
  const playbook = findPlaybook(id);
  if (playbook === undefined) throw new Error(id);
  const looking = advance(playbook, startRun(playbook, from, null, at), { kind: 'look-started', intent: from, at });
  const run = advance(playbook, looking, { kind: 'looked', report, known: knownGood, at });
  const found = run.steps.find((one) => one.id === step);
  if (found === undefined) throw new Error(`no step ${step} in ${run.steps.map((one) => one.id).join(', ')}`);
  return found;
}

const told = ({ evidence }: StepRun): readonly string[] =>
  evidence.map(({ what, seen, mark }) => `${mark}: ${what}: ${seen}`);

describe('the front pages', () => {
  const image: InsecureReference = {
    ...{ use: 'image', element: 'img', attribute: 'src', url: 'http://cdn.example.net/a.png' },
    ...{ line: 1, column: 1 },
  };
  const answering = (one: PageObservation, change: object): PageObservation =>
    one.outcome.kind === 'response' ? { ...one, outcome: { ...one.outcome, ...change } } : one;
  const overHttp = (name: string): PageObservation => {
    const [hop] = page(name).hops;
    const url = `http://${name}/`;
    return { ...page(name), url, hops: hop === undefined ? [] : [{ ...hop, url }] };
  };
  const onPages = (pages: readonly PageObservation[], step = 'page'): StepRun =>
    stepOf('PB-4', step, observing({ pages }));
  const [both] = [names.map((name) => page(name))];

  test('what every name shows over HTTPS is seen', () => {
    expect(onPages(both).state).toBe('fine');
  });

  test('a page of an error is not the page of the site', () => {
    const step = onPages(both.map((one) => answering(one, { status: 403 })));
    expect(step).toMatchObject({
      state: 'unknown',
      said: 'https://example.com/ at 203.0.113.10: HTTP 403: not the page of the site',
    });
    expect(told(step)).toEqual(
      names.map((name) => `unknown: https://${name}/ at 203.0.113.10: HTTP 403: not the page of the site`),
    );
  });

  test('a name whose page nobody fetched is not seen', () => {
    const step = onPages([page('example.com')]);
    expect(step.state).toBe('unknown');
    expect(told(step)).toEqual([
      'fine: https://example.com/: no address of plain HTTP in it',
      'unknown: www.example.com: was not looked at',
    ]);
  });

  test('a page that came over plain HTTP says nothing of HTTPS', () => {
    const step = onPages([page('example.com'), overHttp('www.example.com')]);
    expect(step).toMatchObject({
      state: 'unknown',
      said: 'http://www.example.com/ at 203.0.113.10: came over plain HTTP, from http://www.example.com/',
    });
  });

  test('a second address that answers otherwise is told, one that answers alike is not', () => {
    const unread = { ...answering(page('example.com'), { content: null }), address: '203.0.113.11' };
    expect(onPages([...both, unread]).state).toBe('fine');
    const step = onPages([...both, answering(unread, { status: 503 })]);
    expect(step.said).toBe('https://example.com/ at 203.0.113.11: HTTP 503: not the page of the site');
  });

  test('a page that nobody could read is not seen, whatever was read elsewhere', () => {
    const packed = (one: PageObservation) => answering(one, { content: null, contentType: null });
    expect(onPages([page('example.com'), packed(page('www.example.com'))]).said).toBe(
      'https://www.example.com/ at 203.0.113.10: HTTP 200, no type: not read as a page',
    );
  });

  test('addresses beyond those that were kept are unknown where the page upgrades its parts', () => {
    const many = { insecure: [image], insecureCount: 400 };
    const all = (change: Partial<PageContent>) => names.map((name) => page(name, { ...many, ...change }));
    expect(onPages(all({ upgrades: true })).state).toBe('unknown');
    expect(onPages(all({})).state).toBe('problem');
  });

  const wordPress = (name: string, change: Partial<PageContent> = {}) => page(name, { wordPress: true, ...change });

  test('WordPress is not called right by a part of its addresses', () => {
    const step = onPages(
      names.map((name) => wordPress(name, { insecure: [image], insecureCount: 400 })),
      'wordpress',
    );
    expect(step).toMatchObject({
      state: 'unknown',
      said: 'https://example.com/: 1 of its 400 addresses of plain HTTP looked at, none of the site itself',
    });
  });

  test('WordPress is seen only where its page came', () => {
    const right = onPages([wordPress('example.com'), page('www.example.com')], 'wordpress');
    expect(right.state).toBe('fine');
    const refused = onPages(
      [wordPress('example.com'), answering(page('www.example.com'), { status: 401 })],
      'wordpress',
    );
    expect(refused.said).toBe('https://www.example.com/ at 203.0.113.10: HTTP 401: not the page of the site');
    const unseen = onPages([wordPress('example.com')], 'wordpress');
    expect(unseen.said).toBe('www.example.com: was not looked at');
    const own = { ...image, url: 'http://example.com/a.png' };
    const wrong = onPages([wordPress('example.com', { insecure: [own], insecureCount: 400 })], 'wordpress');
    expect(wrong.said).toBe('https://example.com/: names the site itself once by http');
  });
});

describe('the names in the certificates that are shown', () => {
  const showing = (name: string, held: readonly string[]): TlsObservation => {
    const one = shown(name, '01');
    const leaf = { ...keptLeaf('01'), names: held.map((value) => ({ kind: 'dns' as const, value })) };
    return one.outcome.kind === 'handshake' ? { ...one, outcome: { ...one.outcome, chain: [leaf] } } : one;
  };
  const silent = (name: string): TlsObservation => ({
    ...shown(name, '01'),
    outcome: { kind: 'failed', reason: 'timeout', text: 'no answer within 10 s' },
  });
  const namesStep = (tls: readonly TlsObservation[], from: DomainIntent = intent): StepRun =>
    stepOf('PB-7', 'names', observing({ tls }), from);

  test('a name whose own address showed none is not covered by what another one showed', () => {
    const step = namesStep([showing('example.com', names), silent('www.example.com')]);
    expect(step).toMatchObject({ state: 'unknown', said: 'www.example.com: no address of it showed a certificate' });
    expect(told(step)[0]).toBe('fine: example.com: covered by example.com');
  });

  test('each address of a name is to show a certificate that holds for it', () => {
    const other = { ...showing('www.example.com', ['other.example']), address: '203.0.113.11' };
    const step = namesStep([...names.map((name) => showing(name, names)), other]);
    expect(step).toMatchObject({ state: 'problem', said: 'www.example.com: not among other.example' });
  });

  const from: DomainIntent = {
    ...{ ...intent, method: 'dns-01' },
    names: [intent.name, { ascii: 'example.com', wildcard: true }],
  };

  test('a wildcard is to be in a certificate itself', () => {
    expect(namesStep([showing('example.com', ['example.com', '*.example.com'])], from).state).toBe('fine');
    const step = namesStep([showing('example.com', ['example.com'])], from);
    expect(step).toMatchObject({ state: 'problem', said: '*.example.com: not among example.com' });
    const alone = { ...from, name: from.names[1] ?? from.name, names: from.names.slice(1) };
    expect(namesStep([silent('cert-doctor-1.example.com')], alone).state).toBe('unknown');
    expect(namesStep([showing('cert-doctor-1.example.com', ['*.example.com'])], alone).state).toBe('fine');
  });
});
