import path from 'node:path';
import { parseIdentifier, textOf } from '../../core/domain/name.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { findPlaybook } from '../../core/playbook/playbooks.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';

/** What the caller of the command said; null where it left it to the user. */
export interface PlaybookTarget {
  readonly playbook: Playbook | null;
  /** A valid name in A-labels. */
  readonly name: string | null;
  readonly problem: ProblemId | null;
  /** Absolute path of the log that tells of the problem. */
  readonly log: string | null;
}

/** Reads the command's argument: `{ playbook, name, problem, log }`, all optional, or a row of the tree. Written by anybody. */
export function playbookTarget(argument: unknown): PlaybookTarget {
  const playbook = text(argument, 'playbook');
  const problem = text(argument, 'problem');
  const log = text(argument, 'log');
  return {
    playbook: playbook === null ? null : (findPlaybook(playbook) ?? null),
    name: nameIn(argument),
    problem: problem !== null && isProblem(problem) ? problem : null,
    log: log !== null && path.isAbsolute(log) ? log : null,
  };
}

function nameIn(argument: unknown): string | null {
  const written =
    typeof argument === 'string' ? argument : (text(argument, 'name') ?? text(property(argument, 'domain'), 'name'));
  const parsed = written === null ? null : parseIdentifier(written);
  return parsed?.ok === true ? textOf(parsed.name) : null;
}

function isProblem(id: string): id is ProblemId {
  return Object.hasOwn(problems, id);
}

function text(from: unknown, key: string): string | null {
  const value = property(from, key);
  return typeof value === 'string' ? value : null;
}

function property(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Readonly<Record<string, unknown>>)[key] : undefined;
}
