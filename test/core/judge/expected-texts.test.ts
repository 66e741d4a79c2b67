import { expect, it } from 'vitest';
import type { DnsObservation } from '../../../src/core/dns/answer.ts';
import type { ZoneObservation } from '../../../src/core/dns/authority.ts';
import { remediesFor } from '../../../src/core/problem/advise.ts';
import { readRecordings, recordingFile, recordingOf, replay } from '../../../src/core/judge/recording.ts';
import { answer, healthy, intent, judged, replaced, said, silence } from './recorded.ts';

// dns-01 by hand: the client shows a value, and every name server has to serve it.

const host = 'example.com';
const owner = `_acme-challenge.${host}`;
const wanted = 'LPsIwTo7o8BoG0-vjCyGQGBWSVIPxI-i_X336eUOQZo';
const old = 'AAAAwTo7o8BoG0-vjCyGQGBWSVIPxI-i_X336eUOQZo';
const byHand = intent(host, { method: 'dns-01', expectedTexts: [wanted] });

/** A name server with these values at `at`; null: it is silent. */
function serverAt(address: string, texts: readonly string[] | null, at = owner) {
  const server = { address, port: 53, source: 'authority' as const };
  const word = (one: DnsObservation): DnsObservation =>
    one.outcome.kind === 'answer' ? { ...one, outcome: { ...one.outcome, authoritative: true } } : one;
  const soa = word(answer(host, 'SOA', [`${host} SOA ns1.${host} 1`], { server }));
  const txt =
    texts === null
      ? silence(at, 'TXT', 'timeout', server)
      : word(
          answer(
            at,
            'TXT',
            texts.map((text) => `${at} TXT ${text}` as const),
            { server },
          ),
        );
  return { name: `ns.${address}`, address, source: 'resolvers', answers: [soa, txt], tcp: null, plain: null } as const;
}

function check(servers: ZoneObservation['servers'], dns = healthy(host).dns) {
  return judged(byHand, { ...healthy(host), dns, authority: [{ zone: host, parent: [], servers }] });
}

it.each([
  ['stands at every server', [[wanted], [wanted]], 'valid', []],
  [
    'stands beside others, as for a wildcard',
    [
      [old, wanted],
      [wanted, old],
    ],
    'valid',
    [],
  ],
  ['stands nowhere', [[], []], 'missing', ['dns-txt-missing']],
  ['is another one', [[old], [old]], 'wrong', ['dns-txt-wrong']],
  ['stands at one of two', [[wanted], []], 'pending', ['dns-inconsistent', 'dns-txt-missing']],
  ['stands at one, the old one at the other', [[wanted], [old]], 'pending', ['dns-inconsistent', 'dns-txt-wrong']],
  ['stands at the one that answers', [[wanted], null], 'valid', []],
] as const)('a value that %s', (_, [one, other], dns, problems) => {
  const report = check([serverAt('192.0.2.1', one), serverAt('192.0.2.2', other)]);
  expect(report.names[0]?.dns).toBe(dns);
  expect(said(report).filter((problem) => !problem.startsWith('dns-propagation'))).toEqual(problems);
  expect(report.names[0]?.expected).toEqual([`TXT ${wanted}`]);
});

it('says what was expected and who lacks it, and offers the record', () => {
  const report = check([serverAt('192.0.2.1', [wanted]), serverAt('192.0.2.2', [])]);
  const finding = report.findings.find(({ problem }) => problem === 'dns-txt-missing');
  expect(finding?.message).toContain(`${wanted}, which the CA asks for, does not stand at ${owner} at 192.0.2.2`);
  const record = finding && remediesFor(finding, { intent: byHand }).find(({ kind }) => kind === 'record');
  expect(record).toMatchObject({ change: 'add', name: owner, type: 'TXT', value: wanted });
});

it('is looked for where the aliases of the label end', () => {
  const target = 'x.acme.example.net';
  const dns = replaced(healthy(host).dns, answer(owner, 'TXT', [`${owner} CNAME ${target}`]));
  const messages = (texts: readonly string[]) =>
    check([serverAt('192.0.2.1', texts, target)], dns).findings.map(({ problem, message }) => `${problem} ${message}`);
  expect(messages([wanted]).filter((one) => one.startsWith('dns-txt'))).toEqual([]);
  expect(messages([]).find((one) => one.startsWith('dns-txt-missing'))).toContain(`does not stand at ${target}`);
});

it('is told by the resolvers where no name server was asked, and unknown where nobody answers', () => {
  const heard = replaced(healthy(host).dns, answer(owner, 'TXT', [`${owner} TXT ${wanted}`]));
  expect(check([], heard).names[0]?.dns).toBe('valid');
  const silent = replaced(healthy(host).dns, silence(owner, 'TXT', 'cancelled'));
  expect(check([serverAt('192.0.2.1', null)], silent).names[0]?.dns).toBe('unknown');
});

it('is recorded and judged again', () => {
  const report = check([serverAt('192.0.2.1', [old])]);
  const [again] = readRecordings(JSON.stringify(recordingFile([recordingOf(byHand, report)])));
  expect(again && replay(again)).toEqual(report);
});
