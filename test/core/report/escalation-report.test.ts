import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import { reportAbout } from '../../../src/core/log/narrow-report.ts';
import { blockedText, checkedExport } from '../../../src/core/report/checked-export.ts';
import {
  escalationReport,
  type EscalationFacts,
  type EscalationLog,
} from '../../../src/core/report/escalation-report.ts';
import { formsOf, leaksIn } from '../../../src/core/report/verify-redaction.ts';
import { machine } from '../playbook/recorded-machine.ts';
import { at, healthy, intent } from '../playbook/recorded-report.ts';
import { plants } from './canaries.ts';

const scanner = createLogScanner();
const failure = [
  '2026-11-22 07:15:01,001:DEBUG:certbot._internal.main:certbot version: 2.1.0',
  'Obtaining a new certificate for example.com',
  'Certbot failed to authenticate some domains (authenticator: webroot). The Certificate Authority reported these problems:',
  '  Domain: example.com',
  '  Type:   connection',
  '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/Zs3k9Qf0TtB1aLw2Xy8Vn4Rm6Ph5Jd7Gc-eUoIiKkNM: Timeout during connect (likely firewall problem)',
];

function logOf(lines: readonly string[], name = '/var/log/letsencrypt/letsencrypt.log'): EscalationLog {
  const report = reportAbout(diagnoseLog(lines, scanner), 'example.com');
  return { name, report, lines: lines.map((text, index) => ({ line: index + 1, text })) };
}

const plainFacts: EscalationFacts = {
  intent,
  report: {
    ...healthy,
    findings: [
      {
        problem: 'http-timeout',
        severity: 'error',
        subject: 'example.com',
        message: 'Nothing answers on port 80 at 203.0.113.10.',
        evidence: [{ label: 'fetch', text: 'no answer within 10 s' }],
      },
    ],
  },
  changes: {
    since: at,
    changes: [{ what: 'records', subject: 'example.com A', before: ['203.0.113.9'], after: ['203.0.113.10'] }],
  },
  renewals: [],
  logs: [logOf(failure)],
  directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
  playbook: { title: 'Issuance failed', verdict: 'Port 80 does not answer.' },
  note: 'Since the firewall was replaced.',
  version: '1.2.3',
  at,
};

const certbot = { name: 'certbot', version: '2.1.0-4+deb12u1', by: 'Debian package' } as const;
const known = machine.machine === undefined ? {} : { machine: { ...machine.machine, programs: [certbot] } };

/** The same with the machine that serves the domain. */
const facts: EscalationFacts = {
  ...plainFacts,
  report:
    plainFacts.report === null
      ? null
      : { ...plainFacts.report, observations: { ...plainFacts.report.observations, host: { ...machine, ...known } } },
};

function textOf(what: EscalationFacts, form: 'Markdown' | 'JSON' = 'Markdown'): string {
  const made = checkedExport(escalationReport(what), form);
  if (!made.ok) throw new Error(blockedText(made));
  return made.text;
}

describe('an escalation report', () => {
  it('holds what somebody needs to help', () => {
    const text = textOf(facts);
    for (const part of [
      '# Certificate trouble: example.com',
      'Programs that answered: nginx/1.22.1',
      'Names: example.com, `www.example.com`',
      "CA: Let's Encrypt (acme-v02.api.letsencrypt.org)",
      'Playbook: Issuance failed: Port 80 does not answer.',
      'Since the firewall was replaced.',
      '**Port 80 does not answer** (http-timeout, error)',
      'certbot, by systemd-timer',
      'Renewal schedule (UTC)',
      'Timeout during connect (likely firewall problem)',
      'example.com A: 203.0.113.10, was 203.0.113.9',
      'Cert Doctor 1.2.3',
      'Debian',
      'Installed here: certbot 2.1.0-4+deb12u1 (Debian package)',
    ])
      expect(text).toContain(part);
  });

  it('names no CA that nobody named: it takes the served issuer, or says so', () => {
    const ca = (what: EscalationFacts): string => escalationReport({ ...what, directoryUrl: null }).report.ca.name;
    const { report } = plainFacts;
    if (report === null) throw new Error('no report');
    const observations = {
      ...report.observations,
      ca: null,
      tls: report.observations.tls.map((one) =>
        one.outcome.kind === 'handshake'
          ? {
              ...one,
              outcome: {
                ...one.outcome,
                chain: one.outcome.chain.map((leaf) => ({ ...leaf, issuer: 'C=AT\nO=ZeroSSL\nCN=R' })),
              },
            }
          : one,
      ),
    };
    expect(ca({ ...plainFacts, report: { ...report, observations } })).toBe('ZeroSSL');
    expect(ca({ ...plainFacts, report: null })).toBe('not named');
  });

  it('holds decisive lines word for word, with their numbers', () => {
    const { logs } = escalationReport(facts).report;
    expect(logs[0]?.messages).toHaveLength(1);
    expect(logs[0]?.messages[0]).toMatchObject({ problem: 'http-timeout', line: 6 });
    expect(logs[0]?.messages[0]?.excerpt).toEqual(failure.map((text, index) => ({ line: index + 1, text })));
  });

  it('is valid by its schema, and has nothing in it that the schema does not name', () => {
    const file = new URL('../../../docs/escalation-report.schema.json', import.meta.url);
    const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
    const bare = { ...facts, report: null, logs: [], changes: null, playbook: null, note: '' };
    expect(violations(JSON.parse(textOf(facts, 'JSON')), schema)).toEqual([]);
    expect(violations(JSON.parse(textOf(bare, 'JSON')), schema)).toEqual([]);
    expect(violations({ ...escalationReport(facts).report, more: 1 }, schema)).toEqual(['$.more is not named']);
  });

  it('names no machine, and nobody else', () => {
    const noisy = [
      ...failure,
      '2026/11/22 07:16:00 [error] 7#7: *1 open() "/var/www/x" failed (2: No such file or directory), client: 198.51.100.99, server: intern.other.de, request: "GET / HTTP/1.1", host: "example.com", referrer: "https://eve@corp.other.de/"',
    ];
    const note = 'Ask bob@corp.other.de on web-1, /home/carol/notes';
    const text = textOf({ ...facts, logs: [logOf(noisy)], note });
    for (const word of ['198.51.100.99', 'intern.other.de', 'bob@', 'web-1', 'carol', 'eve@'])
      expect(text).not.toContain(word);
    expect(text).toContain('203.0.113.10');
  });
});

