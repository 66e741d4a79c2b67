import type { X509Certificate } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { plannedFor } from '../../../core/acme/attempt.ts';
import { activitiesOf } from '../../../core/acme/activity.ts';
import { deploymentStatus } from '../../../core/acme/deployment-status.ts';
import type { OwnRenewal } from '../../../core/acme/renewal.ts';
import { parsedUrl } from '../../../core/parsed-url.ts';
import { readCertificate } from '../../observe/certificate-reader.ts';
import { CaLedger } from '../ca-ledger.ts';
import { readJournal } from '../journal.ts';
import { renewalDueOf } from '../renewal-info.ts';
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
  const [live, kept, entries] = await Promise.all([readLive(lineage), recallRequest(lineage), readJournal(lineage)]);
  // A storage may have been moved or copied; what is renewed stays in the one that is looked at.
  const request = kept === null ? null : { ...kept, storage };
  const certificate = live?.certificate ?? null;
  const leaf = live?.leaf ?? null;
  const planned = plannedFor(entries);
  const names = request?.intent.names.map(certificateName) ?? (leaf === null ? planned.names : namesIn(leaf));
  const outlook =
    request === null
      ? null
      : await new CaLedger(storage, request.ca.directoryUrl, signal).outlook(names, now, live !== null);
  const due = leaf === null ? null : await renewalDueOf(lineage, leaf);
  return {
    ...{ owner: 'cert-doctor', certificate, request, names },
    notAfter: certificate?.notAfter ?? null,
    due: due === null ? null : { from: due.from.toISOString(), by: due.by },
    ca: parsedUrl(request?.ca.directoryUrl ?? planned.ca ?? '')?.host ?? null,
    status: deploymentStatus(entries, request !== null && request.deploy !== null),
    activities: activitiesOf(entries),
    backOff: outlook?.backOff ?? { failures: 0, lastFailure: null, text: '', nextTry: null },
    refused: outlook?.refused ?? null,
    budget: outlook?.budget ?? [],
  };
}

function namesIn(leaf: X509Certificate): readonly string[] {
  return readCertificate(leaf).names.map(({ value }) => value);
}
