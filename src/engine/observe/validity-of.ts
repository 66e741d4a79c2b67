import type { X509Certificate } from 'node:crypto';

/** From when until when a certificate is valid. Its own `validFromDate` and `validToDate` are not in Node.js 20. */
export function validityOf({ validFrom, validTo }: X509Certificate): {
  readonly notBefore: Date;
  readonly notAfter: Date;
} {
  return { notBefore: new Date(validFrom), notAfter: new Date(validTo) };
}
