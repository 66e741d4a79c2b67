import type { DomainIntent } from '../../core/domain/intent.ts';
import { remediesFor } from '../../core/problem/advise.ts';
import type { Remedy } from '../../core/problem/remedy.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import { type FindingAction, findingActions } from './finding-actions.ts';
import type { KnownFinding } from './known-findings.ts';
import { splitPlace } from '../remedies/named-path.ts';
import { type RemedyUse, remedyUses, type UseContext } from './remedy-use.ts';
import type { TerminalPrompt } from '../remedies/terminal-prompt.ts';

/** What can be done about a finding, with what the workspace's list of domains says of its name. */
export class FindingAdvice {
  readonly #store: Pick<DomainStore, 'domains'>;
  readonly #isTrusted: () => boolean;
  /** How CAA records name the CA that is used; null where it is not known. */
  readonly #issuer: () => string | null;
  /** Who would read what is typed into a terminal. */
  readonly prompt: () => TerminalPrompt;

  constructor(
    store: Pick<DomainStore, 'domains'>,
    isTrusted: () => boolean,
    issuer: () => string | null,
    prompt: () => TerminalPrompt,
  ) {
    this.#store = store;
    this.#isTrusted = isTrusted;
    this.#issuer = issuer;
    this.prompt = prompt;
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
      issuer: this.#issuer(),
    });
  }

  actions(known: KnownFinding): readonly FindingAction[] {
    return findingActions(known, this.#useContext(known));
  }

  /** What a menu of quick fixes has no room for. */
  moreUses(known: KnownFinding): readonly RemedyUse[] {
    return remedyUses(this.#useContext(known)).rest;
  }

  #useContext(known: KnownFinding): UseContext {
    return { trusted: this.#isTrusted(), prompt: this.prompt(), remedies: this.remedies(known) };
  }
}

const serverFormats = ['nginx-error', 'nginx-access', 'nginx-test', 'apache', 'haproxy', 'bind', 'smoxy', 'unknown'];

/** Logs of servers do not say which ACME client stands behind them. */
function clientOf(format: string): string | null {
  return serverFormats.includes(format) ? null : format;
}
