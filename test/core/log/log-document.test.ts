import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LogDiagnosis, createLogScanner } from '../../../src/core/log/diagnose.ts';
import { LogDocument } from '../../../src/core/log/log-document.ts';
import type { LogReport } from '../../../src/core/log/report.ts';
import { LogLines } from '../../../src/engine/read/log-lines.ts';

const scanner = createLogScanner();

function streamed(lines: readonly string[]): LogReport {
  const diagnosis = new LogDiagnosis(scanner);
  for (const line of lines) diagnosis.push(line);
  return diagnosis.report(0);
}

/** As a file is read: only lines in which something may stand are looked at. */
function read(lines: readonly string[]): LogReport {
  const reader = new LogLines(scanner, new LogDiagnosis(scanner), null);
  reader.push(Buffer.from(lines.map((line) => `${line}\n`).join('')));
  return reader.finish();
}

/** The stream is told how many bytes there are, the document counts. */
function withoutBytes(report: LogReport): LogReport {
  return { ...report, bytes: 0 };
}

function opened(lines: readonly string[]): LogDocument {
  return new LogDocument(scanner, lines);
}

const fixtures = ['certbot-attribute-error', 'certbot-caa', 'certbot-success', 'caddy-refused', 'lego-nxdomain'].map(
  (name) => readFileSync(new URL(`../../fixtures/logs/${name}.log`, import.meta.url), 'utf8').split('\n'),
);

/** Lines that mean something only together with others. */
const fragments = [
  '   Domain: a.example.com',
  '   Domain: b.example.com',
  '   Type:   unauthorized',
  '   Detail: Incorrect TXT record "v=spf1 include:_spf.example.net',
  '   include:example.org ..." (and 1 more) found at',
  '   _acme-challenge.a.example.com',
  '  Detail: 203.0.113.10: Fetching http://a.example.com/.well-known/acme-challenge/tok3n: Connection refused',
  '      "detail": "No TXT record found at _acme-challenge.a.example.com",',
  '      "type": "urn:ietf:params:acme:error:dns",',
  '      "identifier": {',
  '        "type": "dns",',
  '        "value": "b.example.com"',
  '      "identifier": { "type": "dns", "value": "a.example.com" }',
  'Requesting a certificate for a.example.com and b.example.com',
  '2026-11-22 08:22:21,530:DEBUG:certbot._internal.main:certbot version: 2.11.0',
  '2026-11-22 08:22:20,530:DEBUG:certbot._internal.display.obj:Notifying user: Processing /etc/letsencrypt/renewal/a.example.com.conf',
  '2026-11-21 08:22:20,530:ERROR:certbot._internal.log:Some challenges have failed.',
  '2026-11-20 08:22:20,530:DEBUG:certbot._internal.display.obj:Notifying user: Successfully received certificate.',
  'Certificate not yet due for renewal',
  'The requested nginx plugin does not appear to be installed on this machine so',
  'Could not choose appropriate plugin: The requested nginx plugin does not appear',
  'to be installed',
  'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
  'web-1  | 2026/11/22 07:15:02 [error] 1#1: *57 upstream timed out (110: Connection timed out) while connecting to upstream',
  '{"level":"info","ts":1795335486.95,"logger":"tls.obtain","msg":"obtaining certificate","identifier":"a.example.com"}',
  '{"level":"error","ts":1795335488.95,"logger":"tls.obtain","msg":"will retry","error":"[a.example.com] Obtain: x"}',
  'nothing of interest',
  '',
];

const line = fc.constantFrom(...fragments);
const block = fc.oneof(
  { weight: 5, arbitrary: fc.array(line, { maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...fixtures), fc.nat(200), fc.nat(30))
      .map(([lines, from, count]) => lines.slice(from, from + count)),
  },
  { weight: 1, arbitrary: fc.nat(220).map((count) => Array.from({ length: count }, () => 'an ordinary line')) },
);
const edit = fc.record({ from: fc.nat(300), removed: fc.nat(8), lines: block });

