import os from 'node:os';
import {
  clusterCertificateLine,
  clusterIssuerLine,
  readClusterCertificates,
  readClusterIssuers,
} from '../../../core/host/cluster-certificate.ts';
import type { Fact } from '../../../core/host/fact.ts';
import type { HostObservation } from '../../../core/host/host-observation.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { placeOf, readText, type Machine } from './machine.ts';

const commandMs = 5_000;

/** Where kubectl's configuration lies: the user's, then that of a node of k3s and of kubeadm. */
const configurations = (home: string): readonly string[] => [
  `${home}/.kube/config`,
  '/etc/rancher/k3s/k3s.yaml',
  '/etc/kubernetes/admin.conf',
];

/** What cert-manager keeps in a cluster, and by whom it has that issued. */
export type Cluster = Required<Pick<HostObservation, 'cluster' | 'issuers'>>;

/**
 * The certificates of cert-manager in the cluster that this machine's kubectl reaches; null where it is set up for none.
 * Only reads, and leaves no cache behind.
 */
export async function observeCertManager(machine: Machine, kubectl = 'kubectl'): Promise<Cluster | null> {
  const read = await Promise.all(
    configurations(os.homedir()).map(async (file) => ({ file, ...(await readText(machine, file)) })),
  );
  const [config] = read.filter(({ state }) => state === 'read');
  if (config === undefined) return null;
  const get = async (what: string, line: string): Promise<Fact<string> | null> => {
    const command = await resolveCommand([
      ...[kubectl, `--kubeconfig=${placeOf(machine, config.file)}`, '--cache-dir=/dev/null/none'],
      ...['--request-timeout=3s', 'get', what, '--all-namespaces', `--output=jsonpath=${line}`],
    ]).catch(() => null);
    if (command === null) return null;
    const { code, output, timedOut } = await runCommand(command, { signal: machine.signal, timeoutMs: commandMs });
    if (timedOut) return { known: false, why: 'the cluster does not answer' };
    if (code !== 0) return { known: false, why: output.trim().split('\n').at(-1)?.slice(0, 300) ?? 'kubectl failed' };
    return { known: true, value: output };
  };
  // Without the right to see issuers of the whole cluster those of the namespaces are told at least.
  const [certificates, issuers, clusterIssuers] = await Promise.all([
    get('certificates.cert-manager.io', clusterCertificateLine),
    get('issuers.cert-manager.io', clusterIssuerLine),
    get('clusterissuers.cert-manager.io', clusterIssuerLine),
  ]);
  if (certificates === null) return null;
  return {
    cluster: certificates.known ? { known: true, value: readClusterCertificates(certificates.value) } : certificates,
    issuers: [issuers, clusterIssuers].flatMap((one) => (one?.known === true ? readClusterIssuers(one.value) : [])),
  };
}
