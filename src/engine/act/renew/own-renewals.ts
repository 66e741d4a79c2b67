import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { activitiesOf } from '../../../core/acme/activity.ts';
import { deploymentStatus } from '../../../core/acme/deployment-status.ts';
import type { OwnRenewal } from '../../../core/acme/renewal.ts';
import { renewalDue } from '../../../core/acme/renewal-time.ts';
import { readCertificate } from '../../observe/certificate-reader.ts';
import { renewalIdOf } from '../../observe/observe-ca.ts';
import { CaLedger } from '../ca-ledger.ts';
import { readJournal } from '../journal.ts';
import { readRenewalWord } from '../renewal-info.ts';
import { certificateName, readLive } from '../storage.ts';
import { recallRequest } from './lineage-request.ts';

/** Every certificate that was issued into this storage. Reads only, and asks no CA. */
export async function ownRenewals(storage: string, now: Date, signal: AbortSignal): Promise<readonly OwnRenewal[]> {
  const folder = path.join(storage, 'certificates');
  const lineages = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return await Promise.all(
    lineages
      .filter((entry) => entry.isDirectory())
      .map((entry) => ownRenewal(path.join(folder, entry.name), storage, now, signal)),
  );
}

async function ownRenewal(lineage: string, storage: string, now: Date, signal: AbortSignal): Promise<OwnRenewal> {
  const [live, request, entries] = await Promise.all([readLive(lineage), recallRequest(lineage), readJournal(lineage)]);
  const certificate = live?.certificate ?? null;
  const leaf = certificate === null ? null : new X509Certificate(await readFile(certificate.certificateFile));
  const names = request?.intent.names.map(certificateName) ?? namesIn(leaf);
  const outlook =
    request === null ? null : await new CaLedger(storage, request.ca.directoryUrl, signal).outlook(names, now);
  return {
    ...{ owner: 'cert-doctor', certificate, request, names },
    notAfter: certificate?.notAfter ?? null,
    due: leaf === null ? null : await dueOf(lineage, leaf),
    ca: request === null ? null : (URL.parse(request.ca.directoryUrl)?.host ?? null),
    status: deploymentStatus(entries, request !== null && request.deploy !== null),
    activities: activitiesOf(entries),
    backOff: outlook?.backOff ?? { failures: 0, lastFailure: null, text: '', nextTry: null },
    refused: outlook?.refused ?? null,
    budget: outlook?.budget ?? [],
  };
}

async function dueOf(lineage: string, leaf: X509Certificate): Promise<NonNullable<OwnRenewal['due']>> {
  const word = await readRenewalWord(lineage, renewalIdOf(readCertificate(leaf)));
  const times = { notBefore: leaf.validFromDate, notAfter: leaf.validToDate };
  const { from, by } = renewalDue(times, word?.chosen ?? null);
  return { from: from.toISOString(), by };
}

function namesIn(leaf: X509Certificate | null): readonly string[] {
  return leaf === null ? [] : readCertificate(leaf).names.map(({ value }) => value);
}
