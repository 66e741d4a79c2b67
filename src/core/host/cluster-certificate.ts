import { covers } from '../certificate/covers.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';

/** A certificate that cert-manager keeps in a cluster which this user's kubectl reaches. All text is hostile. */
export interface ClusterCertificate {
  readonly namespace: string;
  readonly name: string;
  /** The secret in which it is kept. */
  readonly secret: string;
  readonly names: readonly string[];
  /** Its condition `Ready`; null where cert-manager has not said. */
  readonly ready: boolean | null;
  /** ISO 8601, UTC. */
  readonly notAfter: string | null;
  /** When cert-manager means to renew it. */
  readonly renewalTime: string | null;
  /** Who issues it; missing in older recordings. */
  readonly issuer?: Pick<ClusterIssuer, 'kind' | 'name'>;
}

/** What cert-manager asks for certificates: an account with a CA, or the CA's own interface. All text is hostile. */
export interface ClusterIssuer {
  /** `Issuer` of one namespace, or `ClusterIssuer`. */
  readonly kind: string;
  /** Empty for a ClusterIssuer. */
  readonly namespace: string;
  readonly name: string;
  /** Its condition `Ready`; null where cert-manager has not said. */
  readonly ready: boolean | null;
  /** cert-manager's word for why, such as `ErrRegisterACMEAccount`. */
  readonly reason: string;
  readonly message: string;
}

/** Those that hold a name of the domain. */
export function clusterCertificatesFor(
  intent: DomainIntent,
  certificates: readonly ClusterCertificate[],
): readonly ClusterCertificate[] {
  return certificates.filter(({ names }) => {
    const held = names.map((value) => ({ kind: 'dns' as const, value }));
    return intent.names.some((one) => covers(held, textOf(one)));
  });
}

/** What kubectl is asked to print of each certificate: a line, its parts between tabs. */
export const clusterCertificateLine =
  '{range .items[*]}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.spec.secretName}{"\\t"}{.spec.dnsNames[*]}{"\\t"}{.status.conditions[?(@.type=="Ready")].status}{"\\t"}{.status.notAfter}{"\\t"}{.status.renewalTime}{"\\t"}{.spec.issuerRef.kind}{"\\t"}{.spec.issuerRef.name}{"\\n"}{end}';

/** Reads those lines; what was cut off at the end is left out. */
export function readClusterCertificates(output: string): readonly ClusterCertificate[] {
  return output
    .split('\n')
    .slice(0, -1)
    .flatMap((line): readonly ClusterCertificate[] => {
      const [namespace, name, secret = '', names = '', ready = '', notAfter = '', renewalTime = '', ...rest] =
        line.split('\t');
      const [kind = '', issuer = '', ...more] = rest;
      if (namespace === undefined || name === undefined || more.length > 0) return [];
      return [
        {
          ...{ namespace, name, secret, names: names.split(' ').filter(Boolean) },
          ready: ready === '' ? null : ready === 'True',
          notAfter: momentOf(notAfter),
          renewalTime: momentOf(renewalTime),
          // What names no kind means one of its namespace (cert-manager's API).
          ...(issuer === '' ? {} : { issuer: { kind: kind === '' ? 'Issuer' : kind, name: issuer } }),
        },
      ];
    });
}

/** As `clusterCertificateLine`, of each issuer. */
export const clusterIssuerLine =
  '{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.status.conditions[?(@.type=="Ready")].status}{"\\t"}{.status.conditions[?(@.type=="Ready")].reason}{"\\t"}{.status.conditions[?(@.type=="Ready")].message}{"\\n"}{end}';

/** Reads those lines; of a message only its first line. */
export function readClusterIssuers(output: string): readonly ClusterIssuer[] {
  return output.split('\n').flatMap((line): readonly ClusterIssuer[] => {
    const [kind = '', namespace = '', name, ready = '', reason = '', message, ...more] = line.split('\t');
    if (name === undefined || message === undefined || more.length > 0) return [];
    return [{ kind, namespace, name, ready: ready === '' ? null : ready === 'True', reason, message }];
  });
}

/** The issuer of a certificate, where it was seen. */
export function issuerOf(
  { issuer, namespace }: ClusterCertificate,
  issuers: readonly ClusterIssuer[],
): ClusterIssuer | undefined {
  return issuers.find(
    ({ kind, name, namespace: own }) =>
      kind === issuer?.kind && name === issuer.name && (kind === 'ClusterIssuer' || own === namespace),
  );
}

function momentOf(text: string): string | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
