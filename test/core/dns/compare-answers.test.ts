import { describe, expect, it } from 'vitest';
import type { DnsObservation, DnsServer } from '../../../src/core/dns/answer.ts';
import type { ZoneObservation } from '../../../src/core/dns/authority.ts';
import { compareAnswers } from '../../../src/core/dns/compare-answers.ts';
import { comparisonTable } from '../../../src/core/dns/comparison-table.ts';
import { answer, other, record, silence } from '../judge/recorded.ts';

const host = 'www.example.com';
const third: DnsServer = { address: '9.9.9.9', port: 853, source: 'configured', encrypted: { protocol: 'tls' } };
const authority = (...answers: readonly DnsObservation[]): readonly ZoneObservation[] => [
  {
    zone: 'example.com',
    parent: [],
    servers: answers.map((one, index) => ({
      name: `ns${index + 1}.example.com`,
      address: `192.0.2.${index + 1}`,
      source: 'resolvers',
      answers: [one],
      tcp: null,
      plain: null,
    })),
  },
];
const owner: DnsServer = { address: '192.0.2.1', port: 53, source: 'authority' };
const verdicts = (...arguments_: Parameters<typeof compareAnswers>) =>
  compareAnswers(...arguments_).map(({ answers }) => answers.map(({ verdict }) => verdict));

describe('resolvers side by side', () => {
  it('agree whatever the order of the records and their time to live', () => {
    const one = answer(host, 'A', [`${host} A 203.0.113.10`, `${host} A 203.0.113.11`]);
    const two = answer(host, 'A', [`${host} A 203.0.113.11`, `${host} A 203.0.113.10`], { server: other });
    expect(compareAnswers([one, two], [])).toMatchObject([{ agreed: true }]);
    expect(comparisonTable(compareAnswers([one, two], []))[0]).toBe(
      'On all 1 questions, everybody who answered says the same.',
    );
  });

  it('are measured by the name servers of the zone, even where most resolvers hold an old answer', () => {
    const old = [
      answer(host, 'A', [`${host} A 203.0.113.9`]),
      answer(host, 'A', [`${host} A 203.0.113.9`], { server: other }),
    ];
    const now = answer(host, 'A', [`${host} A 203.0.113.10`], { server: owner });
    expect(verdicts(old, authority(now))).toEqual([['differs', 'differs', 'same']]);
  });

  it('find the one that differs from most', () => {
    const dns = [
      answer(host, 'A', [`${host} A 203.0.113.10`]),
      answer(host, 'A', [], { rcode: 'NXDOMAIN', server: other }),
      answer(host, 'A', [`${host} A 203.0.113.10`], { server: third }),
    ];
    expect(verdicts(dns, [])).toEqual([['same', 'differs', 'same']]);
  });

  it('do not differ where a name server gives an alias alone and a resolver what lies behind it', () => {
    const alias = `${host} CNAME host.example.net` as const;
    const seen = answer(host, 'A', [alias, 'host.example.net A 203.0.113.10']);
    expect(verdicts([seen], authority(answer(host, 'A', [alias], { server: owner })))).toEqual([['same', 'same']]);
  });

  it('are not called different where they did not answer', () => {
    const dns = [
      answer(host, 'A', [`${host} A 203.0.113.10`]),
      silence(host, 'A', 'timeout', other),
      answer(host, 'A', [], { rcode: 'SERVFAIL', server: third }),
    ];
    expect(compareAnswers(dns, [])).toMatchObject([{ agreed: true }]);
    expect(verdicts(dns, [])).toEqual([['same', 'no-answer', 'no-answer']]);
  });
});

describe('the table', () => {
  it('says in words who differs, the questions with differences first', () => {
    const dns = [
      answer('example.com', 'A', ['example.com A 203.0.113.10']),
      answer(host, 'A', [`${host} A 203.0.113.10`]),
      answer(host, 'A', [`${host} A 203.0.113.9`], { server: third }),
    ];
    expect(comparisonTable(compareAnswers(dns, []))).toEqual([
      '1 of 2 questions are answered differently.',
      '',
      'A www.example.com',
      '  same     system      192.0.2.53     3 ms  203.0.113.10',
      '  DIFFERS  configured  tls://9.9.9.9  3 ms  203.0.113.9',
      '',
      'A example.com',
      '  same  system  192.0.2.53  3 ms  203.0.113.10',
    ]);
  });

  it('lets nothing through that steers a terminal', () => {
    const hostile = answer(host, 'TXT', []);
    const text = '\u001b[2J\u202e\n  same  system';
    const dns: DnsObservation[] = [
      {
        ...hostile,
        outcome: {
          ...hostile.outcome,
          records: [{ ...record(`${host} TXT x`), type: 'TXT', text }],
        } as DnsObservation['outcome'],
      },
    ];
    const lines = comparisonTable(compareAnswers(dns, []));
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
