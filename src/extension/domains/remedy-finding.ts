import * as vscode from 'vscode';
import { playbooksFor } from '../../core/playbook/playbooks.ts';
import { problems } from '../../core/problem/catalogue.ts';
import { commands } from '../ids.ts';
import { applyRemedy } from '../logs/apply-remedy.ts';
import { usesFor, type Surroundings } from './domain-finding-rows.ts';
import type { DomainStore } from './domain-store.ts';
import { findingArgument } from './row-argument.ts';

/** Does one thing about a finding of a domain: the one that the row names, or the one that is chosen. Nothing is run. */
export async function remedyFinding(store: DomainStore, around: Surroundings, argument: unknown): Promise<void> {
  const meant = findingArgument(store, argument);
  if (meant?.domain.report == null) return;
  const { domain, finding, use } = meant;
  const { remedies, uses } = usesFor(finding, domain.intent, meant.domain.report, around);
  const chosen = use === null ? await choose() : uses[use];
  if (chosen === 'explain') await vscode.commands.executeCommand(commands.explainProblem, finding.problem);
  else if (chosen === 'playbook')
    await vscode.commands.executeCommand(commands.startPlaybook, { name: domain.name, problem: finding.problem });
  else if (chosen !== undefined) {
    const remedy = remedies[chosen.index];
    if (remedy !== undefined) await applyRemedy(remedy, chosen.kind, around.prompt);
  }

  async function choose(): Promise<(typeof uses)[number] | 'explain' | 'playbook' | undefined> {
    const items = [
      ...uses.map((one) => ({ label: one.title, what: one })),
      ...(playbooksFor(finding.problem).length === 0
        ? []
        : [{ label: `Start playbook for ${domain.name}…`, what: 'playbook' as const }]),
      { label: `Explain: ${problems[finding.problem].title}`, what: 'explain' as const },
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: problems[finding.problem].title,
      placeHolder: 'Commands are typed into a terminal and not run',
    });
    return picked?.what;
  }
}
