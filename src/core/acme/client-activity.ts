import { momentWords } from '../certificate/lifetime.ts';
import { quotedText } from '../quoted-text.ts';
import { withoutSecrets } from '../report/redact.ts';
import type { ClientCertificate, ClientRenewalReport } from './client-renewal.ts';
import type { ClientRenewalDue } from './renewal.ts';

const mostOutput = 16_384;
const mostText = 1_000;

/** What became of one renewal that an ACME client was asked for, as it is kept. Times are ISO 8601, UTC. */
export interface ClientActivity {
  readonly client: string;
  /** The client's certificate file, by which it is found again. */
  readonly file: string;
  readonly startedAt: string;
  /** Null where nobody saw its end. */
  readonly endedAt: string | null;
  readonly dryRun: boolean;
  /** `open`: it is under way, or Cert Doctor was stopped before it ended. */
  readonly outcome: ClientRenewalReport['outcome'] | 'open';
  /** One or two sentences of ours. */
  readonly text: string;
  /** What was found in the client's words; empty where nothing kept it from renewing. */
  readonly finding: string;
  /** Serial numbers in the file, upper-case hexadecimal; null where it could not be read. */
  readonly before: string | null;
  readonly after: string | null;
  /** The end of what the client wrote, its secrets taken out. Hostile. */
  readonly output: string;
}

/** One that has begun; it is kept before the client runs, so that it is known of where nobody sees the end. */
export function openClientActivity(
  { client, file, dryRun }: ClientCertificate & { readonly dryRun: boolean },
  startedAt: Date,
): ClientActivity {
  return {
    ...{ client, file, dryRun, outcome: 'open', startedAt: startedAt.toISOString(), endedAt: null },
    ...{ text: '', finding: '', before: null, after: null, output: '' },
  };
}

/** @param times when the client was asked, and when it had ended */
export function clientActivityOf(
  { client, file, dryRun }: ClientCertificate & { readonly dryRun: boolean },
  { outcome, text, findings, before, after, output }: ClientRenewalReport,
  times: { readonly startedAt: Date; readonly endedAt: Date },
): ClientActivity {
  return {
    ...{ client, file, dryRun, outcome, text, before, after },
    startedAt: times.startedAt.toISOString(),
    endedAt: times.endedAt.toISOString(),
    finding: findings[0]?.message ?? '',
    output: withoutSecrets(output).slice(-mostOutput),
  };
}

const outcomes: readonly string[] = ['renewed', 'not-due', 'tried', 'failed', 'declined', 'cancelled', 'open'];

/** What was kept, read back; null where it is none. */
export function readClientActivity(text: string): ClientActivity | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const one = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const texts = [one['client'], one['file'], one['text'], one['finding'], one['output']];
  const times = one['outcome'] === 'open' ? [one['startedAt']] : [one['startedAt'], one['endedAt']];
  const serials = [one['before'], one['after']];
  const isRight =
    texts.every((part) => typeof part === 'string') &&
    times.every((time) => typeof time === 'string' && !Number.isNaN(Date.parse(time))) &&
    serials.every((serial) => serial === null || (typeof serial === 'string' && /^[0-9A-F]{1,64}$/.test(serial))) &&
    outcomes.includes(String(one['outcome'])) &&
    typeof one['dryRun'] === 'boolean';
  return isRight ? (one as unknown as ClientActivity) : null;
}

/** What happened, in order. */
export function clientSteps(activity: ClientActivity): readonly { readonly at: string; readonly text: string }[] {
  const { client, startedAt, endedAt, dryRun, text, finding, file } = activity;
  return [
    { at: startedAt, text: `${client} was asked to ${dryRun ? 'try' : 'renew'}: ${file}` },
    ...(endedAt === null
      ? [{ at: startedAt, text: 'Its end was not seen: it is under way, or Cert Doctor was stopped before it ended.' }]
      : [{ at: endedAt, text }, ...(finding === '' ? [] : [{ at: endedAt, text: finding }])]),
  ];
}

/** Every renewal that the client of one certificate was asked for, with the end of its words, as plain text; safe to show. */
export function clientActivitiesText({ names, client, activities }: ClientRenewalDue): string {
  const head = `${quotedText(names.join(', '), 200)}, ${client.client}`;
  const attempts = activities.map((activity) =>
    [
      `  ${momentWords(activity.startedAt)}  ${activity.outcome}`,
      ...clientSteps(activity).map(({ at, text }) => `    ${at.slice(11, 19)}  ${quotedText(text, mostText)}`),
      ...activity.output
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => `      ${quotedText(line, mostText)}`),
    ].join('\n'),
  );
  return [head, ...attempts].join('\n');
}
