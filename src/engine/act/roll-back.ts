import path from 'node:path';
import { servedBefore } from '../../core/acme/attempt.ts';
import type { IssueReport, IssueRequest } from '../../core/acme/issuance.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import type { NetworkOptions, Run } from '../engine.ts';
import { putBackDeployment } from './deploy/deploy-certificate.ts';
import { lockFolder } from './issuance-lock.ts';
import { IssuanceStop, stoppedBy } from './issuance-stop.ts';
import { openJournal, type Journal } from './journal.ts';
import { demandOwn } from './own-places.ts';
import { lineageFolder, liveVersion, pointLive, readLive, versionFiles } from './storage.ts';

/**
 * Brings back into service what the last deployment replaced, in one step: the earlier files, or the version before where
 * the server reads the stored ones; then tests and reloads. No CA is asked, nothing is deleted. Rejects only for faults of
 * ours.
 */
export async function rollBack(request: IssueRequest, network: NetworkOptions, run: Run): Promise<IssueReport> {
  const { storage, ca, intent, deploy } = request;
  const subject = intent.name.ascii;
  const context = { subject, ca: parsedUrl(ca.directoryUrl)?.host ?? ca.directoryUrl, storage, nameText: () => null };
  const report = (stopped: IssueReport['stopped']): IssueReport => ({ reached: 'stored', certificate: null, stopped });
  try {
    if (deploy === null) throw nothing('It is not known how the certificate was brought into service.');
    const lineage = lineageFolder(storage, ca.directoryUrl, intent.names);
    await demandOwn(storage, lineage);
    const lock = await lockFolder(lineage, run.signal);
    try {
      const fence = (): Promise<void> => lock.validate();
      const journal = await openJournal(lineage, fence);
      const live = await liveVersion(lineage);
      if (live === null) throw nothing('No certificate of these names was brought into service.');
      const before = deploy.files.length > 0 ? null : await earlier(lineage, journal, live);
      await putBackDeployment(
        {
          ...{ plan: deploy, intent, network, run, fence, serialNumber: '', inService: true, keyStorePassword: null },
          files: versionFiles(lineage, live),
          pointBack: before === null ? null : () => pointLive(lineage, before.version),
          // Of the version that was in service: an attempt that has begun since goes on where it stands.
          record: (event) => journal.write(live, event),
          nameText: () => null,
        },
        before?.words ?? '',
      );
      // Files that were put back are whatever stood there; only what is pointed at is known.
      const { certificate = null } = deploy.files.length > 0 ? {} : ((await readLive(lineage)) ?? {});
      run.progress({ step: `The server uses ${path.basename(lineage)} as before` });
      return { ...report(null), certificate };
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (run.signal.aborted && !(error instanceof IssuanceStop)) return report({ kind: 'cancelled' });
    const stopped = stoppedBy(error, context);
    if (stopped === null) throw error;
    return report(stopped);
  }
}

/** The version that was used before, with what is to be known of it first. */
async function earlier(
  lineage: string,
  { entries }: Journal,
  live: string,
): Promise<{ readonly version: string; readonly words: string }> {
  const version = servedBefore(entries, live);
  const read = version === null ? null : await readLive(lineage, version);
  if (version === null || read === null) throw nothing('There is no earlier certificate of these names.');
  const { serialNumber, notAfter } = read.certificate;
  const ends = Date.parse(notAfter) < Date.now() ? `expired on ${notAfter}` : `valid until ${notAfter}`;
  return { version, words: `The one before is used again: serial number ${serialNumber}, ${ends}.` };
}

function nothing(text: string): IssuanceStop {
  return new IssuanceStop({ kind: 'failed', text, findings: [] });
}
