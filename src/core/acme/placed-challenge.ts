import { isTsigAlgorithm, type RecordWriterPlan } from './challenge-plan.ts';

/** A TXT record with one value; other values at its name are somebody else's. */
export interface TxtRecord {
  /** In A-labels, without the last dot. */
  readonly owner: string;
  readonly value: string;
}

/** What answers a challenge, as far as it must be known to take exactly that away again, also after a crash. */
export type PlacedChallenge =
  | { readonly by: 'web-root'; readonly file: string; readonly content: string }
  /** A server of our own, which ends with its process. */
  | { readonly by: 'listener'; readonly type: 'http-01' | 'tls-alpn-01'; readonly name: string; readonly port: number }
  | { readonly by: 'record'; readonly record: TxtRecord; readonly writer: RecordWriterPlan };

/** The same for what is at the same place, with the same content. */
export function placeKey(placed: PlacedChallenge): string {
  switch (placed.by) {
    case 'web-root':
      return `file ${placed.file}`;
    case 'listener':
      return `${placed.type} ${String(placed.port)} ${placed.name}`;
    case 'record':
      return `record ${placed.record.owner} ${placed.record.value}`;
  }
}

/** Reads it back from the journal; null where it is none. */
export function readPlaced(value: unknown): PlacedChallenge | null {
  const fields = record(value);
  const { by, file, content, type, name, port } = fields;
  if (by === 'web-root' && typeof file === 'string' && typeof content === 'string') return { by, file, content };
  if (by === 'listener' && (type === 'http-01' || type === 'tls-alpn-01')) {
    return typeof name === 'string' && typeof port === 'number' ? { by, type, name, port } : null;
  }
  const { owner, value: text } = record(fields['record']);
  const writer = readWriter(fields['writer']);
  if (by !== 'record' || typeof owner !== 'string' || typeof text !== 'string' || writer === null) return null;
  return { by, record: { owner, value: text }, writer };
}

function readWriter(value: unknown): RecordWriterPlan | null {
  const { by, argv, server, keyName, algorithm } = record(value);
  if (by === 'hand') return { by };
  if (by === 'hook' && Array.isArray(argv) && argv.every((part) => typeof part === 'string')) return { by, argv };
  if (by !== 'rfc2136' || typeof server !== 'string' || typeof keyName !== 'string') return null;
  return isTsigAlgorithm(algorithm) ? { by, server, keyName, algorithm } : null;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