describe('an edited log says what a fresh look at its lines says', () => {
  it('whatever was edited', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.array(edit, { maxLength: 6 }), (blocks, edits) => {
        const lines = blocks.flat();
        const document = opened(lines);
        for (const { from, removed, lines: inserted } of edits) {
          const at = from % (lines.length + 1);
          lines.splice(at, removed, ...inserted);
          document.splice(at + 1, removed, inserted);
          expect(withoutBytes(document.report())).toEqual(withoutBytes(streamed(lines)));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('and a file on disk says the same, although most of its lines are jumped over', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const lines = blocks.flat();
        expect(withoutBytes(read(lines))).toEqual(withoutBytes(opened(lines).report()));
      }),
      { numRuns: 200 },
    );
  });

  it('line by line as it is written', () => {
    for (const lines of fixtures) {
      const document = opened([]);
      lines.forEach((text, index) => {
        document.splice(index + 1, 0, [text]);
        expect(withoutBytes(document.report())).toEqual(withoutBytes(streamed(lines.slice(0, index + 1))));
      });
    }
  });
});

describe('what an editor appends, by replacing the empty line behind the last line end', () => {
  it('is read as if it had always stood there', () => {
    const head = Array.from({ length: 220 }, () => 'an ordinary line');
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 4 }),
        fc.array(block, { minLength: 1, maxLength: 8 }),
        (blocks, more) => {
          const lines = [...head, ...blocks.flat(), ''];
          const document = opened(lines);
          for (const written of more) {
            document.splice(lines.length, 1, [...written, '']);
            lines.splice(lines.length - 1, 1, ...written, '');
            expect(withoutBytes(document.report())).toEqual(withoutBytes(streamed(lines)));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('hostile lines', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      '] ',
      '"',
      '\\',
      '"identifier": {',
      '"value": "',
      '"detail": "',
      'acme:error:',
      '  Detail: ',
    ),
    fc.constantFrom(
      '\u0000',
      '\u001b[',
      '&quot;',
      '[Sun Nov 99',
      '2026-11-22T',
      '"ts":9999999999999',
      ' | ',
      'domains="',
    ),
    fc.constantFrom(...fragments),
    fc.string({ maxLength: 20 }),
  );
  const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('').replaceAll('\n', ' '));

  it('are read like any other, without an error', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 30 }), fc.nat(30), hostile, (lines, at, inserted) => {
        const document = opened(lines);
        const from = at % (lines.length + 1);
        document.splice(from + 1, 1, [inserted]);
        const changed = [...lines.slice(0, from), inserted, ...lines.slice(from + 1)];
        const report = document.report();
        expect(withoutBytes(report)).toEqual(withoutBytes(streamed(changed)));
        for (const { line, endLine, column } of report.findings) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(endLine).toBeLessThanOrEqual(changed.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of great length cost one look at each of their characters, more or less', () => {
    const report = opened([
      `{"identifier":{"value":"${'{"identifier":'.repeat(20_000)} No TXT record found at _acme-challenge.a.example.com`,
      `${'['.repeat(60_000)} No TXT record found at _acme-challenge.a.example.com`,
      `  Detail: ${'Fetching http://'.repeat(4000)}`,
    ]).report();
    expect(report.findings.length).toBeGreaterThan(1);
  });
});

describe('what did not change', () => {
  const failure = [
    'Requesting a certificate for a.example.com',
    '  Domain: a.example.com',
    '  Detail: 203.0.113.10: Fetching http://a.example.com/.well-known/acme-challenge/t: Connection refused',
    'Some challenges have failed.',
  ];

  it('is the same object in the next report, after an appended line and after an edit', () => {
    const document = opened([...failure, ...failure, ...failure]);
    const before = document.report();
    expect(before.findings.length).toBeGreaterThan(3);
    document.splice(13, 0, ['nothing of interest']);
    expect(document.report().findings).toBe(before.findings);
    document.splice(13, 0, ['No TXT record found at _acme-challenge.b.example.com']);
    const grown = document.report();
    expect(grown.findings.slice(0, before.findings.length).every((one, at) => one === before.findings[at])).toBe(true);
    expect(grown.findings.length).toBe(before.findings.length + 1);
    document.splice(5, 4, ['', '', '', '']);
    const edited = document.report();
    expect(edited.findings[0]).toBe(before.findings[0]);
  });

  it('costs no second reading: the lines that are read again are those around the edit', () => {
    const lines = Array.from({ length: 5000 }, (_, at) => failure[at % failure.length] ?? '');
    let scanned = 0;
    const counting = Object.assign(Object.create(scanner) as typeof scanner, {
      scan: (text: string) => {
        scanned++;
        return scanner.scan(text);
      },
    });
    const document = new LogDocument(counting, lines);
    scanned = 0;
    document.splice(2500, 1, ['nothing of interest']);
    document.splice(5001, 0, ['nothing of interest']);
    document.report();
    expect(scanned).toBeLessThan(30);
  });
});
