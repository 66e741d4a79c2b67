import type { DomainIntent } from '../domain/intent.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { Finding } from '../problem/finding.ts';
import type { JudgeContext } from './context.ts';
import { judgeAutomation } from './judge-host-automation.ts';
import { judgeCopies, judgeFiles, judgeServed } from './judge-host-files.ts';
import { judgeServers } from './judge-host-servers.ts';
import { judgeHostsFile } from './judge-hosts-file.ts';
import { judgeMachine } from './judge-host-machine.ts';
import { makeFinding } from './make-finding.ts';

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
    ...judgeMachine(intent, host, observations, context.now),
    ...judgeHostsFile(intent, host, observations),
  ].map((made) => makeFinding(made, context));
}
