import { delegationTargetOf } from '../../core/domain/intent.ts';
import { copyText } from '../remedies/hand-over.ts';
import type { DomainStore } from './domain-store.ts';
import { rowArgument } from './row-argument.ts';

/** Copies the record that a name should have, as a line of a zone file (RFC 1035 §5.1). */
export async function copyRecord(store: DomainStore, argument: unknown): Promise<void> {
  const row = rowArgument(argument);
  const domain = row === null ? undefined : store.find(row.name);
  const status = domain?.report?.names.find(({ name }) => row?.id.endsWith(`:name:${name}`));
  if (domain === undefined || status === undefined || status.expected.length === 0) return;
  const base = status.name.replace(/^\*\./, '');
  const lines = status.expected.map((record) => {
    const space = record.indexOf(' ');
    const type = record.slice(0, space);
    const value = record.slice(space + 1);
    const delegation = type === 'CNAME' && value === delegationTargetOf(domain.intent, base);
    return `${delegation ? `_acme-challenge.${base}` : status.name}. IN ${type} ${type === 'CNAME' ? `${value}.` : value}`;
  });
  await copyText(lines.join('\n'), lines.join('; '));
}
