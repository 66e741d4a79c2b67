import * as vscode from 'vscode';
import { compareAnswers } from '../../core/dns/compare-answers.ts';
import { comparisonTable } from '../../core/dns/comparison-table.ts';
import { serverText } from '../../core/dns/resolution.ts';
import { momentWords } from '../../core/certificate/lifetime.ts';
import { evidenceDocument } from '../../core/domain/evidence-document.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { languages } from '../ids.ts';
import { runWithProgress } from '../long-job.ts';
import type { TextPages } from '../text-pages.ts';
import { chooseDomain } from './choose-domain.ts';
import type { DomainStore } from './domain-store.ts';

interface Dependencies {
  readonly store: DomainStore;
  readonly pages: TextPages;
}

/** Opens everything that the last check of a domain saw, as a read-only document; a domain that was not looked at is checked first. */
export async function showEvidence({ store, pages }: Dependencies, argument: unknown): Promise<void> {
  const domain = await chooseDomain(store, argument, 'Of which domain do you want to see the evidence?');
  if (domain === undefined) return;
  const report = domain.report ?? (await checked(store, domain.name));
  if (report === null) return;
  const lines = evidenceDocument(domain.intent, report, store.find(domain.name)?.changes ?? null);
  await pages.show(`${domain.name} evidence`, `${lines.join('\n')}\n`, languages.acmeLog);
}

/** Asks all resolvers and name servers anew, and opens what each says as a table. */
export async function compareResolvers({ store, pages }: Dependencies, argument: unknown): Promise<void> {
  const domain = await chooseDomain(store, argument, 'For which domain are resolvers compared?');
  const report = domain === undefined ? null : await checked(store, domain.name);
  if (domain === undefined || report === null) return;
  const { dns, authority } = report.observations;
  const lines = [
    `${domain.name}: what each resolver and each name server of the zone answers`,
    `Seen from ${report.vantage} at ${momentWords(report.at)}.`,
    ...(dns.every(({ server }) => serverText(server) === serverText(dns[0]?.server ?? server)) &&
    (authority ?? []).length === 0
      ? ['Only one resolver was asked. More can be named in the setting certDoctor.resolvers.']
      : []),
    '',
    ...comparisonTable(compareAnswers(dns, authority ?? [])),
  ];
  await pages.show(`${domain.name} resolvers`, `${lines.join('\n')}\n`, languages.acmeLog);
}

async function checked(store: DomainStore, name: string): Promise<DomainReport | null> {
  if (!vscode.workspace.isTrusted) return null;
  return runWithProgress(`Checking ${name}`, (run) => store.check(name, run));
}
