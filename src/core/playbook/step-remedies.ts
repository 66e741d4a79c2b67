import { clientRenewal } from '../acme/client-renewal.ts';
import { deployTargets } from '../acme/deploy-targets.ts';
import { textOf } from '../domain/name.ts';
import type { ServerSoftware } from '../host/site.ts';
import { remediesFor } from '../problem/advise.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Remedy } from '../problem/remedy.ts';
import type { Circumstances } from './circumstances.ts';
import type { EvidenceRow } from './evidence.ts';
import type { PlaybookStep } from './playbook.ts';
import type { PlaybookRun, StepRun } from './run.ts';

/**
 * What can be done about a step, best first: the renewal by the client that owns the certificate, the reload of the server that
 * shows an older certificate than its file holds, then what helps
 * against the problem that was found, or against the one that the step is about.
 * @param issuer how CAA records name the CA that is used; null where it is not known
 */
export function stepRemedies(
  step: PlaybookStep,
  { state, findings, evidence }: Pick<StepRun, 'state' | 'findings' | 'evidence'>,
  { intent, circumstances }: Pick<PlaybookRun, 'intent' | 'circumstances'>,
  issuer: string | null,
): readonly Remedy[] {
  const { owner } = circumstances;
  const context = { intent, issuer, client: owner?.client ?? null };
  const [finding] = findings;
  // A question to the user is nothing wrong yet.
  const isWrong = state === 'problem' || (state === 'you' && evidence.some(({ mark }) => mark === 'problem'));
  const subject = textOf(intent.name);
  const about =
    finding !== undefined
      ? remediesFor(finding, context)
      : isWrong && step.act === null && step.checkedLike !== null
        ? remediesFor({ problem: step.checkedLike, subject }, context)
        : [];
  const own = step.needs === 'file-and-served' ? reloadOf(evidence, circumstances) : [];
  const fitting = curesFirst(
    finding?.problem ?? step.checkedLike,
    circumstances,
    about.filter((one) => isForServer(one, circumstances)),
  );
  return step.act === null ? [...own, ...fitting] : [...ownerRenewal(owner), ...fitting];
}

/** Where the finding itself shows the cause, what sets it right stands before what would only show it again. */
const shownCauses: readonly ProblemId[] = ['automation-inactive', 'nginx-not-running'];

function curesFirst(
  problem: ProblemId | null,
  { owner, software }: Circumstances,
  remedies: readonly Remedy[],
): readonly Remedy[] {
  // Whose timer or server it is has to be known.
  if (problem === null || !shownCauses.includes(problem) || (owner === null && software.length === 0)) return remedies;
  const cures = (one: Remedy): boolean => one.kind === 'command' && !one.note.startsWith('Changes nothing');
  return remedies.toSorted((one, other) => Number(cures(other)) - Number(cures(one)));
}

const commandsOfServers: Readonly<Record<string, ServerSoftware>> = {
  ...{ nginx: 'nginx', apache2: 'apache', apachectl: 'apache', httpd: 'apache', haproxy: 'haproxy', caddy: 'caddy' },
};

/** A command for nginx helps nobody whose server is Apache. Where no server is known, each may be the one. */
function isForServer(remedy: Remedy, { software }: Circumstances): boolean {
  if (remedy.kind !== 'command' || software.length === 0) return true;
  const named = remedy.argv.flatMap((word) => commandsOfServers[word] ?? []);
  return named.length === 0 || named.some((one) => software.includes(one));
}

/** Every file holds the newest certificate and an address shows an older one: the server has to read its files again. */
function reloadOf(evidence: readonly EvidenceRow[], { software }: Circumstances): readonly Remedy[] {
  const isStale = ({ mark }: EvidenceRow): boolean => mark === 'problem';
  const files = evidence.filter(({ part }) => part === null);
  const [only, ...others] = software;
  if (only === undefined || others.length > 0 || files.length === 0) return [];
  if (files.some(isStale) || !evidence.some(isStale)) return [];
  return deployTargets.flatMap(({ id, title, reload }): readonly Remedy[] => {
    if (id !== only || reload === null) return [];
    const note =
      'Reads configuration and certificates anew; where the configuration is refused, the running one stays.';
    return [{ kind: 'command', title: `Reload ${title}`, argv: reload, root: true, note }];
  });
}

function ownerRenewal(owner: PlaybookRun['circumstances']['owner']): readonly Remedy[] {
  const way = owner === null ? null : clientRenewal(owner);
  if (way === null) return [];
  return [{ kind: 'command', title: `Renew with ${way.client}`, argv: way.renew, root: way.root, note: way.note }];
}
