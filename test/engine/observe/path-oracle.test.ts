import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainDefects } from '../../../src/core/judge/certificate-defects.ts';
import { readCertificate } from '../../../src/engine/observe/certificate-reader.ts';
import { RootStores } from '../../../src/engine/observe/root-stores.ts';
import { findTrustPath } from '../../../src/engine/observe/trust-path.ts';
import {
  addressName,
  authority,
  der,
  directoryName,
  dnsName,
  mailName,
  octets,
  oids,
  sequence,
  server,
  uriName,
  type CertificateSaid,
  type Made,
} from '../certificate-builder.ts';

const day = 86_400_000;
const past = new Date(Date.now() - 2 * day);
const future = new Date(Date.now() + 2 * day);
const host = 'www.example.com';

interface Scene {
  readonly leaf: Made;
  readonly sent?: readonly Made[];
  readonly roots: readonly Made[];
  readonly host?: string;
}

const root = authority({ subject: 'Root' });
const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;

/** Root, intermediate and leaf, with something said else of each. */
function three(
  intermediate: Partial<CertificateSaid> = {},
  leaf: Partial<CertificateSaid> = {},
  ofRoot: Partial<CertificateSaid> = {},
): Scene {
  const top = Object.keys(ofRoot).length === 0 ? root : authority({ subject: 'Root', ...ofRoot });
  const middle = authority({ subject: 'Intermediate', by: top, ...intermediate });
  return { leaf: server({ subject: 'Leaf', by: middle, ...leaf }), sent: [middle], roots: [top] };
}

function deep(lengths: readonly (number | undefined)[]): Scene {
  const sent: Made[] = [];
  let by = root;
  for (const [at, pathLength] of lengths.entries()) {
    by = authority({ subject: `Intermediate ${at}`, by, ...(pathLength === undefined ? {} : { pathLength }) });
    sent.unshift(by);
  }
  return { leaf: server({ subject: 'Leaf', by }), sent, roots: [root] };
}

const unknown = { oid: '1.3.6.1.4.1.55555.1', critical: true, value: octets(Buffer.from('x')) };
const netmask = ['192.0.2.0', '255.255.255.0'] as const;

interface Case {
  readonly scene: () => Scene;
  /** Why openssl says otherwise. */
  readonly differs?: string;
  /** Where they differ, openssl is the one that takes what browsers refuse, but for this. */
  readonly weTake?: true;
}

