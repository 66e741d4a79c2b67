import type { DomainIntent } from '../../domain/intent.ts';
import { modeText, type Rights, type SiteFolder } from '../../host/machine-facts.ts';
import type { EvidenceRow } from '../evidence.ts';
import { machineRow, onServer, plain, type Collect } from './rows.ts';

/** So many processes that wait for each processor, and less than this share of free memory, slow everything down. */
const mostWaiting = 2;
const leastFree = 0.05;

/** Is the machine itself well: its load, its memory, what renews and has been running for long? */
export const machineLoad: Collect = (intent, look) =>
  onServer(look, ({ machine, renewers }) => {
    if (machine === undefined) return plain([], 'The load of the machine was not looked at.');
    const { load, memory } = machine;
    const now = Date.parse(look.report.at);
    return plain([
      load.known
        ? machineRow(
            intent,
            'load',
            `${load.value.averages.join(', ')} on ${load.value.processors} processors`,
            load.value.averages[1] > mostWaiting * load.value.processors ? 'problem' : 'fine',
          )
        : machineRow(intent, 'load', load.why, 'unknown'),
      memory.known
        ? machineRow(
            intent,
            'memory',
            `${Math.round(memory.value.availableBytes / 1_048_576)} MiB of ${Math.round(memory.value.totalBytes / 1_048_576)} MiB free`,
            memory.value.availableBytes < leastFree * memory.value.totalBytes ? 'problem' : 'fine',
          )
        : machineRow(intent, 'memory', memory.why, 'unknown'),
      ...renewers.flatMap(({ where, job }): readonly EvidenceRow[] => {
        if (job?.runningSince == null) return [];
        const minutes = Math.round((now - Date.parse(job.runningSince)) / 60_000);
        return [
          machineRow(
            intent,
            where,
            `its run has been under way for ${minutes} min`,
            minutes > longestRun ? 'problem' : 'fine',
          ),
        ];
      }),
    ]);
  });

/** Minutes: clients wait for random moments and slow DNS, and come to their end within an hour. */
const longestRun = 60;

/** Can the web server read the folders of the sites, and to whom do they belong? */
export const siteFolders: Collect = (intent, look) =>
  onServer(look, ({ machine }) => {
    const folders = machine?.siteFolders ?? [];
    return plain(
      folders.map((folder) => folderRow(intent, folder)),
      folders.length === 0 ? 'No site of the domain names a folder that it serves on this machine.' : null,
    );
  });

function folderRow(intent: DomainIntent, { path, rights, serverUser, blockedAt }: SiteFolder): EvidenceRow {
  if (!rights.known) return machineRow(intent, path, rights.why, 'unknown');
  const { owner, group, mode } = rights.value;
  const seen = `${owner}:${group}, ${modeText(mode)}`;
  if (blockedAt === null && serverUser === null && !isForAll(rights.value))
    return machineRow(intent, path, `${seen}; as which user the web server reads it is not known`, 'unknown');
  if (blockedAt === null) return machineRow(intent, path, seen, 'fine');
  return machineRow(intent, path, `${seen}; ${serverUser ?? 'the web server'} may not enter ${blockedAt}`, 'problem');
}

/** Whoever it is, reads and enters it. */
function isForAll({ mode, openToAll }: Rights): boolean {
  return openToAll && (mode & 0o555) === 0o555;
}
