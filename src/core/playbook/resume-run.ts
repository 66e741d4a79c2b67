import { issuanceSteps } from '../acme/issuance.ts';
import { challengeMethods } from '../domain/intent.ts';
import { problems } from '../problem/catalogue.ts';
import { stepsFor, type Playbook } from './playbook.ts';
import { runKey, stepStates, type PlaybookRun, type StepRun } from './run.ts';

/**
 * A stored run, ready to go on; null where it is none, is damaged anywhere, or belongs to another playbook, another
 * version of it, or another domain. Nothing in it may let a step pass that no look let pass.
 * @param key under which it was stored (`runKey`); missing: it was not stored under one
 */
export function resumeRun(playbook: Playbook, stored: unknown, key?: string): PlaybookRun | null {
  if (!isRun(stored) || stored.playbook !== playbook.id) return null;
  if (key !== undefined && key !== runKey(stored.playbook, stored.intent)) return null;
  const expected = stepsFor(playbook, stored.circumstances).map(({ id }) => id);
  if (JSON.stringify(stored.steps.map(({ id }) => id)) !== JSON.stringify(expected)) return null;
  if (!stored.steps.every((step) => isHonest(step, stored))) return null;
  const { issue } = stored;
  return {
    ...stored,
    looking: false,
    // What was under way ended with the window; only a look can say how.
    issue: issue !== null && issue.endedAt === null ? { ...issue, endedAt: issue.startedAt } : issue,
    steps: stored.steps.map((step) => (step.state === 'looking' ? { ...step, state: 'to-do', said: '' } : step)),
  };
}

/** Fine is only what a look saw, and saw nothing wrong with. */
function isHonest({ state, findings, evidence }: StepRun, { looked }: PlaybookRun): boolean {
  if (state !== 'fine') return true;
  if (looked === null || findings.length > 0 || evidence.length === 0) return false;
  return evidence.every(({ mark }) => mark === 'fine' || mark === 'you');
}

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => Number.isFinite(value);
const time: Check = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const nothing: Check = (value) => value === null;
const either = (...checks: readonly Check[]): Check => {
  return (value) => checks.some((check) => check(value));
};
const oneOf = (values: readonly unknown[]): Check => {
  return (value) => values.includes(value);
};
const list = (check: Check, least = 0): Check => {
  return (value) => Array.isArray(value) && value.length >= least && value.every(check);
};
const missing: Check = (value) => value === undefined;
/** An object that has these fields; others are left alone. */
const shape = (fields: Fields): Check => {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const members = value as Readonly<Record<string, unknown>>;
    return Object.entries(fields).every(([name, check]) =>
      check(Object.hasOwn(members, name) ? members[name] : undefined),
    );
  };
};

const textOrNull = either(text, nothing);
const name = shape({ ascii: text, wildcard: flag });
const quote = shape({ label: text, text });
const finding = shape({
  problem: oneOf(Object.keys(problems)),
  severity: oneOf(['error', 'warning', 'info', 'hint']),
  ...{ subject: text, message: text, evidence: list(quote) },
});
const row = shape({
  ...{ name: text, part: textOrNull, what: text, seen: text, expected: textOrNull },
  mark: oneOf(['fine', 'problem', 'unknown', 'you']),
});
const edit = shape({ url: text, replacement: text, line: count, column: count });
const step = shape({
  ...{ id: text, state: oneOf(stepStates), said: text },
  ...{ evidence: list(row), findings: list(finding), remarks: list(finding), edits: either(missing, list(edit)) },
});
const intent = shape({
  ...{ name, names: list(name, 1), method: oneOf(challengeMethods), addresses: list(text) },
  ...{ delegationTarget: textOrNull, webRoot: textOrNull, platform: either(missing, text) },
  delegations: either(missing, list(shape({ name: text, target: text }))),
  expectedTexts: either(missing, list(text)),
  mail: either(missing, list(shape({ startTls: oneOf(['smtp', 'imap', 'pop3']), port: count }))),
});
const owner = shape({ client: text, name: text, file: text, timer: textOrNull, job: either(nothing, list(text)) });
const circumstances = shape({
  ...{
    method: oneOf(challengeMethods),
    delegated: flag,
    onServer: either(nothing, flag),
    owner: either(nothing, owner),
  },
  ...{ software: list(oneOf(['nginx', 'apache', 'haproxy', 'caddy'])), cdn: textOrNull, platform: textOrNull },
  ...{ wordPress: flag, logged: flag },
});
const stopped = either(
  shape({ kind: oneOf(['cancelled']) }),
  shape({ kind: oneOf(['declined']), what: text }),
  shape({
    kind: oneOf(['ca']),
    problem: shape({ detail: text, retryAfter: either(nothing, time) }),
    findings: list(finding),
  }),
  shape({ kind: oneOf(['failed']), text, findings: list(finding) }),
);
const report = shape({
  reached: oneOf(issuanceSteps),
  certificate: either(nothing, shape({ serialNumber: text, fingerprint: text, notAfter: text, folder: text })),
  stopped: either(nothing, stopped),
});
const byClient = shape({
  outcome: oneOf(['renewed', 'not-due', 'tried', 'failed', 'declined', 'cancelled']),
  ...{ text, findings: list(finding) },
});
const issue = shape({
  ...{ startedAt: time, endedAt: either(nothing, time), before: either(nothing, list(text)), progress: textOrNull },
  ...{ report: either(nothing, report), byClient: either(nothing, byClient) },
});
const run = shape({
  version: oneOf([2]),
  ...{ playbook: text, intent, circumstances },
  sources: shape({ files: list(text), logs: list(text), targets: list(text) }),
  about: either(nothing, oneOf(Object.keys(problems))),
  ...{ startedAt: time, looking: flag, failure: textOrNull },
  looked: either(nothing, shape({ at: time, vantage: text, ms: count })),
  ssl: either(nothing, shape({ status: text, words: text, served: list(text) })),
  steps: list(step),
  turns: list(shape({ at: time, step: text, from: oneOf(stepStates), to: oneOf(stepStates), said: text })),
  deeds: list(shape({ at: time, what: text })),
  issue: either(nothing, issue),
});

function isRun(value: unknown): value is PlaybookRun {
  return run(value);
}
