import { createPrivateKey, X509Certificate } from 'node:crypto';
import { MalformedReply } from '../../core/acme/order.ts';
import { readCertificate } from '../observe/certificate-reader.ts';
import { validityOf } from '../observe/validity-of.ts';

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';
const mostCertificates = 20;
/** CAs date a certificate back, clocks go wrong by a little. */
const clockToleranceMs = 5 * 60_000;

export interface IssuedChain {
  /** The leaf, PEM. */
  readonly certificate: string;
  /** What stands between it and the root, PEM; empty where the CA sent nothing. */
  readonly chain: string;
  readonly serialNumber: string;
}

/** The CA issued something else than what was asked for; asking for it again brings the same. */
class WrongCertificate extends Error {
  override readonly name = 'WrongCertificate';
}

/** By this machine's clock the certificate is not valid yet: the clock is behind, and the certificate will do when it is set. */
class ClockBehind extends Error {
  override readonly name = 'ClockBehind';
}

/**
 * Checks what the CA sent before it may replace anything: every certificate parses, each is signed by the next, the leaf
 * fits the key, holds every name and is valid now. Throws `MalformedReply` where the reply is damaged, `WrongCertificate`
 * where it is whole and wrong, `ClockBehind` where it begins later than now.
 */
export function checkIssuedChain(pem: string, keyPem: string, names: readonly string[], now: Date): IssuedChain {
  const blocks = splitPem(pem);
  const certificates = blocks.map(parse);
  const [leaf] = certificates;
  if (leaf === undefined) throw new MalformedReply("The CA's reply has no certificate.");
  if (!leaf.checkPrivateKey(createPrivateKey(keyPem))) {
    throw new WrongCertificate('The certificate that the CA sent belongs to another key.');
  }
  const held = new Set(readCertificate(leaf).names.map(({ value }) => value));
  const missing = names.filter((name) => !held.has(name));
  if (missing.length > 0) throw new WrongCertificate(`The certificate that the CA sent lacks ${missing.join(', ')}.`);
  const { notBefore, notAfter } = validityOf(leaf);
  const validity = `valid from ${notBefore.toISOString()} until ${notAfter.toISOString()}`;
  if (notBefore.getTime() > now.getTime() + clockToleranceMs) {
    throw new ClockBehind(`The certificate is ${validity}, and by this machine's clock it is ${now.toISOString()}.`);
  }
  if (notAfter <= now) {
    throw new WrongCertificate(`The certificate that the CA sent is ${validity}, by this machine's clock not now.`);
  }
  const broken = certificates.findIndex((certificate, at) => {
    const issuer = certificates[at + 1];
    return issuer !== undefined && !(certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey));
  });
  if (broken >= 0) {
    throw new WrongCertificate(
      `Certificate ${broken + 1} of the chain that the CA sent is not signed by the next one.`,
    );
  }
  const [first = '', ...rest] = blocks;
  return { certificate: first, chain: rest.join(''), serialNumber: leaf.serialNumber };
}

/** Was the last certificate of the chain issued by an issuer of this common name? False too where it cannot be read. */
export function endsAt(pem: string, commonName: string): boolean {
  try {
    const last = splitPem(pem).at(-1);
    return last !== undefined && parse(last).issuer.split('\n').includes(`CN=${commonName}`);
  } catch {
    return false;
  }
}

/** Blocks with nothing of what stands between them. A block that does not end is damage, not the end. */
function splitPem(pem: string): readonly string[] {
  const blocks: string[] = [];
  for (let from = pem.indexOf(begin); from >= 0;) {
    const to = pem.indexOf(end, from);
    if (to < 0) throw new MalformedReply("The CA's certificate is cut short.");
    if (blocks.length === mostCertificates) throw new MalformedReply("The CA's chain is too long.");
    blocks.push(`${pem.slice(from, to + end.length)}\n`);
    from = pem.indexOf(begin, to);
  }
  return blocks;
}

function parse(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw new MalformedReply("The CA's certificate cannot be read.");
  }
}