describe('no secret leaves in a report', () => {
  const planted = (secretText: string): EscalationFacts => {
    const { report } = facts;
    if (report === null) throw new Error('no report');
    const [finding] = report.findings;
    const evidence = [{ label: secretText, text: secretText }];
    return {
      ...facts,
      report: {
        ...report,
        sslDetail: secretText,
        findings: finding === undefined ? [] : [{ ...finding, message: secretText, subject: secretText, evidence }],
        names: report.names.map((name) => ({ ...name, found: [`TXT ${secretText}`], expected: [secretText] })),
        observations: {
          ...report.observations,
          http: report.observations.http.map((one) => ({
            ...one,
            hops: one.hops.map((hop) => ({ ...hop, server: secretText })),
          })),
          ca: {
            directoryUrl: 'https://ca.example.com/',
            outcome: { kind: 'failed', code: 'X', text: secretText },
            renewals: [],
            seen: { at, from: 'web-1', ms: 1 },
          },
          host: {
            ...machine,
            system: secretText,
            ...(machine.machine === undefined
              ? {}
              : { machine: { ...machine.machine, programs: [{ ...certbot, version: secretText }] } }),
            renewers: machine.renewers.map((one) => ({ ...one, where: secretText })),
          },
        },
      },
      changes: { since: at, changes: [{ what: 'records', subject: secretText, before: [secretText], after: [] }] },
      logs: [
        logOf(
          [
            ...secretText.split('\n'),
            ...failure,
            ...secretText.split('\n').map((line) => `\u001b[31m${line}\u001b[0m`),
          ],
          secretText,
        ),
      ],
      playbook: { title: 'Issuance failed', verdict: secretText },
      note: secretText,
    };
  };

  it.each(plants.map((plant) => [plant.shape, plant] as const))(
    '%s, planted in every input',
    (shape, { secret, text }) => {
      fc.assert(
        fc.property(secret, (value) => {
          const what = planted(text(value));
          for (const form of ['Markdown', 'JSON'] as const) {
            const made = checkedExport(escalationReport(what), form);
            // A block without an end takes the rest of its line along, so that two on one line are stopped instead.
            if (shape !== 'key that is cut off') expect(made).toMatchObject({ ok: true });
            if (!made.ok) continue;
            for (const one of formsOf(value)) expect(made.text).not.toContain(one);
            for (const line of value.match(/.{1,64}/g) ?? [])
              if (line.length >= 16) expect(made.text).not.toContain(line);
          }
        }),
        { numRuns: 8, seed: 20_261_126 },
      );
    },
  );

  it('a colour inside of a secret does not hide it', () => {
    const text = textOf({ ...facts, note: 'dns_api_token = abcd\u001b[31mef0123\u200b456789' });
    expect(text).not.toContain('0123');
    expect(text).toContain('dns_api_token');
  });

  it('what the rules let through is stopped, and the line is told', () => {
    const made = escalationReport(facts);
    const leaked = { ...made, report: { ...made.report, note: 'see api_key=hunter22222' } };
    const checked = checkedExport(leaked, 'Markdown');
    expect(checked.ok).toBe(false);
    if (checked.ok) return;
    const line = checked.leaks[0]?.line ?? 0;
    expect(blockedText(checked)).toContain(`line ${line} of its Markdown looks as if it held a secret`);
    expect(checkedExport(made, 'JSON', ['Issuance failed']).ok).toBe(false);
  });

  it('the finished text itself passes the second look', () => {
    const { scope } = escalationReport(facts);
    expect(leaksIn(textOf(facts), [...scope.publicValues, ...scope.names])).toEqual([]);
  });
});

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** As much of JSON Schema as the file uses. */
function violations(value: unknown, schema: Schema, path = '$'): readonly string[] {
  if (schema.enum !== undefined) return schema.enum.includes(value) ? [] : [`${path} is none of its values`];
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  if (![schema.type].flat().includes(kind)) return [`${path} is ${kind}`];
  if (Array.isArray(value))
    return value.flatMap((item, index) => violations(item, schema.items ?? {}, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value);
  return [
    ...(schema.required ?? [])
      .filter((name) => !members.some(([key]) => key === name))
      .map((name) => `${path}.${name} is missing`),
    ...members.flatMap(([key, member]) => {
      const one = schema.properties?.[key];
      return one === undefined ? [`${path}.${key} is not named`] : violations(member, one, `${path}.${key}`);
    }),
  ];
}
