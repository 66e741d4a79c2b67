import type { CertificateFacts } from './facts.ts';

export interface ChainOrder {
  /** Each certificate is followed by its issuer (RFC 5246 §7.4.2). */
  readonly ordered: boolean;
  /** Certificates on no path from the leaf. One that is sent twice harms nobody. */
  readonly unrelated: readonly CertificateFacts[];
}

/** Judges a chain exactly as it was sent, leaf first, by the names in it. Other paths over cross-signed issuers are no defect. */
export function chainOrder(chain: readonly CertificateFacts[]): ChainOrder {
  const related = new Set(chain.slice(0, 1));
  const seen = new Set(chain.slice(0, 1).map((certificate) => certificate.fingerprint));
  for (const child of related) {
    for (const candidate of chain) {
      if (candidate.subject !== child.issuer || seen.has(candidate.fingerprint)) continue;
      related.add(candidate);
      seen.add(candidate.fingerprint);
    }
  }
  const sent = chain.filter((certificate) => related.has(certificate));
  return {
    ordered: sent.every((certificate, at) => {
      return at === 0 || sent.slice(0, at).some((child) => child.issuer === certificate.subject);
    }),
    unrelated: chain.filter(({ fingerprint }) => !seen.has(fingerprint)),
  };
}
