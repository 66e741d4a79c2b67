import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { observeCertManager } from '../../../../src/engine/observe/host/cert-manager.ts';
import { machineBelow, type MachineBelow } from './machine-below.ts';

const group = {
  kind: 'APIGroup',
  name: 'cert-manager.io',
  versions: [{ groupVersion: 'cert-manager.io/v1', version: 'v1' }],
  preferredVersion: { groupVersion: 'cert-manager.io/v1', version: 'v1' },
};
const resource = {
  name: 'certificates',
  singularName: 'certificate',
  namespaced: true,
  kind: 'Certificate',
  verbs: ['get', 'list'],
};
const item = (name: string, status: object): object => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { namespace: 'web', name },
  spec: { secretName: `${name}-tls`, dnsNames: ['www.example.com', 'example.com'] },
  status,
});

/** A stand-in for a cluster's API server, with which the real kubectl talks. */
async function cluster(items: readonly object[] | null): Promise<MachineBelow> {
  const answers: Readonly<Record<string, object>> = {
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [] },
    '/apis': { kind: 'APIGroupList', groups: items === null ? [] : [group] },
    '/apis/cert-manager.io/v1': { kind: 'APIResourceList', groupVersion: 'cert-manager.io/v1', resources: [resource] },
    '/apis/cert-manager.io/v1/certificates': {
      apiVersion: 'cert-manager.io/v1',
      kind: 'CertificateList',
      items: items ?? [],
    },
  };
  const server = createServer((request, response) => {
    const found = answers[new URL(request.url ?? '/', 'http://x').pathname];
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const below = machineBelow();
  const { port } = server.address() as AddressInfo;
  below.write(
    `${os.homedir()}/.kube/config`,
    `apiVersion: v1\nkind: Config\nclusters: [{name: a, cluster: {server: "http://127.0.0.1:${String(port)}"}}]\ncontexts: [{name: a, context: {cluster: a, user: a}}]\nusers: [{name: a, user: {}}]\ncurrent-context: a\n`,
  );
  return below;
}

const observe = ({ root }: MachineBelow) => observeCertManager({ root, signal: AbortSignal.timeout(30_000) });

describe('cert-manager in a cluster', () => {
  it('is told with what it keeps, and when it renews', async () => {
    const well = {
      conditions: [
        { type: 'Issuing', status: 'False' },
        { type: 'Ready', status: 'True' },
      ],
      notAfter: '2027-01-22T00:00:00Z',
      renewalTime: '2026-12-23T00:00:00Z',
    };
    expect(await observe(await cluster([item('well', well), item('new', {})]))).toEqual({
      known: true,
      value: [
        {
          ...{ namespace: 'web', name: 'well', secret: 'well-tls', names: ['www.example.com', 'example.com'] },
          ...{ ready: true, notAfter: '2027-01-22T00:00:00Z', renewalTime: '2026-12-23T00:00:00Z' },
        },
        {
          ...{ namespace: 'web', name: 'new', secret: 'new-tls', names: ['www.example.com', 'example.com'] },
          ...{ ready: null, notAfter: null, renewalTime: null },
        },
      ],
    });
  });

  it('is not known where the cluster has none, with its reason', async () => {
    expect(await observe(await cluster(null))).toMatchObject({
      known: false,
      why: expect.stringContaining('resource type') as string,
    });
  });

  it('is nothing where kubectl is set up for no cluster', async () => {
    expect(await observe(machineBelow())).toBeNull();
  });
});