/** What is right, and every way to be wrong. */
const scenes: Readonly<Record<string, Case>> = {
  'a right chain': { scene: () => three() },
  'no chain but the root': { scene: () => ({ leaf: server({ subject: 'Leaf', by: root }), roots: [root] }) },
  'a self-signed certificate': { scene: () => ({ leaf: server({ subject: 'Leaf' }), roots: [root] }) },
  'a missing intermediate': { scene: () => ({ ...three(), sent: [] }) },
  'another root': { scene: () => ({ ...three(), roots: [authority({ subject: 'Other' })] }) },
  'a root of the same name with another key': {
    scene: () => ({ ...three(), roots: [authority({ subject: 'Root' })] }),
  },
  'an expired leaf': { scene: () => three({}, { until: past }) },
  'a leaf that has not begun': { scene: () => three({}, { from: future }) },
  'an expired intermediate': { scene: () => three({ until: past }) },
  'an intermediate that has not begun': { scene: () => three({ from: future }) },
  'an expired root': { scene: () => three({}, {}, { until: past }) },
  'a certificate far in the future': { scene: () => three({}, { until: new Date('9999-12-31T23:59:59Z') }) },
  'a date without seconds': { scene: () => three({}, { until: '4901010000Z' }) },
  'an expired cross-signed intermediate beside a good one': {
    scene: () => {
      const old = authority({ subject: 'Old Root', until: past });
      const middle = authority({ subject: 'Intermediate', by: root });
      const crossed = authority({ subject: 'Intermediate', by: old, key: middle.privateKey });
      return { leaf: server({ subject: 'Leaf', by: middle }), sent: [crossed, middle], roots: [old, root] };
    },
    weTake: true,
    differs: 'openssl follows the first issuer of the name; browsers look on',
  },
  'an intermediate that is no CA': { scene: () => three({ ca: false }) },
  'an intermediate without basic constraints': {
    scene: () => three({ ca: null }),
  },
  'an intermediate that may not sign certificates': { scene: () => three({ keyUsage: 0x80 }) },
  'an intermediate that may be used for everything': { scene: () => three({ keyUsage: null }) },
  'a root without basic constraints and key usage': { scene: () => three({}, {}, { ca: null, keyUsage: null }) },
  'a root of version 1': { scene: () => three({}, {}, { version: 1 }) },
  'an intermediate of version 1': { scene: () => three({ version: 1 }) },
  'a path length that is kept': { scene: () => deep([1, 0]) },
  'a path length that is exceeded': { scene: () => deep([0, undefined]) },
  'a path length that is exceeded further up': { scene: () => deep([1, 1, 1]) },
  'a path length of the root': { scene: () => three({}, {}, { pathLength: 0 }) },
  'a self-issued intermediate does not count': {
    scene: () => {
      const first = authority({ subject: 'Intermediate', by: root, pathLength: 0 });
      const second = authority({ subject: 'Intermediate', by: first });
      return { leaf: server({ subject: 'Leaf', by: second }), sent: [second, first], roots: [root] };
    },
  },
  'a leaf for clients': { scene: () => three({}, { purposes: [oids.clientAuth] }) },
  'a leaf for servers and clients': { scene: () => three({}, { purposes: [oids.serverAuth, oids.clientAuth] }) },
  'a leaf for every purpose': { scene: () => three({}, { purposes: [oids.anyPurpose] }) },
  'an intermediate for clients': { scene: () => three({ purposes: [oids.clientAuth] }) },
  'an intermediate for servers': { scene: () => three({ purposes: [oids.serverAuth] }) },
  'a leaf that may only sign certificates': { scene: () => three({}, { keyUsage: 0x04 }) },
  'a leaf that may only encrypt keys': { scene: () => three({}, { keyUsage: 0x20 }) },
  'an unknown critical extension in the leaf': { scene: () => three({}, { extensions: [unknown] }) },
  'an unknown critical extension in the intermediate': { scene: () => three({ extensions: [unknown] }) },
  'an unknown critical extension in the root': { scene: () => three({}, {}, { extensions: [unknown] }) },
  'an unknown extension': { scene: () => three({}, { extensions: [{ ...unknown, critical: false }] }) },
  'a key identifier that is critical': {
    scene: () =>
      three({}, { extensions: [{ oid: oids.subjectKeyIdentifier, critical: true, value: octets(Buffer.from('id')) }] }),
  },
  'an extension twice': {
    scene: () =>
      three(
        {},
        {
          extensions: [
            { ...unknown, critical: false },
            { ...unknown, critical: false },
          ],
        },
      ),
    differs: 'openssl counts only the extensions it knows; browsers refuse (RFC 5280 §4.2)',
  },
  'basic constraints that are no DER': {
    scene: () =>
      three({ extensions: [{ oid: oids.basicConstraints, critical: true, value: Buffer.from('nonsense') }] }),
  },
  'a signature with SHA-1': { scene: () => three({}, { hash: 'sha1' }) },
  'an intermediate signed with SHA-1': { scene: () => three({ hash: 'sha1' }) },
  'a root signed with SHA-1': { scene: () => three({}, {}, { hash: 'sha1' }) },
  'RSA of 2,048 bits': { scene: () => three({}, { key: rsa(2048) }) },
  'RSA of 1,024 bits': { scene: () => three({}, { key: rsa(1024) }) },
  'an intermediate with RSA of 1,024 bits': { scene: () => three({ key: rsa(1024) }) },
  'a root with P-192': { scene: () => three({}, {}, { key: curve('prime192v1') }) },
  'P-384': { scene: () => three({}, { key: curve('P-384') }) },
  secp256k1: {
    scene: () => three({}, { key: curve('secp256k1') }),
    differs: 'openssl asks for length only; browsers know P-256, P-384 and P-521',
  },
  'another name': { scene: () => ({ ...three(), host: 'other.example.com' }) },
  'a wildcard': { scene: () => three({}, { names: ['*.example.com'] }) },
  'a wildcard two labels below': {
    scene: () => ({ ...three({}, { names: ['*.example.com'] }), host: 'a.b.example.com' }),
  },
  'a wildcard without a label for it': {
    scene: () => ({ ...three({}, { names: ['*.example.com'] }), host: 'example.com' }),
  },
  'a wildcard of a top level': { scene: () => ({ ...three({}, { names: ['*.com'] }), host: 'example.com' }) },
  'a part of a label as a wildcard': {
    scene: () => three({}, { names: ['w*.example.com'] }),
    differs: 'openssl takes it unless told not to (X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS); RFC 9525 §6.3 does not',
  },
  'a wildcard that is not first': { scene: () => three({}, { names: ['www.*.com'] }) },
  'an address': { scene: () => ({ ...three({}, { names: ['192.0.2.7'] }), host: '192.0.2.7' }) },
  'an IPv6 address': { scene: () => ({ ...three({}, { names: ['2001:db8::7'] }), host: '2001:db8::7' }) },
  'another address': { scene: () => ({ ...three({}, { names: ['192.0.2.7'] }), host: '192.0.2.8' }) },
  'an address written as a name': {
    scene: () => ({
      ...three({}, { extensions: [{ oid: oids.subjectAltName, value: sequence(dnsName('192.0.2.7')) }] }),
      host: '192.0.2.7',
    }),
  },
  'a name with a NUL in it': { scene: () => three({}, { names: [`${host}\0.attacker.example`] }) },
  'a common name only': {
    scene: () => {
      const middle = authority({ subject: 'Intermediate', by: root });
      return {
        leaf: server({ subject: host, by: middle, onlyExtensions: sequence() }),
        sent: [middle],
        roots: [root],
      };
    },
    differs: 'openssl falls back to the common name; browsers have not since 2017',
  },
  'a name that is permitted': { scene: () => three({ permitted: [dnsName('example.com')] }) },
  'a name that is not permitted': { scene: () => three({ permitted: [dnsName('example.org')] }) },
  'a name that is excluded': { scene: () => three({ excluded: [dnsName('example.com')] }) },
  'a name beside the excluded one': { scene: () => three({ excluded: [dnsName('w.example.com')] }) },
  'a name whose end only looks permitted': {
    scene: () => ({
      ...three({ permitted: [dnsName('example.com')] }, { names: ['badexample.com'] }),
      host: 'badexample.com',
    }),
  },
  'everything excluded': { scene: () => three({ excluded: [dnsName('')] }) },
  'constraints that constrain nothing': {
    scene: () => three({ extensions: [{ oid: oids.nameConstraints, critical: true, value: sequence() }] }),
    differs: 'openssl takes it for none; RFC 5280 §4.2.1.10 and Chrome refuse it',
  },
  'a constraint with a leading dot': { scene: () => three({ permitted: [dnsName('.example.com')] }) },
  'a wildcard that covers an excluded name': {
    scene: () => three({ excluded: [dnsName('mail.example.com')] }, { names: ['*.example.com'] }),
    differs: 'openssl compares the text; the wildcard stands for the excluded name too (CVE-2025-61727)',
  },
  'a wildcard wider than what is permitted': {
    scene: () => three({ permitted: [dnsName('www.example.com')] }, { names: ['*.example.com'] }),
  },
  'a constraint of the root': { scene: () => three({}, {}, { permitted: [dnsName('example.org')] }) },
  'a permitted address': {
    scene: () => ({
      ...three({ permitted: [addressName(...netmask)] }, { names: ['192.0.2.7'] }),
      host: '192.0.2.7',
    }),
  },
  'an address that is not permitted': {
    scene: () => ({
      ...three({ permitted: [addressName(...netmask)] }, { names: ['192.0.3.7'] }),
      host: '192.0.3.7',
    }),
  },
  'an IPv6 address where IPv4 is permitted': {
    scene: () => ({
      ...three({ permitted: [addressName(...netmask)] }, { names: ['2001:db8::7'] }),
      host: '2001:db8::7',
    }),
  },
  'a constraint on addresses does not bind names': { scene: () => three({ permitted: [addressName(...netmask)] }) },
  'an address without a mask as a constraint': {
    scene: () => ({
      ...three({ permitted: [addressName('192.0.2.0')] }, { names: ['192.0.2.7'] }),
      host: '192.0.2.7',
    }),
  },
  'a permitted subject': { scene: () => three({ permitted: [directoryName('LEAF')] }) },
  'a subject that is not permitted': { scene: () => three({ permitted: [directoryName('Somebody')] }) },
  'an e-mail address that is not permitted': {
    scene: () =>
      three(
        { permitted: [mailName('example.com')] },
        { extensions: [{ oid: oids.subjectAltName, value: sequence(dnsName(host), mailName('a@example.org')) }] },
      ),
  },
  'an e-mail address that is permitted': {
    scene: () =>
      three(
        { permitted: [mailName('.example.com')] },
        { extensions: [{ oid: oids.subjectAltName, value: sequence(dnsName(host), mailName('a@mail.example.com')) }] },
      ),
  },
  'a URI that is excluded': {
    scene: () =>
      three(
        { excluded: [uriName('example.org')] },
        {
          extensions: [
            { oid: oids.subjectAltName, value: sequence(dnsName(host), uriName('https://example.org:8443/x')) },
          ],
        },
      ),
  },
  'a constraint on names that nobody compares': {
    scene: () => {
      const otherName = der(0xa0, sequence());
      return three(
        { permitted: [der(0x88, Buffer.from([0x2a, 0x03]))] },
        {
          extensions: [
            { oid: oids.subjectAltName, value: sequence(dnsName(host), der(0x88, Buffer.from([0x2a, 0x04]))) },
            { ...unknown, critical: false, value: otherName },
          ],
        },
      );
    },
  },
};

