import type { Domain, DomainStore } from './domain-store.ts';
import type { Finding } from '../../core/problem/finding.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { Look } from '../../core/problem/independent-check.ts';
import type { Sight } from './row.ts';

/** What a command's argument says of a row of the tree; written by anybody. Null where it is none. */
export function rowArgument(argument: unknown): { readonly name: string; readonly id: string } | null {
  const row = member(argument, 'row');
  const name = member(argument, 'name');
  const id = member(row, 'id');
  return typeof name === 'string' && typeof id === 'string' ? { name, id } : null;
}

/** The finding of a domain that a row is about, or in which it stands, and the way to help that it names. */
export function findingArgument(
  store: DomainStore,
  argument: unknown,
): { readonly domain: Domain; readonly finding: Finding; readonly use: number | null } | null {
  const row = rowArgument(argument);
  const domain = row === null ? undefined : store.find(row.name);
  const place = /:finding:([0-9]{1,4})(?::use:([0-9]{1,3}))?$/.exec(row?.id ?? '');
  const finding = domain?.report?.findings[Number(place?.[1])];
  if (domain === undefined || finding === undefined) return null;
  return { domain, finding, use: place?.[2] === undefined ? null : Number(place[2]) };
}

const looks: readonly Look[] = [
  'name',
  'address',
  'certificate',
  'challenge',
  'delegation',
  'zone',
  'server',
  'renewal',
];

/** What a row shows. Its values are checked by their grammar where they become part of a command. */
export function sightArgument(argument: unknown): Sight | null {
  const sight = member(member(argument, 'row'), 'sight');
  const problem = member(sight, 'problem');
  const subject = member(sight, 'subject');
  if (typeof problem === 'string' && Object.hasOwn(problems, problem) && typeof subject === 'string') {
    return { problem: problem as ProblemId, subject };
  }
  const look = looks.find((one) => one === member(sight, 'look'));
  const name = member(sight, 'name');
  const address = member(sight, 'address');
  if (look === undefined || typeof name !== 'string') return null;
  return { look, name, ...(typeof address === 'string' ? { address } : {}) };
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
