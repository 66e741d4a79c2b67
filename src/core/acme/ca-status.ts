import type { Seen } from '../seen.ts';

/** What a CA says of itself on its status page. Asked only where the user wants it. All text in it is hostile. */
export interface CaStatusObservation {
  /** For people. */
  readonly page: string;
  readonly outcome:
    { readonly kind: 'status'; readonly status: CaStatus } | { readonly kind: 'failed'; readonly text: string };
  readonly seen: Seen;
}

export interface CaStatus {
  readonly overall: ServiceState;
  readonly services: readonly ({ readonly name: string } & ServiceState)[];
  /** Titles of what is going on. */
  readonly incidents: readonly string[];
  readonly maintenance: readonly string[];
}

export interface ServiceState {
  /** "Operational", "Planned Maintenance", "Degraded Performance"... */
  readonly words: string;
  /** 100: all is well; 200: maintenance; 300: slow; 400 and more: out of order. */
  readonly code: number;
}

const mostItems = 50;

/** Reads the answer of status.io's public API (kb.status.io/developers/public-status-api); null where it is none. */
export function readCaStatus(json: unknown): CaStatus | null {
  const result = member(json, 'result');
  const overall = stateOf(member(result, 'status_overall'));
  if (overall === null) return null;
  return {
    overall,
    services: listOf(member(result, 'status')).flatMap((one) => {
      const [name, state] = [member(one, 'name'), stateOf(one)];
      return typeof name === 'string' && state !== null ? [{ name, ...state }] : [];
    }),
    incidents: namesIn(member(result, 'incidents')),
    maintenance: namesIn(member(member(result, 'maintenance'), 'active')),
  };
}

function stateOf(value: unknown): ServiceState | null {
  const [words, code] = [member(value, 'status'), member(value, 'status_code')];
  return typeof words === 'string' && typeof code === 'number' ? { words, code } : null;
}

function namesIn(value: unknown): readonly string[] {
  return listOf(value).flatMap((one) => {
    const name = member(one, 'name');
    return typeof name === 'string' ? [name] : [];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostItems) : [];
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