const program = 'openssl';
const openssl = (() => {
  try {
    return execFileSync(program, ['version'], { encoding: 'utf8' });
  } catch {
    return null;
  }
})();

describe.skipIf(openssl === null)('verdicts are those of openssl (skipped: openssl is not installed)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'path-oracle-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function opensslTakes({ leaf, sent = [], roots, host: name = host }: Scene): Promise<boolean> {
    const [leafFile, sentFile, rootFile] = ['leaf.pem', 'sent.pem', 'roots.pem'].map((file) => path.join(folder, file));
    const write = (file: string | undefined, all: readonly Made[]) =>
      writeFile(file ?? '', all.map(({ pem }) => pem).join('\n'));
    await Promise.all([write(leafFile, [leaf]), write(sentFile, sent), write(rootFile, roots)]);
    const check = name.includes(':') || /^[0-9.]+$/.test(name) ? '-verify_ip' : '-verify_hostname';
    // Level 2 refuses what browsers do: RSA below 2,048 bits and SHA-1.
    const args = [
      'verify',
      '-CAfile',
      rootFile,
      '-no-CApath',
      '-no-CAstore',
      '-purpose',
      'sslserver',
      '-auth_level',
      '2',
    ];
    const chain = sent.length === 0 ? [] : ['-untrusted', sentFile];
    try {
      execFileSync(program, [...args, ...chain, check, name, leafFile].map(String), { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  }

  async function weTake({ leaf, sent = [], roots, host: name = host }: Scene): Promise<boolean> {
    const file = path.join(folder, 'anchors.pem');
    await writeFile(file, roots.map(({ pem }) => pem).join('\n'));
    const stores = await new RootStores().openOnly([file]);
    let read;
    try {
      read = [leaf, ...sent].map(({ pem }) => {
        const certificate = new X509Certificate(pem);
        return { certificate, facts: readCertificate(certificate) };
      });
    } catch {
      return false;
    }
    const [first, ...others] = read;
    if (first === undefined) throw new Error('no leaf');
    const now = new Date();
    const judged = { chain: read.map(({ facts }) => facts), path: findTrustPath(first, others, stores, now) };
    return chainDefects(judged, name, now).every(({ problem, severity }) => {
      return problem === 'cert-expiring' || problem === 'chain-order' || severity === 'warning';
    });
  }

  it.each(Object.entries(scenes))('%s', async (_, { scene, differs, weTake: takes = false }) => {
    const built = scene();
    const [ours, theirs] = [await weTake(built), await opensslTakes(built)];
    expect([ours, theirs]).toEqual(differs === undefined ? [theirs, theirs] : [takes, !takes]);
  });
});
