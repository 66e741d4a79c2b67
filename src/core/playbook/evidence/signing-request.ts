import { keyWords } from '../../certificate/weak-key.ts';
import type { FileRequest } from '../../certificate/certificate-file.ts';
import { covers } from '../../certificate/covers.ts';
import { textOf } from '../../domain/name.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import type { EvidenceRow } from '../evidence.ts';
import { plain, type Collect } from './rows.ts';

/** Baseline Requirements §6.1.1.5, and what ACME CAs take: RSA of 2048 to 4096 bits, P-256 and P-384. */
function isTaken({ algorithm, bits }: FileRequest['key']): boolean {
  return algorithm === 'rsa' ? bits >= 2048 && bits <= 4096 : algorithm === 'ec' && (bits === 256 || bits === 384);
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
    ];
  });
  const hasRequest = known.files.some(({ file }) => (file?.requests.length ?? 0) > 0);
  const findings = known.files.flatMap((file) =>
    file.findings.filter(({ problem }) => requestProblems.includes(problem)),
  );
  const evidence = plain(
    rows,
    hasRequest
      ? null
      : 'No signing request was named. ACME clients make their own at each order; where another system makes it, name its file.',
  );
  return { ...evidence, findings };
};

const requestProblems: readonly string[] = ['bad-csr', 'san-missing', 'names-uncovered', 'cert-must-staple'];

function requestRows(
  path: string,
  { names, commonName, key, signatureAlgorithm, signed, malformed }: FileRequest,
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
    row(
      'signature',
      signed ? signatureAlgorithm : `${signatureAlgorithm}, not by its own key`,
      signed ? 'fine' : 'problem',
    ),
    ...(malformed === null ? [] : [row('form', malformed, 'problem')]),
  ];
}
