import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import { signingRequest } from '../../../src/core/playbook/evidence/signing-request.ts';
import { nothingKnown } from '../../../src/core/playbook/look.ts';
import { readCertificateRequest } from '../../../src/engine/observe/certificate-request-reader.ts';
import { healthy, intent } from '../../core/playbook/recorded-report.ts';

/** A request as OpenSSL makes it. */
function requested(subject: string, names: string, ...more: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'request-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const out = join(folder, 'asked.der');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', join(folder, 'asked.key')];
  const kind = more.includes('-newkey') ? ['-nodes', '-keyout', join(folder, 'asked.key')] : key;
  const extension = ['-subj', subject, '-addext', `subjectAltName=${names}`, '-outform', 'DER', '-out', out];
  execFileSync('openssl', ['req', '-new', ...kind, ...more, ...extension], { stdio: 'ignore' });
  return readCertificateRequest(readFileSync(out));
}

function linted(request: ReturnType<typeof requested>, meant: DomainIntent = intent) {
  const file = {
    ...{ format: 'DER' as const, certificates: [], server: null, keys: [], requests: [request], broken: [] },
    ...{ cut: false, openToAll: false },
  };
  const files = [{ path: '/tmp/asked.csr', file, findings: [], error: null }];
  const { rows, question } = signingRequest(meant, { report: healthy, known: { ...nothingKnown, files } }, []);
  const marked = (mark: string): readonly string[] =>
    rows.filter((row) => row.mark === mark).map(({ what, seen }) => `${what}: ${seen}`);
  return { problems: marked('problem'), asked: marked('you'), question, rows };
}

const both = 'DNS:example.com,DNS:www.example.com';

test('a request for the names alone is fine', () => {
  const { problems, asked, question } = linted(requested('/CN=example.com', both));
  expect({ problems, asked, question }).toEqual({ problems: [], asked: [], question: null });
});

test('fields of the subject are shown with what CAs make of them, and asked about', () => {
  const { problems, asked, question, rows } = linted(requested('/C=DE/O=Example Ltd/OU=Shop/CN=example.com', both));
  expect(problems).toEqual([]);
  expect(asked).toEqual(['subject C: DE', 'subject O: Example Ltd', 'subject OU: Shop']);
  expect(question).toMatch(/template of the CA/);
  expect(rows.find(({ what }) => what === 'subject OU')?.expected).toMatch(/may not put it/);
  expect(rows.find(({ what }) => what === 'subject O')?.expected).toMatch(/\(DV\) leaves it out/);
});

test('a weak key, a weak hash, and a common name that is none of the names', () => {
  const { problems } = linted(requested('/CN=other.example', both, '-newkey', 'rsa:1024', '-sha1'));
  expect(problems).toEqual(['common name: other.example', 'key: rsa, 1024 bits', 'signature: RSA with SHA-1']);
});

test('names of no form, names that nobody meant, and a wildcard that http-01 cannot prove', () => {
  const request = requested('/CN=example.com', `${both},DNS:bad_name.example.com:443,DNS:*.example.com`);
  const { problems, asked } = linted(request);
  expect(problems).toEqual(['form of the names: bad_name.example.com:443', 'validation: http-01 for *.example.com']);
  expect(asked).toEqual(['names beside those of the domain: *.example.com']);
  expect(linted(request, { ...intent, method: 'dns-01' }).problems).not.toContain(
    'validation: http-01 for *.example.com',
  );
});
