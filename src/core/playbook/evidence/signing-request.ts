import { keyWords } from '../../certificate/weak-key.ts';
import type { FileRequest } from '../../certificate/certificate-file.ts';
import { covers } from '../../certificate/covers.ts';
import { parseIdentifier, textOf } from '../../domain/name.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import type { EvidenceRow } from '../evidence.ts';
import { plain, type Collect } from './rows.ts';

/** Baseline Requirements §6.1.1.5, and what ACME CAs take: RSA of 2048 to 4096 bits, P-256 and P-384. */
function isTaken({ algorithm, bits }: FileRequest['key']): boolean {
  return algorithm === 'rsa' ? bits >= 2048 && bits <= 4096 : algorithm === 'ec' && (bits === 256 || bits === 384);
}

/** What public CAs do with a field: Baseline Requirements §7.1.2.7 (a DV certificate names no organisation; OU ended on 2022-09-01). */
function subjectRule(field: string): string {
  if (field === 'OU') return 'absent: public CAs may not put it into a certificate any more';
  return 'as the template of the CA has it; a CA that validates the domain alone (DV) leaves it out';
}

/** A signing request that the user named: its subject, names, key and signature, held against what public CAs take. */
export const signingRequest: Collect = (intent, { known }) => {
  const rows = known.files.flatMap(({ path, file, findings, error }): readonly EvidenceRow[] => {
    const of = { name: path, part: null, what: path, expected: null };
    if (file === null) return [{ ...of, seen: error?.message ?? 'could not be read', mark: 'unknown' }];
    const serious = findings.filter(
      ({ problem, severity }) => severity === 'error' && requestProblems.includes(problem),
    );
    return [
      ...serious.map(({ message }): EvidenceRow => ({ ...of, seen: message, mark: 'problem' })),
      ...file.requests.flatMap((request) => requestRows(path, request, intent)),
      ...(file.cut ? [{ ...of, seen: 'there is more in the file than was read', mark: 'unknown' as const }] : []),
    ];
  });
  const hasRequest = known.files.some(({ file }) => (file?.requests.length ?? 0) > 0);
  const findings = known.files.flatMap((file) =>
    file.findings.filter(
      ({ problem, severity }) => (severity === 'error' || severity === 'warning') && requestProblems.includes(problem),
    ),
  );
  const evidence = plain(
    rows,
    hasRequest
      ? null
      : 'No signing request was named. ACME clients make their own at each order; where another system makes it, name its file.',
  );
  const question = rows.some(({ mark }) => mark === 'you')
    ? 'Is what is marked meant, and does the template of the CA take it? Only whoever ordered there knows.'
    : null;
  return { ...evidence, question, findings };
};

const requestProblems: readonly string[] = ['bad-csr', 'san-missing', 'names-uncovered', 'cert-must-staple'];

function requestRows(
  path: string,
  { names, commonName, subject, key, signatureAlgorithm, signed, malformed }: FileRequest,
  intent: DomainIntent,
): readonly EvidenceRow[] {
  const of = { name: path, part: null };
  const row = (what: string, seen: string, mark: EvidenceRow['mark'], expected: string | null = null): EvidenceRow => ({
    ...of,
    what,
    seen,
    expected,
    mark,
  });
  const lacking = intent.names.map(textOf).filter((name) => !covers(names, name));
  const misshapen = names.filter(({ value }) => !parseIdentifier(value).ok).map(({ value }) => value);
  const meant = new Set(intent.names.map(textOf));
  const foreign = names.map(({ value }) => value).filter((value) => !meant.has(value) && !misshapen.includes(value));
  const stars = names.map(({ value }) => value).filter((value) => value.startsWith('*.'));
  const isWeak = /\b(?:MD2|MD5|SHA-1)\b/i.test(signatureAlgorithm);
  return [
    row(
      'names (SAN)',
      names.map(({ value }) => value).join(', ') || 'none',
      lacking.length === 0 ? 'fine' : 'problem',
      lacking.length === 0 ? null : `also ${lacking.join(', ')}`,
    ),
    row(
      'common name',
      commonName ?? 'none, which is allowed',
      commonName === null || covers(names, commonName) ? 'fine' : 'problem',
      commonName === null || covers(names, commonName) ? null : 'one of the names',
    ),
    row(
      'key',
      keyWords(key),
      isTaken(key) ? 'fine' : 'problem',
      isTaken(key) ? null : 'RSA with 2048 to 4096 bits, P-256 or P-384',
    ),
    ...(misshapen.length === 0
      ? []
      : [row('form of the names', misshapen.join(', '), 'problem', 'names of the DNS without spaces, port or path')]),
    ...(foreign.length === 0
      ? []
      : [row('names beside those of the domain', foreign.join(', '), 'you', 'each of them is proven to the CA too')]),
    ...(stars.length > 0 && intent.method !== 'dns-01'
      ? [
          row(
            'validation',
            `${intent.method} for ${stars.join(', ')}`,
            'problem',
            'dns-01: CAs prove a wildcard by DNS alone',
          ),
        ]
      : []),
    ...subject
      .filter(({ field }) => field !== 'CN')
      .map(({ field, text }) => row(`subject ${field}`, text, 'you', subjectRule(field))),
    row(
      'signature',
      signed ? signatureAlgorithm : `${signatureAlgorithm}, not by its own key`,
      signed && !isWeak ? 'fine' : 'problem',
      isWeak ? 'with SHA-256 or better' : null,
    ),
    ...(malformed === null ? [] : [row('form', malformed, 'problem')]),
  ];
}
