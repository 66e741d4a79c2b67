import authorities from './certificate-authorities.json' with { type: 'json' };

/** A public CA that can be chosen. Facts age: each entry says when and where they were read. What its directory says goes before. */
export interface CertificateAuthority {
  /** By which the command line calls it; with `-staging` its trial service. */
  readonly id: string;
  readonly name: string;
  readonly directory: string;
  /** The directory of its trial service; null where it has none. */
  readonly trial: string | null;
  /** How CAA records name it; empty where that is not known here. */
  readonly caaIdentities: readonly string[];
  /** An account must be bound to one that the CA has already (RFC 8555 §7.3.4). */
  readonly externalAccount: boolean;
  /** It issues nothing for an account without a mail address. */
  readonly contactNeeded: boolean;
  readonly wildcards: 'yes' | 'paid' | 'no';
  /** IP addresses (RFC 8738). */
  readonly addresses: 'yes' | 'no' | 'unknown';
  /** The day from which it issues nothing any more, ISO 8601; null: it issues. */
  readonly ended: string | null;
  /** What one has to know before choosing it; may be empty. */
  readonly note: string;
  readonly source: string;
  /** ISO 8601. */
  readonly read: string;
}

/** Every public CA that is known here, also those that ended; Let's Encrypt first. */
export const certificateAuthorities = authorities as readonly CertificateAuthority[];

/** The CA behind a directory, its trial service's too; null where it is none of the public ones. */
export function authorityAt(directoryUrl: string): CertificateAuthority | null {
  return certificateAuthorities.find(({ directory, trial }) => [directory, trial].includes(directoryUrl)) ?? null;
}

/** The directory that the command line names by a word, such as `letsencrypt-staging`; null where no CA is called so. */
export function directoryNamed(word: string): string | null {
  const plain = certificateAuthorities.find(({ id }) => id === word);
  if (plain !== undefined) return plain.directory;
  return certificateAuthorities.find(({ id }) => `${id}-staging` === word)?.trial ?? null;
}

/** The directory of the CA's trial service (staging); null where it has none, is one itself, or is not known here. */
export function trialDirectoryOf(directoryUrl: string): string | null {
  return certificateAuthorities.find(({ directory }) => directory === directoryUrl)?.trial ?? null;
}

/** The hosts that are asked for certificates, by every CA that is known here and its trial service. */
export const authorityHosts: readonly string[] = certificateAuthorities.flatMap(({ directory, trial }) =>
  [directory, trial].flatMap((url) => (url === null ? [] : new URL(url).hostname)),
);

/** A trial service that looks from several places and issues for anybody, without an account elsewhere. */
export const letsEncryptTrial = 'https://acme-staging-v02.api.letsencrypt.org/directory';

/** Is it a trial service that is known here? */
export function isTrialDirectory(directoryUrl: string): boolean {
  return certificateAuthorities.some(({ trial }) => trial === directoryUrl);
}
