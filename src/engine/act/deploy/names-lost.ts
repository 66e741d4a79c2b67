import { covers } from '../../../core/certificate/covers.ts';
import type { SubjectName } from '../../../core/certificate/facts.ts';
import { readCertificate } from '../../observe/certificate-reader.ts';
import { certificatesFromPem } from '../../observe/pem-certificates.ts';
import { validityOf } from '../../observe/validity-of.ts';

/**
 * The names that the certificate in a file holds and another one does not. None where the file holds no certificate, or
 * one that helps nobody: expired, or signed by itself.
 * @param bytes the file, PEM where it is a certificate
 */
export function namesLost(bytes: Buffer, next: readonly SubjectName[]): readonly string[] {
  try {
    const [leaf] = certificatesFromPem(bytes.toString('latin1'), 1);
    if (leaf === undefined || leaf.subject === leaf.issuer || validityOf(leaf).notAfter < new Date()) return [];
    return readCertificate(leaf)
      .names.map(({ value }) => value)
      .filter((name) => !covers(next, name));
  } catch {
    return [];
  }
}
