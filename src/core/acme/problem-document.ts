/** An ACME error as the CA sent it (RFC 8555 §6.7, RFC 9457), nothing lost. Text is hostile. */
export interface AcmeProblem {
  /** The part after `urn:ietf:params:acme:error:`, or the whole type where it is another URI. */
  readonly type: string;
  readonly detail: string;
  /** HTTP status of the reply; 0 where the problem stood inside an object. */
  readonly status: number;
  readonly subproblems: readonly AcmeSubproblem[];
  /** When the CA allows the next try, ISO 8601; null where it did not say. */
  readonly retryAfter: string | null;
}

export interface AcmeSubproblem {
  readonly identifier: string;
  readonly type: string;
  readonly detail: string;
}

const typePrefix = 'urn:ietf:params:acme:error:';
const longestDetail = 4096;
const mostSubproblems = 100;

/**
 * Reads a problem document out of a reply's body or out of the `error` of an order or challenge. Never throws: what is
 * no problem document (a proxy's page) becomes `about:blank` (RFC 9457 §4.2.1) with the HTTP status as its detail.
 */
export function readProblem(body: unknown, status: number, retryAfter: string | null): AcmeProblem {
  const fields = isRecord(body) ? body : {};
  const subproblems = Array.isArray(fields['subproblems']) ? fields['subproblems'].slice(0, mostSubproblems) : [];
  return {
    type: readType(fields['type']),
    detail: readText(fields['detail']) || (status > 0 ? `The CA answered with HTTP status ${status}.` : ''),
    status,
    subproblems: subproblems.filter(isRecord).map((subproblem) => ({
      identifier: isRecord(subproblem['identifier']) ? readText(subproblem['identifier']['value']) : '',
      type: readType(subproblem['type']),
      detail: readText(subproblem['detail']),
    })),
    retryAfter,
  };
}

function readType(value: unknown): string {
  const type = readText(value) || 'about:blank';
  return type.startsWith(typePrefix) ? type.slice(typePrefix.length) : type;
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestDetail) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
