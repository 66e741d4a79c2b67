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
const issuers = { ...resource, name: 'issuers', singularName: 'issuer', kind: 'Issuer' };
const clusterIssuers = {
  ...{ ...resource, name: 'clusterissuers', singularName: 'clusterissuer', kind: 'ClusterIssuer', namespaced: false },
};
const issuer = (kind: string, metadata: object, ready: object): object => ({
  ...{ apiVersion: 'cert-manager.io/v1', kind, metadata, spec: {} },
  status: { conditions: [{ type: 'Ready', ...ready }] },
});
const item = (name: string, status: object): object => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { namespace: 'web', name },
  spec: {
    ...{ secretName: `${name}-tls`, dnsNames: ['www.example.com', 'example.com'] },
    issuerRef: { name: 'le', ...(name === 'well' ? { kind: 'ClusterIssuer' } : {}) },
  },
  status,
});

/** A stand-in for a cluster's API server, with which the real kubectl talks. */
async function cluster(items: readonly object[] | null): Promise<MachineBelow> {
  const answers: Readonly<Record<string, object>> = {
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [] },
    '/apis': { kind: 'APIGroupList', groups: items === null ? [] : [group] },
    '/apis/cert-manager.io/v1': {
      ...{ kind: 'APIResourceList', groupVersion: 'cert-manager.io/v1' },
      resources: [resource, issuers, clusterIssuers],
    },
    '/apis/cert-manager.io/v1/issuers': {
      ...{ apiVersion: 'cert-manager.io/v1', kind: 'IssuerList' },
      items: [
        issuer(
          'Issuer',
          { namespace: 'web', name: 'own' },
          { status: 'True', reason: 'KeyPairVerified', message: 'Signing CA verified' },
        ),
      ],
    },
    '/apis/cert-manager.io/v1/clusterissuers': {
      ...{ apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuerList' },
      items: [
        issuer(
          'ClusterIssuer',
          { name: 'le' },
          { status: 'False', reason: 'ErrRegisterACMEAccount', message: 'Failed to register\nmore\tof it' },
        ),
      ],
    },
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
    const seen = await observe(await cluster([item('well', well), item('new', {})]));
    expect(seen?.issuers).toEqual([
      {
        ...{ kind: 'Issuer', namespace: 'web', name: 'own', ready: true },
        ...{ reason: 'KeyPairVerified', message: 'Signing CA verified' },
      },
      {
        ...{ kind: 'ClusterIssuer', namespace: '', name: 'le', ready: false },
        ...{ reason: 'ErrRegisterACMEAccount', message: 'Failed to register' },
      },
    ]);
    expect(seen?.cluster).toEqual({
      known: true,
      value: [
        {
          ...{ namespace: 'web', name: 'well', secret: 'well-tls', names: ['www.example.com', 'example.com'] },
          ...{ ready: true, notAfter: '2027-01-22T00:00:00Z', renewalTime: '2026-12-23T00:00:00Z' },
          issuer: { kind: 'ClusterIssuer', name: 'le' },
        },
        {
          ...{ namespace: 'web', name: 'new', secret: 'new-tls', names: ['www.example.com', 'example.com'] },
          ...{ ready: null, notAfter: null, renewalTime: null },
          issuer: { kind: 'Issuer', name: 'le' },
        },
      ],
    });
  });

  it('is not known where the cluster has none, with its reason', async () => {
    expect(await observe(await cluster(null))).toMatchObject({
      cluster: { known: false, why: expect.stringContaining('resource type') as string },
      issuers: [],
    });
  });

  it('is nothing where kubectl is set up for no cluster', async () => {
    expect(await observe(machineBelow())).toBeNull();
  });
});
