/** What must be known of a CA before its directory was read. Facts age: each entry says when and where they were read. */
export interface CaFacts {
  readonly name: string;
  /** How CAA records name it; the directory's `caaIdentities` go before this. */
  readonly caaIdentities: readonly string[];
  readonly directoryUrl: string;
  /** A directory of the same CA that issues certificates nobody trusts, for trials. */
  readonly stagingUrl: string | null;
  /**
   * Common names of its CA certificates that stores may not hold as roots yet: where a path ends for want of one of
   * these, the server sends too few certificates.
   */
  readonly intermediates: readonly string[];
  readonly source: string;
  /** ISO 8601. */
  readonly read: string;
}

export const letsEncrypt: CaFacts = {
  name: "Let's Encrypt",
  caaIdentities: ['letsencrypt.org'],
  directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
  stagingUrl: 'https://acme-staging-v02.api.letsencrypt.org/directory',
  intermediates: ['Root YE', 'Root YR', 'YE1', 'YE2', 'YE3', 'YR1', 'YR2', 'YR3'],
  source: 'https://letsencrypt.org/certificates/ and https://letsencrypt.org/docs/caa/',
  read: '2026-07-08',
};

/** Words in the issuer's name that only CAs for trials use: Let's Encrypt's staging and Pebble. */
export const trialIssuerWords: readonly string[] = [
  '(STAGING)',
  'Pebble Intermediate CA',
  'Pebble Root CA',
  'Fake LE ',
];
