import type { LogReport } from '../../core/log/report.ts';
import { findingOfCause } from './finding-at.ts';
import { readHead } from '../../core/log/prefix.ts';

/** Types of semantic tokens, as the manifest contributes them. */
export const outcomeTypes = ['certSuccess', 'certFailure', 'certNotDue'] as const;
export type OutcomeType = (typeof outcomeTypes)[number];

/** Words of one line that say what came of an attempt. Line and column from 0, in UTF-16 units. */
export interface OutcomeToken {
  readonly line: number;
  readonly start: number;
  readonly length: number;
  readonly type: OutcomeType;
}

/**
 * The words by which attempts ended: the cause's decisive words of one that failed, the last message of one that
 * succeeded or was not due. In order, and apart from each other. A grammar sees single lines and cannot tell them.
 * @param lineAt gives a line, from 0
 */
export function outcomeTokens(
  { attempts, findings }: Pick<LogReport, 'attempts' | 'findings'>,
  lineAt: (line: number) => string,
): readonly OutcomeToken[] {
  const tokens: OutcomeToken[] = [];
  const push = (line: number, start: number, end: number, type: OutcomeType): void => {
    const text = lineAt(line);
    const last = Math.min(end, text.trimEnd().length);
    if (last > start) tokens.push({ line, start, length: last - start, type });
  };
  for (const { outcome, cause, endLine } of attempts) {
    const finding = outcome === 'failed' ? findingOfCause(findings, cause, (one) => one) : undefined;
    for (let line = finding?.line ?? 1; line <= (finding?.endLine ?? 0); line++) {
      const start = line === finding?.line ? finding.column - 1 : lineAt(line - 1).search(/\S|$/);
      push(line - 1, start, line === finding?.endLine ? finding.endColumn - 1 : Infinity, 'certFailure');
    }
    if (outcome !== 'succeeded' && outcome !== 'not-due') continue;
    const text = lineAt(endLine - 1);
    const { message } = readHead(text);
    const start = message + text.slice(message).search(/\S|$/);
    push(endLine - 1, start, Infinity, outcome === 'succeeded' ? 'certSuccess' : 'certNotDue');
  }
  tokens.sort((a, b) => a.line - b.line || a.start - b.start);
  return tokens.filter((token, index) => {
    const before = tokens[index - 1];
    return before?.line !== token.line || before.start + before.length <= token.start;
  });
}
