import { hostname } from 'node:os';
import type { CertificateFile } from '../../core/certificate/certificate-file.ts';
import { judgeCertificateFile, judgeKeyMatch } from '../../core/judge/judge-certificate-file.ts';
import { orderFindings } from '../../core/judge/order-findings.ts';
import type { InspectedFile, InspectRequest, Run } from '../engine.ts';
import { CertificateFileError, readCertificateFile } from './certificate-file.ts';
import type { RootStores } from './root-stores.ts';

/** Reads certificate files and judges each, and whether the keys among them belong to the certificates among them. */
export async function inspectFiles(
  { paths, password, host, rootFiles, at }: InspectRequest,
  { signal }: Run,
  roots: RootStores,
): Promise<readonly InspectedFile[]> {
  const now = at === null ? new Date() : new Date(at);
  const stores = rootFiles.length === 0 ? await roots.open([]) : await roots.openOnly(rootFiles);
  const read: { readonly path: string; readonly file: CertificateFile | CertificateFileError }[] = [];
  for (const path of paths) {
    signal.throwIfAborted();
    read.push({ path, file: await attempt(() => readCertificateFile(path, password, stores, now)) });
  }
  const all = read.flatMap(({ file }) => (file instanceof CertificateFileError ? [] : [file]));
  return read.map(({ path, file }): InspectedFile => {
    if (file instanceof CertificateFileError) {
      return { path, file: null, findings: [], error: { reason: file.reason, message: file.message } };
    }
    const circumstances = { path, host, now, vantage: hostname() };
    const findings = [...judgeCertificateFile(file, circumstances), ...judgeKeyMatch(file, all, circumstances)];
    return { path, file, findings: orderFindings(findings), error: null };
  });
}

async function attempt(read: () => Promise<CertificateFile>): Promise<CertificateFile | CertificateFileError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CertificateFileError) return error;
    throw error;
  }
}
