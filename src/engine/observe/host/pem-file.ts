import { access, constants } from 'node:fs/promises';
import type { CertificateFacts } from '../../../core/certificate/facts.ts';
import type { FileState, ServedFile } from '../../../core/host/host-observation.ts';
import type { ServerSoftware } from '../../../core/host/site.ts';
import { readCertificateFile } from '../certificate-file.ts';
import { isEnteredByAll } from './path-rights.ts';
import { isRefused, placeOf, type Machine } from './machine.ts';

interface PemFile {
  readonly state: FileState;
  readonly leaf: CertificateFacts | null;
  /** Hashes of the public halves of its certificate's and its first key. */
  readonly certified: string | null;
  readonly key: string | null;
  readonly hasKey: boolean;
  readonly openToAll: boolean | null;
}

/** A certificate or key file of a server or client. What a key holds stays here: only its public half is told. */
export async function readPemFile(machine: Machine, file: string): Promise<PemFile> {
  const nothing = { leaf: null, certified: null, key: null, hasKey: false, openToAll: null };
  const place = placeOf(machine, file);
  try {
    await access(place, constants.R_OK);
  } catch (error) {
    return { ...nothing, state: isRefused(error) ? 'not-permitted' : 'missing' };
  }
  try {
    const { certificates, keys, server, openToAll } = await readCertificateFile(place, '', [], new Date());
    const leaf = server === null ? undefined : certificates[server.at];
    return {
      state: 'read',
      leaf: leaf?.facts ?? null,
      certified: leaf?.publicKey ?? null,
      key: keys[0]?.publicKey ?? null,
      hasKey: keys.length > 0,
      openToAll,
    };
  } catch {
    return { ...nothing, state: 'not-pem' };
  }
}

/** A site's certificate and key, and whether they belong together. */
export async function readServedFile(
  machine: Machine,
  software: ServerSoftware,
  certificate: string,
  key: string,
): Promise<ServedFile> {
  const [certificateFile, keyFile] = await Promise.all([readPemFile(machine, certificate), readPemFile(machine, key)]);
  const hashes = [certificateFile.certified, keyFile.key];
  return {
    software,
    certificate,
    key,
    state: certificateFile.state,
    keyState: keyFile.state === 'read' && !keyFile.hasKey ? 'no-key' : keyFile.state,
    leaf: certificateFile.leaf,
    matches: hashes.includes(null) ? null : hashes[0] === hashes[1],
    keyOpenToAll: keyFile.openToAll === true ? await isEnteredByAll(machine, key) : keyFile.openToAll,
  };
}
