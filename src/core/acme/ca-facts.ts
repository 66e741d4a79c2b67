import { certificateAuthorities } from './certificate-authorities.ts';
import type { CaDirectory } from './directory.ts';
import letsEncryptChains from './lets-encrypt.json' with { type: 'json' };

/** What must be known of a CA before its directory was read. Facts age: each entry says when and where they were read. */
export interface CaFacts {
  readonly name: string;
  /** How CAA records name it; the directory's `caaIdentities` go before this. */
  readonly caaIdentities: readonly string[];
  /** Flags of a CAA record that it takes for "critical", where these are more than 128 (RFC 8659 §4.1). */
  readonly criticalFlags?: number;
  /** The profile without which it issues for no IP address (RFC 8738); missing where it has no such rule, or none is known. */
  readonly addressProfile?: string;
  /** False: it issues for no IP address. Missing: it does, or nobody here knows. */
  readonly takesAddresses?: boolean;
  /** Its status page: what programs read (status.io), and what people do. */
  readonly status?: { readonly api: string; readonly page: string };
  /** Its ACME directories, those for trials too. */
  readonly directories: readonly string[];
  /** The CA certificates from which it issues, or did when certificates that are in use were made. */
  readonly issuers: readonly CaIssuer[];
  /** Common names of its roots that stores may not hold yet, so that their cross-signed form must be sent. */
  readonly notYetInStores: readonly string[];
  readonly source: string;
  /** ISO 8601. */
  readonly read: string;
}

export interface CaIssuer {
  readonly commonName: string;
  /** Common names of the certificates that the CA delivers behind it, in their order. */
  readonly delivered: readonly string[];
}

export const letsEncrypt: CaFacts = {
  name: "Let's Encrypt",
  caaIdentities: ['letsencrypt.org'],
  // Many take 1 for it, and so does Boulder (va/caa.go).
  criticalFlags: 129,
  directories: [
    'https://acme-v02.api.letsencrypt.org/directory',
    'https://acme-staging-v02.api.letsencrypt.org/directory',
  ],
  addressProfile: letsEncryptChains.addresses.profile,
  status: letsEncryptChains.status,
  issuers: letsEncryptChains.issuers,
  notYetInStores: letsEncryptChains.notYetInStores,
  source: `${letsEncryptChains.source}, ${letsEncryptChains.addresses.source} and https://letsencrypt.org/docs/caa/`,
  read: letsEncryptChains.read,
};

const others: readonly CaFacts[] = certificateAuthorities
  .filter(({ id }) => id !== 'letsencrypt')
  .map(({ name, caaIdentities, directory, trial, addresses, source, read }) => ({
    ...{ name, caaIdentities, source, read },
    ...(addresses === 'no' ? { takesAddresses: false } : {}),
    directories: trial === null ? [directory] : [directory, trial],
    issuers: [],
    notYetInStores: [],
  }));

/**
 * The CA behind an ACME directory; Let's Encrypt where none is said. Of a directory that is not known here, nothing is
 * claimed but its host.
 */
export function caOf(directoryUrl: string | null): CaFacts {
  if (directoryUrl === null) return letsEncrypt;
  const known = [letsEncrypt, ...others].find(({ directories }) => directories.includes(directoryUrl));
  return (
    known ?? {
      name: URL.canParse(directoryUrl) ? new URL(directoryUrl).host : directoryUrl,
      caaIdentities: [],
      directories: [directoryUrl],
      issuers: [],
      notYetInStores: [],
      source: 'settings',
      read: '',
    }
  );
}

/** The facts with what the CA's own directory says. */
export function withDirectory(facts: CaFacts, { caaIdentities }: Pick<CaDirectory, 'caaIdentities'>): CaFacts {
  return caaIdentities.length === 0 ? facts : { ...facts, caaIdentities };
}

/** Words in the issuer's name that only public trial services use: Let's Encrypt's, today's and that of before 2021. */
const stagingIssuerWords: readonly string[] = ['(STAGING)', 'Fake LE '];

/** Words in the issuer's name that only CAs for trials use: Let's Encrypt's staging and Pebble. */
export const trialIssuerWords: readonly string[] = [...stagingIssuerWords, 'Pebble Intermediate CA', 'Pebble Root CA'];

/** Does the certificate come from a public trial service, which no client trusts? @param issuer its distinguished name */
export function isFromTrialService(issuer: string): boolean {
  return stagingIssuerWords.some((words) => issuer.includes(words));
}
