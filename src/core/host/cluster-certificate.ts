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
  '{range .items[*]}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.spec.secretName}{"\\t"}{.spec.dnsNames[*]}{"\\t"}{.status.conditions[?(@.type=="Ready")].status}{"\\t"}{.status.notAfter}{"\\t"}{.status.renewalTime}{"\\n"}{end}';

/** Reads those lines; what was cut off at the end is left out. */
export function readClusterCertificates(output: string): readonly ClusterCertificate[] {
  return output
    .split('\n')
    .slice(0, -1)
    .flatMap((line): readonly ClusterCertificate[] => {
      const [namespace, name, secret = '', names = '', ready = '', notAfter = '', renewalTime = '', ...more] =
        line.split('\t');
      if (namespace === undefined || name === undefined || more.length > 0) return [];
      return [
        {
          ...{ namespace, name, secret, names: names.split(' ').filter(Boolean) },
          ready: ready === '' ? null : ready === 'True',
          notAfter: momentOf(notAfter),
          renewalTime: momentOf(renewalTime),
        },
      ];
    });
}

function momentOf(text: string): string | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
