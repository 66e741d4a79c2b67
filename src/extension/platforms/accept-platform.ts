import * as vscode from 'vscode';
import { platformFor, signsIn } from '../../core/platform/detect-platform.ts';
import { chooseDomain } from '../domains/choose-domain.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import { configFileName } from '../ids.ts';

/** Writes the platform that shows itself into the domain's entry, as an edit that can be undone. */
export async function acceptPlatform(store: DomainStore, argument: unknown): Promise<void> {
  const domain = await chooseDomain(store, argument, 'The platform of which domain is accepted?');
  if (domain === undefined) return;
  const { platform, by } =
    domain.report === null
      ? { platform: null, by: 'assumed' as const }
      : platformFor(domain.intent, signsIn(domain.report.observations));
  if (platform === null || by === 'assumed') {
    await vscode.window.showInformationMessage(
      `Nothing that was seen of ${domain.name} shows a platform. Name it in ${configFileName} ("platform").`,
    );
    return;
  }
  if (by === 'seen') await store.setPlatform(domain, platform.id);
}
