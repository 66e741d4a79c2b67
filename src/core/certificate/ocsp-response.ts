import {
  childrenAs,
  childrenOf,
  contentOf,
  contextTag,
  DerError,
  expectTag,
  hexOf,
  oidOf,
  readDer,
  smallIntegerOf,
  tags,
  timeOf,
  type DerElement,
} from './der.ts';

/** What a CA says of one certificate, stapled to a handshake (RFC 6960, RFC 6066 §8). Its signature is not checked. */
export type OcspStaple =
  | {
      readonly kind: 'answer';
      readonly status: 'good' | 'revoked' | 'unknown';
      /** Upper-case hexadecimal, as `CertificateFacts.serialNumber`. */
      readonly serialNumber: string;
      /** ISO 8601, UTC. */
      readonly thisUpdate: string;
      /** Null where there may be news at any time. */
      readonly nextUpdate: string | null;
      /** Null where it is not revoked. */
      readonly revokedAt: string | null;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

const enumerated = 0x0a;
const basicResponse = '1.3.6.1.5.5.7.48.1.1';
/** Answers have 500 to 2,000 bytes. */
const longest = 64 * 1024;
const mostResponses = 20;
/** RFC 6960 §4.2.1. */
const refusals: Readonly<Record<number, string>> = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

/** Reads an OCSPResponse and takes the answer about this certificate out of it. Never throws: that is `unreadable`. */
export function readOcspResponse(bytes: Uint8Array, serialNumber: string): OcspStaple {
  try {
    if (bytes.length > longest) throw new DerError('it is too long');
    const [status, holder] = childrenAs(readDer(bytes), tags.sequence);
    const code = smallIntegerOf(status, enumerated);
    if (code !== 0) return { kind: 'unreadable', why: `the CA answered ${refusals[code] ?? String(code)}` };
    const [content] = childrenAs(holder, contextTag(0, 'constructed'));
    const [type, value] = childrenAs(content, tags.sequence);
    if (oidOf(type) !== basicResponse) throw new DerError('its form is not known');
    const basic = readDer(contentOf(expectTag(value, tags.octetString)));
    const responses = responsesOf(childrenAs(basic, tags.sequence)[0]).slice(0, mostResponses).map(readSingle);
    const found = responses.find((response) => sameNumber(response.serialNumber, serialNumber));
    return found ?? { kind: 'unreadable', why: 'it is about another certificate' };
  } catch (error) {
    if (error instanceof DerError) return { kind: 'unreadable', why: error.message };
    throw error;
  }
}

/** `responses` of ResponseData: behind an optional version, the responder's id and the time. */
function responsesOf(data: DerElement | undefined): readonly DerElement[] {
  const fields = childrenAs(data, tags.sequence);
  const hasVersion = fields[0]?.tag === contextTag(0, 'constructed');
  return childrenAs(fields[hasVersion ? 3 : 2], tags.sequence);
}

function readSingle(response: DerElement): Extract<OcspStaple, { kind: 'answer' }> {
  const [id, status, thisUpdate, next] = childrenAs(response, tags.sequence);
  const serial = expectTag(childrenAs(id, tags.sequence)[3], tags.integer);
  const hasNext = next?.tag === contextTag(0, 'constructed');
  return {
    kind: 'answer',
    ...statusOf(status),
    serialNumber: hexOf(contentOf(serial)),
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: hasNext ? timeOf(childrenOf(next)[0]) : null,
  };
}

function statusOf(
  element: DerElement | undefined,
): Pick<Extract<OcspStaple, { kind: 'answer' }>, 'status' | 'revokedAt'> {
  if (element?.tag === contextTag(0, 'primitive')) return { status: 'good', revokedAt: null };
  if (element?.tag === contextTag(2, 'primitive')) return { status: 'unknown', revokedAt: null };
  if (element?.tag !== contextTag(1, 'constructed')) throw new DerError('it names no status');
  return { status: 'revoked', revokedAt: timeOf(childrenOf(element)[0]) };
}

/** Some write a number with a zero before it, some without. */
function sameNumber(one: string, other: string): boolean {
  const bare = (text: string): string => text.replace(/^0{1,40}/, '');
  return bare(one) === bare(other);
}
