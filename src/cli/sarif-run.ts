import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { problems, type ProblemId } from '../core/problem/catalogue.ts';
import type { Severity } from '../core/problem/finding.ts';

/** What one run came to, in the parts of SARIF that differ. */
export interface SarifParts {
  readonly problems: Iterable<ProblemId>;
  /** What could not be looked at, each with its location. */
  readonly failures: readonly { readonly text: string; readonly location: object }[];
  readonly artifacts: readonly string[];
  /** @param ruleIndex gives the place of a problem among the rules */
  results(this: void, ruleIndex: (problem: ProblemId) => number): readonly object[];
}

/** One run of SARIF 2.1.0 (OASIS), as code scanning services and editors read it: a rule for each problem that was found. */
export function sarifLog(version: string, parts: SarifParts) {
  const rules = [...new Set(parts.problems)].sort();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Cert Doctor', semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: parts.failures.length === 0,
            toolExecutionNotifications: parts.failures.map(({ text, location }) => ({
              level: 'error',
              message: { text: plainMessage(text) },
              locations: [location],
            })),
          },
        ],
        artifacts: parts.artifacts.map((file) => ({ location: { uri: uriOf(file) } })),
        results: parts.results((problem) => rules.indexOf(problem)),
      },
    ],
  };
}

function ruleOf(id: ProblemId) {
  const { title, meaning, fix, severity, area } = problems[id];
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: meaning },
    help: { text: `${meaning}\n\nWhat to do: ${fix}`, markdown: `${meaning}\n\n**What to do:** ${fix}` },
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: { tags: [area] },
  };
}

/** In a message, braces are placeholders and brackets are links (3.11.5, 3.11.6). */
export function plainMessage(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replace(/[[\]\\]/g, '\\$&');
}

/** Relative to the folder in which the command runs, where the path is. */
export function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(path.sep).map(encodeURIComponent).join('/');
}

/** A fingerprint by which a service knows the same result again. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

export const sarifLevels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};
