import { ordinaryLines } from './ordinary-lines.ts';
import { Prefilter } from './prefilter.ts';
import { TemplateError, matchTemplate, parseTemplate, piecesOf } from './template.ts';
import type { Template, TemplateMatch } from './template.ts';
import type { Signature, SignatureSet } from './signature.ts';
import { WindowChoice, windowAt, windowLength } from './window.ts';
import type { Window } from './window.ts';

/** One message found in a text, with its place there. */
export interface Hit extends TemplateMatch {
  readonly id: string;
  readonly signature: Signature;
}

interface Known {
  readonly id: string;
  readonly signature: Signature;
  /** Compiled when it is first looked for: a log holds few of the messages. */
  template: Template | null;
}

/** The same message more often than this in one line tells nothing new. */
const mostRepeats = 8;

/**
 * All signatures. Where two messages claim the same words, the one with more literal text wins: "certificate
 * has expired" is inside a longer sentence, and the longer sentence is what the line says.
 */
export class Scanner {
  private readonly known: readonly Known[];
  private readonly prefilter: Prefilter;

  /**
   * `triggers` are further texts that make a line worth reading, such as the keys of certbot's problem block. Throws
   * `TemplateError` where two signatures are the same, or one has nothing by which it can be found.
   */
  constructor(signatures: SignatureSet, triggers: readonly string[]) {
    const seen = new Map<string, string>();
    this.known = Object.entries(signatures).map(([id, signature]) => {
      const twin = seen.get(signature.template);
      if (twin !== undefined) throw new TemplateError(`${id} has the template of ${twin}`);
      seen.set(signature.template, id);
      return { id, signature, template: null };
    });
    const choice = new WindowChoice(ordinaryLines);
    this.prefilter = new Prefilter([
      ...this.known.map(({ id, signature: { template, window } }) =>
        window ? windowAt(window, template) : windowOf(choice, id, piecesOf(template)),
      ),
      ...triggers.map((trigger) => windowOf(choice, trigger, [trigger])),
    ]);
  }

  /**
   * The places at or after `from` and before `to`, in their order, at which a message or trigger may end to be known.
   * None is missed, many are wrong: ask `mayStandAt`. At most `searchLength` bytes at a time; holds until the next call.
   */
  search(bytes: DataView, from: number, to: number): Int32Array {
    return this.prefilter.search(bytes, from, to);
  }

  /** Whether the words around a place that `search` found are a message's or a trigger's. Wrong on few ordinary lines. */
  mayStandAt(bytes: DataView, place: number): boolean {
    return this.prefilter.mayStandAt(bytes, place);
  }

  /** Whether a message or a trigger may stand in a line. False on most lines, at little cost. */
  mayStandIn(text: string): boolean {
    return this.prefilter.isInText(text);
  }

  /** The messages in one line, in the order in which they stand there. */
  scan(text: string): Hit[] {
    if (text.length < windowLength) return [];
    const claims: Claim[] = [];
    // In the order of the signatures, so that equal claims are settled as in `scanNaively`.
    for (const index of this.prefilter.inText(text)) {
      const known = this.known[index];
      if (known) addMatches(known, text, claims);
    }
    return winners(claims);
  }

  /** What `scan` must equal: every signature tried on the line, without any index. For tests. Throws `TemplateError`. */
  scanNaively(text: string): Hit[] {
    const claims: Claim[] = [];
    for (const known of this.known) addMatches(known, text, claims);
    return winners(claims);
  }
}

function windowOf(choice: WindowChoice, id: string, literals: readonly string[]): Window {
  const window = choice.of(literals);
  if (window === null)
    throw new TemplateError(`${id} has no ${String(windowLength)} characters by which it can be found`);
  return window;
}

interface Claim extends Hit {
  readonly certainty: number;
}

function addMatches(known: Known, text: string, claims: Claim[]): void {
  const { id, signature } = known;
  const template = (known.template ??= parseTemplate(signature.template));
  let from = 0;
  for (let times = 0; times < mostRepeats; times++) {
    const match = matchTemplate(template, text, from);
    if (!match) break;
    claims.push({ id, signature, certainty: template.certainty, ...match });
    from = match.end;
  }
}

function winners(claims: Claim[]): Hit[] {
  if (claims.length < 2) return claims;
  claims.sort((a, b) => b.certainty - a.certainty || a.start - b.start);
  const kept: Claim[] = [];
  for (const claim of claims)
    if (!kept.some((other) => claim.start < other.end && other.start < claim.end)) kept.push(claim);
  kept.sort((a, b) => a.start - b.start);
  return kept;
}
