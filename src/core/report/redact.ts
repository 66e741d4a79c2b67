import { assignedSecrets } from './assigned-secrets.ts';
import { bareSecrets } from './bare-secrets.ts';
import { commandSecrets } from './command-secrets.ts';
import { asAscii } from './line-words.ts';
import { namedValues, type Awaited } from './named-values.ts';
import { withoutPem } from './pem-cut.ts';
import { Pseudonyms, type Kept } from './pseudonyms.ts';
import { saidSecrets } from './said-secrets.ts';
import { withoutSpans } from './span.ts';
import { withoutSteering } from './steering.ts';

/** A line longer than this is cut before it is read. */
const longestLine = 65_536;

/** What text from outside is about. What is named here stays; everything else of its kind does not. */
export interface RedactionScope {
  /** Domains asked about, and names that their check met: name servers, targets. */
  readonly names: readonly string[];
  /** Addresses of the servers and of DNS. */
  readonly addresses: readonly string[];
  /** Serials, fingerprints and other public values that look drawn by a machine. */
  readonly publicValues: readonly string[];
  /** Names of machines to hide, such as the one that looked. */
  readonly hosts: readonly string[];
}

export const noScope: RedactionScope = { names: [], addresses: [], publicValues: [], hosts: [] };

/**
 * Text without secrets: private keys, account keys, signed requests, key authorizations, tokens, passwords, cookies. What it
 * was redacted to is redacted to itself. Nothing in it hides or steers a terminal. The number of lines stays the same; the work is proportional to the text.
 */
export function withoutSecrets(text: string, publicValues: readonly string[] = []): string {
  const known = new Set(publicValues.map((value) => value.toLowerCase()));
  return untilStable(withoutSteering(cutLines(text)), (now) => secretsOut(now, known));
}

/** The same for a whole bundle, with made-up names for people, machines, clients and unrelated domains, the same throughout. */
export class Redactor {
  readonly #scope: RedactionScope;
  readonly #pseudonyms: Pseudonyms;
  readonly #known: ReadonlySet<string>;

  constructor(scope: RedactionScope) {
    const names = new Set(scope.names.map((name) => name.toLowerCase().replace(/^\*\./, '').replace(/\.$/, '')));
    const kept: Kept = { names, addresses: new Set(scope.addresses) };
    this.#scope = scope;
    this.#pseudonyms = new Pseudonyms(kept, scope.hosts);
    this.#known = new Set([...scope.publicValues.map((value) => value.toLowerCase()), ...names]);
  }

  redact(text: string): string {
    return untilStable(withoutSteering(cutLines(text)), (now) =>
      secretsOut(now, this.#known)
        .split('\n')
        .map((line) => this.#pseudonyms.apply(line))
        .join('\n'),
    );
  }

  /** The made-up name of a machine, such as the one that looked. */
  host(name: string): string {
    return this.#scope.names.includes(name) ? name : this.#pseudonyms.host(name);
  }
}

/** What is taken out may bring two other things together; a text that is taken apart again and again is left at that. */
const mostPasses = 8;

function untilStable(text: string, pass: (text: string) => string): string {
  let now = text;
  for (let passes = 0; passes < mostPasses; passes += 1) {
    const next = pass(now);
    if (next === now) break;
    now = next;
  }
  return now;
}

/** One pass over the text; `known`: public values in lower case. */
export function secretsOut(text: string, known: ReadonlySet<string>): string {
  let awaited: Awaited | null = null;
  return withoutPem(text.split('\n'))
    .map((line) => {
      // What the names before values say goes first: what is left of a line is not guessed at in its place.
      const named: ReturnType<typeof namedValues> = namedValues(asAscii(line), awaited);
      awaited = named.next;
      let now = withoutSpans(line, named.spans);
      for (const look of [assignedSecrets, commandSecrets, saidSecrets]) now = withoutSpans(now, look(asAscii(now)));
      return withoutSpans(now, bareSecrets(now, known));
    })
    .join('\n');
}

function cutLines(text: string): string {
  if (text.length <= longestLine) return text;
  const cut = (line: string): string => (line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line);
  return text.split('\n').map(cut).join('\n');
}
