import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { HostObservation } from '../host/host-observation.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import type { JudgeContext } from './context.ts';
import { judgeAutomation } from './judge-host-automation.ts';
import { judgeCopies, judgeFiles, judgeServed } from './judge-host-files.ts';
import { judgeServers } from './judge-host-servers.ts';
import { makeFinding, type Made } from './make-finding.ts';

/** Less than this, and a client cannot write a key, a chain and its log. */
const leastFreeBytes = 16 * 1024 * 1024;

/** What the server itself shows of its web servers, its files and its automation, as far as the domain is concerned. */
export function judgeHost(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  const { host } = observations;
  if (!host) return [];
  return [
    ...judgeServers(intent, host, observations),
    ...judgeFiles(intent, host.files),
    ...judgeServed(intent, observations, host.files),
    ...judgeCopies(intent, host, context.now),
    ...judgeAutomation(intent, host, context.now),
    ...judgeDisks(intent, host),
  ].map((made) => makeFinding(made, context));
}

function judgeDisks(intent: DomainIntent, { disks }: HostObservation): readonly Made[] {
  const subject = textOf(intent.name);
  return disks.flatMap(({ path, freeBytes, freeFiles }): readonly Made[] => {
    if (freeBytes >= leastFreeBytes && freeFiles > 0) return [];
    const what =
      freeFiles === 0
        ? `no file can be made any more under ${quotedText(path)}`
        : `only ${Math.floor(freeBytes / 1024)} KiB are free under ${quotedText(path)}`;
    return [{ problem: 'disk-full', subject, what }];
  });
}
