import path from 'node:path';
import type { IssueReport, IssueRequest } from '../../core/acme/issuance.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import type { NetworkOptions, Run } from '../engine.ts';
import { putBackDeployment } from './deploy/deploy-certificate.ts';
import { lockFolder } from './issuance-lock.ts';
import { IssuanceStop, stoppedBy } from './issuance-stop.ts';
import { openJournal } from './journal.ts';
import { lineageFolder, liveVersion, pointLive, readLive, versionBefore, versionFiles } from './storage.ts';

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
    const lock = await lockFolder(lineage, run.signal);
    try {
      const fence = (): Promise<void> => lock.validate();
      const journal = await openJournal(lineage, fence);
      const live = await liveVersion(lineage);
      if (live === null) throw nothing('No certificate of these names was brought into service.');
      const before = await versionBefore(lineage, live);
      if (deploy.files.length === 0 && before === null)
        throw nothing('There is no earlier certificate of these names.');
      await putBackDeployment({
        ...{
          plan: deploy,
          intent,
          network,
          run,
          fence,
          serialNumber: '',
          keyStorePassword: null,
          nameText: () => null,
        },
        files: versionFiles(lineage, live),
        pointBack: before === null ? null : () => pointLive(lineage, before),
        record: (event) => journal.write(live, event),
      });
      // Of the version that was in service: an attempt that has begun since goes on where it stands.
      await journal.write(live, { event: 'rolled-back' });
      // Files that were put back are whatever stood there; only what is pointed at is known.
      const { certificate = null } = deploy.files.length > 0 ? {} : ((await readLive(lineage)) ?? {});
      run.progress({ step: `The server uses ${path.basename(lineage)} as before` });
      return { ...report(null), certificate };
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (run.signal.aborted) return report({ kind: 'cancelled' });
    const stopped = stoppedBy(error, context);
    if (stopped === null) throw error;
    return report(stopped);
  }
}

function nothing(text: string): IssuanceStop {
  return new IssuanceStop({ kind: 'failed', text, findings: [] });
}
