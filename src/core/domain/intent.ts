import type { StartTls } from '../certificate/handshake.ts';
import type { DomainName } from './name.ts';

/** Those of RFC 8555 and RFC 8737, and the drafts dns-account-label and dns-persist of the ACME working group. */
export const challengeMethods = ['http-01', 'dns-01', 'tls-alpn-01', 'dns-account-01', 'dns-persist-01'] as const;

export type ChallengeMethod = (typeof challengeMethods)[number];

/** Is control proven by a record in DNS? Then no address is needed, and wildcards are possible. */
export function isDnsMethod(method: ChallengeMethod): boolean {
  return method.startsWith('dns-');
}

/** A port at which mail is spoken, and turned to TLS when asked. */
export interface MailPort {
  readonly startTls: StartTls;
  readonly port: number;
}

const usualPorts: Readonly<Record<StartTls, number>> = { smtp: 25, imap: 143, pop3: 110 };

/** Reads `smtp`, `imap` or `pop3`, with another port behind a colon (`smtp:587`); null for anything else. */
export function parseMailPort(text: string): MailPort | null {
  const [protocol = '', written, ...rest] = text.split(':');
  if ((protocol !== 'smtp' && protocol !== 'imap' && protocol !== 'pop3') || rest.length > 0) return null;
  if (written === undefined) return { startTls: protocol, port: usualPorts[protocol] };
  const port = /^[0-9]{1,5}$/.test(written) ? Number(written) : 0;
  return port >= 1 && port <= 65_535 ? { startTls: protocol, port } : null;
}

/** Where the CNAME at `_acme-challenge` of one name must point. Both A-labels, no asterisk, no trailing dot. */
export interface Delegation {
  readonly name: string;
  readonly target: string;
}

/** What should be true of a domain: the user's word (cert-doctor.json, options), against which facts are judged. */
export interface DomainIntent {
  /** The domain's first name; it stands for the domain in the tree. */
  readonly name: DomainName;
  /** Every name of the certificate, the first one included, in the user's order. */
  readonly names: readonly DomainName[];
  readonly method: ChallengeMethod;
  /** The server's addresses, in canonical text. Empty: the user did not say. */
  readonly addresses: readonly string[];
  /** Where the CNAME at `_acme-challenge` must point, if validation is delegated. A-label, no trailing dot. */
  readonly delegationTarget: string | null;
  /** The same for single names, before `delegationTarget`; missing: none has a target of its own. */
  readonly delegations?: readonly Delegation[];
  /** Values that the CA asks for at `_acme-challenge` of each name now, where dns-01 is done by hand; missing: none are known. */
  readonly expectedTexts?: readonly string[];
  /** The folder from which the web server serves the name, for http-01. */
  readonly webRoot: string | null;
  /** Mail ports of the names, whose certificates are looked at too; missing: none. */
  readonly mail?: readonly MailPort[];
  /** The platform that keeps the certificate, by its id in `core/platform`; missing where the user did not say. */
  readonly platform?: string;
}

/**
 * Where the CNAME at `_acme-challenge` of a name must point; null where its validation is not delegated.
 * @param base A-label without a wildcard's asterisk
 */
export function delegationTargetOf(
  { delegationTarget, delegations = [] }: Pick<DomainIntent, 'delegationTarget' | 'delegations'>,
  base: string,
): string | null {
  return delegations.find(({ name }) => name === base)?.target ?? delegationTarget;
}

/** Is the validation of any name delegated? */
export function isDelegated({
  delegationTarget,
  delegations = [],
}: Pick<DomainIntent, 'delegationTarget' | 'delegations'>): boolean {
  return delegationTarget !== null || delegations.length > 0;
}

/** What is meant where only a name is given: itself, by the one method that suits it. */
export function intentFor(name: DomainName, said: Partial<DomainIntent> = {}): DomainIntent {
  const names = said.names ?? [name];
  return {
    method: names.some(({ wildcard }) => wildcard) ? 'dns-01' : 'http-01',
    addresses: [],
    delegationTarget: null,
    webRoot: null,
    ...said,
    name,
    names,
  };
}
