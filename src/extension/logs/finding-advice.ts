import type { DomainIntent } from '../../core/domain/intent.ts';
import { remediesFor } from '../../core/problem/advise.ts';
import type { Remedy } from '../../core/problem/remedy.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import { type ActionContext, type FindingAction, findingActions } from './finding-actions.ts';
import type { KnownFinding } from './known-findings.ts';
import { splitPlace } from '../remedies/named-path.ts';
import { type RemedyUse, remedyUses } from './remedy-use.ts';
import type { TerminalPrompt } from '../remedies/terminal-prompt.ts';

/** What the editor around a log knows; each is asked whenever it is needed. */
export interface Surroundings {
  isTrusted(this: void): boolean;
  /** How CAA records name the CA that is used; null where it is not known. */
  issuer(this: void): string | null;
  /** Who would read what is typed into a terminal. */
  prompt(this: void): TerminalPrompt;
  /** A folder is open, which can hold a list of domains and settings. */
  hasFolder(this: void): boolean;
  now(this: void): Date;
}

/** What can be done about a finding, with what the workspace's list of domains says of its name. */
export class FindingAdvice {
  readonly #store: Pick<DomainStore, 'domains'>;
  readonly #around: Surroundings;

  constructor(store: Pick<DomainStore, 'domains'>, around: Surroundings) {
    this.#store = store;
    this.#around = around;
  }

  prompt(): TerminalPrompt {
    return this.#around.prompt();
  }

  /** The domain of the list that holds the finding's name. */
  intent({ name }: KnownFinding): DomainIntent | null {
    if (name === null) return null;
    return this.#store.domains.find(({ intent }) => intent.names.some(({ ascii }) => ascii === name))?.intent ?? null;
  }

  remedies(known: KnownFinding): readonly Remedy[] {
    const { finding, name, format } = known;
    const { path, line } = splitPlace(finding.captures['path'] ?? finding.captures['file'] ?? '');
    return remediesFor(finding, {
      captures: {
        ...finding.captures,
        ...(line === null ? {} : { path, line: String(line) }),
        // The finding's own, or what the rest of the log says.
        ...(name === null ? {} : { name }),
      },
      intent: this.intent(known),
      client: clientOf(format),
      issuer: this.#around.issuer(),
    });
  }

  actions(known: KnownFinding): readonly FindingAction[] {
    return findingActions(known, this.#context(known, this.remedies(known)));
  }

  /** Those that need no values of the line: quick enough for thousands of findings. */
  plainActions(known: KnownFinding): readonly FindingAction[] {
    return findingActions(known, this.#context(known, []));
  }

  /** What a menu of quick fixes has no room for. */
  moreUses(known: KnownFinding): readonly RemedyUse[] {
    return remedyUses(this.#context(known, this.remedies(known))).rest;
  }

  #context(known: KnownFinding, remedies: readonly Remedy[]): ActionContext {
    const { isTrusted, prompt, hasFolder, now } = this.#around;
    return {
      trusted: isTrusted(),
      prompt: prompt(),
      remedies,
      now: now(),
      canAdd: hasFolder() && this.intent(known) === null,
      hasWorkspace: hasFolder(),
    };
  }
}

const clientFormats = [
  ...['certbot', 'acme.sh', 'lego', 'traefik', 'caddy', 'cert-manager', 'dehydrated', 'uacme', 'acme-client'],
  ...['win-acme', 'clpctl'],
];

/** Logs of servers do not say which ACME client stands behind them. */
function clientOf(format: string): string | null {
  return clientFormats.includes(format) ? format : null;
}
