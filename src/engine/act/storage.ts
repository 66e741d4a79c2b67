import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { open, readdir, readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import type { StoredCertificate } from '../../core/acme/issuance.ts';
import type { DomainName } from '../../core/domain/name.ts';
import { fingerprintOf } from '../observe/certificate-reader.ts';
import { validityOf } from '../observe/validity-of.ts';
import { createFolder, pointAtomically, temporaryName, writeAtomically } from './atomic-write.ts';
import type { IssuedChain } from './issued-chain.ts';

// storage/                                mode 0700, files with keys 0600
//   accounts/<hash of the directory URL>/ key.pem, account-<hash of its key>.json
//   certificates/<first name>-<hash>/     a lineage: journal.jsonl, lock-<n>, live -> <version>
//     0001/                               privkey.pem, request.pem, cert.pem, chain.pem, fullchain.pem

const folderMode = 0o700;
const keyMode = 0o600;
const certificateMode = 0o644;
/** More than everything takes that is written from the order on: certificates, chain, account, journal. */
const probeBytes = 64 * 1024;

export interface VersionFiles {
  readonly key: string;
  readonly request: string;
  readonly certificate: string;
  readonly chain: string;
  readonly fullChain: string;
}

/** Where everything lies that a CA's trial service issues: nothing there is ever put in place. */
export function trialStorage(storage: string): string {
  return path.join(storage, 'trials');
}

/** The account that is used with one CA. */
export function accountFolder(storage: string, directoryUrl: string): string {
  return path.join(storage, 'accounts', shortHash(directoryUrl));
}

/** All versions of the certificate that one CA issues for one set of names; a staging CA's files lie apart from the real ones'. */
export function lineageFolder(storage: string, directoryUrl: string, names: readonly DomainName[]): string {
  const named = names[0]?.ascii ?? '';
  // An IPv6 address is no name of a folder everywhere.
  const first = named.includes(':') ? `ip-${named.replaceAll(':', '-')}` : named;
  if (!/^[a-z0-9_][a-z0-9_.-]{0,252}$/.test(first)) throw new TypeError('The first name is no A-label name.');
  const set = names.map(certificateName).sort();
  return path.join(storage, 'certificates', `${first.slice(0, 200)}-${shortHash([directoryUrl, ...set].join('\n'))}`);
}

/** The name as it stands in a certificate. */
export function certificateName({ ascii, wildcard }: DomainName): string {
  return wildcard ? `*.${ascii}` : ascii;
}

/** Makes the folder, private, and proves before anybody asks the CA that files can be written and synced there. */
export async function prepareFolder(folder: string): Promise<void> {
  await createFolder(folder, folderMode);
  await proveWritable(folder);
}

/** Writes 64 KiB into a folder, syncs them, and takes them away. Rejects as the disk does. */
export async function proveWritable(folder: string): Promise<void> {
  const probe = temporaryName(path.join(folder, 'probe'));
  try {
    const handle = await open(probe, 'wx', keyMode);
    try {
      await handle.writeFile(Buffer.alloc(probeBytes, 1));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    await rm(probe, { force: true });
  }
}

/** A new folder for the next version, numbered on from the highest that exists. */
export async function newVersion(lineage: string): Promise<string> {
  const numbers = (await versionsOf(lineage)).map(Number);
  const version = String(Math.max(0, ...numbers) + 1).padStart(4, '0');
  await createFolder(path.join(lineage, version), folderMode);
  return version;
}

export function versionFiles(lineage: string, version: string): VersionFiles {
  const file = (name: string): string => path.join(lineage, version, name);
  return {
    key: file('privkey.pem'),
    request: file('request.pem'),
    certificate: file('cert.pem'),
    chain: file('chain.pem'),
    fullChain: file('fullchain.pem'),
  };
}

/** Key and CSR, on the disk before the CA hears of them. */
export async function storeRequest(files: VersionFiles, keyPem: string, csr: Buffer): Promise<void> {
  await writeAtomically(files.key, keyPem, keyMode);
  const body = csr.toString('base64').replace(/.{1,64}/g, '$&\n');
  const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${body}-----END CERTIFICATE REQUEST-----\n`;
  await writeAtomically(files.request, pem, certificateMode);
}

/** Key and CSR as they lie on the disk. */
export async function readRequest(files: VersionFiles): Promise<{ readonly keyPem: string; readonly csr: Buffer }> {
  const [keyPem, request] = await Promise.all([readFile(files.key, 'utf8'), readFile(files.request, 'utf8')]);
  const body = request.split('\n').filter((line) => !line.startsWith('-----'));
  return { keyPem, csr: Buffer.from(body.join(''), 'base64') };
}

/**
 * Writes a checked chain beside its key, then lets `live` lead to it. Versions before it stay.
 * @param fence rejects where the lineage has another writer by now; asked before files are written and before `live` moves
 */
export async function storeChain(
  lineage: string,
  version: string,
  issued: IssuedChain,
  fence: () => Promise<void> = () => Promise.resolve(),
): Promise<StoredCertificate> {
  const files = versionFiles(lineage, version);
  await fence();
  await writeAtomically(files.certificate, issued.certificate, certificateMode);
  await writeAtomically(files.chain, issued.chain, certificateMode);
  await writeAtomically(files.fullChain, issued.certificate + issued.chain, certificateMode);
  await fence();
  await pointLive(lineage, version);
  return liveCertificate(lineage, new X509Certificate(issued.certificate));
}

/** Lets `live` lead to a version. */
export async function pointLive(lineage: string, version: string): Promise<void> {
  await pointAtomically(path.join(lineage, 'live'), version);
}

/** The numbered folders of a lineage, in no order. */
export async function versionsOf(lineage: string): Promise<readonly string[]> {
  return (await readdir(lineage)).filter((name) => /^\d{4,9}$/.test(name));
}

/** The version to which `live` leads; null where there is none yet. */
export async function liveVersion(lineage: string): Promise<string | null> {
  try {
    return path.basename(await readlink(path.join(lineage, 'live')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export interface LiveCertificate {
  readonly certificate: StoredCertificate;
  readonly leaf: X509Certificate;
}

/** What a version holds, else what `live` leads to; null where there is nothing yet, or no certificate with its key. */
export async function readLive(lineage: string, version = 'live'): Promise<LiveCertificate | null> {
  try {
    const files = versionFiles(lineage, version);
    const leaf = new X509Certificate(await readFile(files.certificate));
    if (!leaf.checkPrivateKey(createPrivateKey(await readFile(files.key)))) return null;
    return { certificate: liveCertificate(lineage, leaf), leaf };
  } catch {
    return null;
  }
}

function liveCertificate(lineage: string, leaf: X509Certificate): StoredCertificate {
  const files = versionFiles(lineage, 'live');
  return {
    folder: path.join(lineage, 'live'),
    certificateFile: files.certificate,
    chainFile: files.chain,
    fullChainFile: files.fullChain,
    keyFile: files.key,
    serialNumber: leaf.serialNumber,
    fingerprint: fingerprintOf(leaf),
    notAfter: validityOf(leaf).notAfter.toISOString(),
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
