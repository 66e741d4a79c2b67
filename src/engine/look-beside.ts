import type { DomainIntent } from '../core/domain/intent.ts';
import { textOf } from '../core/domain/name.ts';
import type { History } from '../core/domain/history.ts';
import type { Activity } from '../core/acme/activity.ts';
import { partAbout, partSince, type ReportPart } from '../core/log/report-part.ts';
import type { LogFinding, LogReport } from '../core/log/report.ts';
import type { Known, KnownLog, NamedFile, NamedTarget, TimedAttempt, UnreadLog } from '../core/playbook/look.ts';
import type { Need } from '../core/playbook/playbook.ts';
import type { Sources } from '../core/playbook/run.ts';
import type { Engine, Run } from './engine.ts';
import type { LogPlace } from './read/log-places.ts';

const day = 86_400_000;
/** What is older tells of attempts that somebody has dealt with since. */
const recentMs = 14 * day;
/** So many logs are read, those first that were written to last; and none that is longer, in bytes. */
const mostLogs = 8;
const longestLog = 64 * 1024 * 1024;

const readFromLogs: readonly Need[] = ['logs', 'asked-in-logs', 'after-renewal', 'connections'];

/** Where else than at the domain a playbook looks. */
export interface Places {
  /** Where logs usually lie, as `lookAtPlaces` takes them. */
  readonly logs: readonly string[];
  /** Where Cert Doctor keeps what it issued; null: nowhere. */
  readonly storage: string | null;
}

/** Looks at what a playbook needs beside the check of the domain: what is remembered, logs, files, earlier attempts. */
export class LookBeside {
  readonly #engine: Pick<Engine, 'lookAtPlaces' | 'scan' | 'inspect' | 'renewals' | 'knock' | 'lookAtKeyStore'>;
  readonly #histories: { read(name: string): Promise<History> };
  /** What each log said, by its path, size and time: a playbook looks again every few seconds. */
  readonly #read = new Map<string, LogReport>();

  constructor(
    engine: Pick<Engine, 'lookAtPlaces' | 'scan' | 'inspect' | 'renewals' | 'knock' | 'lookAtKeyStore'>,
    histories: { read(name: string): Promise<History> },
  ) {
    this.#engine = engine;
    this.#histories = histories;
  }

  /** Only what the needs ask for. What cannot be read is not known. */
  async known(
    {
      needs,
      intent,
      sources,
    }: { readonly needs: readonly Need[]; readonly intent: DomainIntent; readonly sources: Sources },
    places: Places,
    run: Run,
  ): Promise<Known> {
    const name = textOf(intent.name);
    const needed = (...some: readonly Need[]): boolean => some.some((need) => needs.includes(need));
    const [history, read, files, targets, attempts] = await Promise.all([
      needed('changes') ? this.#histories.read(name).catch(() => null) : null,
      needed(...readFromLogs) ? this.#logs(intent, sources, places, run).catch(() => null) : null,
      sources.files.length === 0 ? [] : this.#files(name, sources.files, run).catch(() => []),
      Promise.all(sources.targets.map((host) => this.#knock(host, run))),
      needed('durations') && places.storage !== null
        ? this.#attempts(intent, places.storage, run).catch(() => null)
        : null,
    ]);
    const { logs = null, unread = [] } = read ?? {};
    return {
      ...{ history, logs, files, targets: targets.filter((one) => one !== null), attempts },
      ...(unread.length === 0 ? {} : { unread }),
    };
  }

  async #files(host: string, paths: readonly string[], run: Run): Promise<readonly NamedFile[]> {
    const inspected = await this.#engine.inspect({ paths, password: '', host, rootFiles: [], at: null }, run);
    return await Promise.all(
      inspected.map(async (file) => {
        const store = await this.#engine.lookAtKeyStore(file.path, run).catch(() => null);
        return store === null ? file : { ...file, store };
      }),
    );
  }

  async #knock(host: string, run: Run): Promise<NamedTarget | null> {
    const looks = await this.#engine.knock(host, run).catch(() => null);
    return looks === null ? null : { host, looks };
  }

  async #logs(
    intent: DomainIntent,
    sources: Sources,
    places: Places,
    run: Run,
  ): Promise<{ readonly logs: readonly KnownLog[]; readonly unread: readonly UnreadLog[] }> {
    const found = await this.#engine.lookAtPlaces([...sources.logs, ...places.logs], run);
    const isNamed = ({ path, pattern }: LogPlace): boolean =>
      sources.logs.includes(pattern) || sources.logs.includes(path);
    const recent = found
      .filter((place) => whyNotRead(place) === null)
      .filter(
        (place) =>
          isNamed(place) || ((place.size ?? 0) > 0 && Date.parse(place.modified ?? '') > Date.now() - recentMs),
      )
      .toSorted(
        (one, other) =>
          Number(isNamed(other)) - Number(isNamed(one)) || (other.modified ?? '').localeCompare(one.modified ?? ''),
      );
    const logs: KnownLog[] = [];
    const unread: UnreadLog[] = [
      ...sources.logs
        .filter((one) => !found.some(({ path, pattern }) => pattern === one || path === one))
        .map((path) => ({ path, why: 'no such file was found' })),
      ...found.filter(isNamed).flatMap((place) => {
        const why = whyNotRead(place);
        return why === null ? [] : [{ path: place.path, why }];
      }),
      ...recent
        .slice(mostLogs)
        .filter(isNamed)
        .map(({ path }) => ({ path, why: `not read, as ${mostLogs} logs that changed later were` })),
    ];
    for (const place of recent.slice(0, mostLogs)) {
      const report = await this.#report(place, run).catch(() => null);
      if (report === null) {
        if (isNamed(place)) unread.push({ path: place.path, why: 'it could not be read' });
        continue;
      }
      // What the user named is told whole.
      const young = isNamed(place) ? report : (partSince(report, Date.now() - recentMs) ?? report);
      const { format, findings, attempts } = about(young, intent);
      logs.push({ path: place.path, format, findings, attempts });
    }
    return { logs, unread };
  }

  async #report({ path, size, modified }: LogPlace, run: Run): Promise<LogReport> {
    const key = `${path} ${size ?? ''} ${modified ?? ''}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const report = await this.#engine.scan({ log: { path } }, run);
    for (const other of [...this.#read.keys()]) if (other.startsWith(`${path} `)) this.#read.delete(other);
    this.#read.set(key, report);
    return report;
  }

  async #attempts(intent: DomainIntent, storage: string, run: Run): Promise<readonly TimedAttempt[]> {
    const { renewals } = await this.#engine.renewals(storage, run);
    const names = intent.names.map(textOf);
    return renewals
      .filter((renewal) => renewal.names.some((name) => names.includes(name)))
      .flatMap((renewal) => (renewal.owner === 'cert-doctor' ? renewal.activities.map(timed) : []));
  }
}

function whyNotRead({ state, size }: LogPlace): string | null {
  if (state !== 'readable') return 'this user may not read it';
  return (size ?? 0) > longestLog ? `longer than ${longestLog / 1024 ** 2} MiB, so it was not read` : null;
}

/** The part of a log that concerns any name of the domain. */
function about(report: ReportPart, { names }: DomainIntent): ReportPart {
  const parts = names.map((name) => partAbout(report, textOf(name)));
  const attempts = report.attempts.filter((attempt) => parts.some((part) => part.attempts.includes(attempt)));
  const findings = new Map<string, LogFinding>();
  for (const part of parts) {
    for (const { attempt: index, ...finding } of part.findings) {
      const { line, column, problem, subject } = finding;
      const key = JSON.stringify([line, column, problem, subject]);
      const attempt = index === undefined ? undefined : part.attempts[index];
      if (attempt !== undefined) findings.set(key, { ...finding, attempt: attempts.indexOf(attempt) });
      else if (!findings.has(key)) findings.set(key, finding);
    }
  }
  const inOrder = [...findings.values()].toSorted((one, other) => one.line - other.line || one.column - other.column);
  return { ...report, attempts, findings: inOrder };
}

const outcomes: Readonly<Record<Activity['outcome'], TimedAttempt['outcome']>> = {
  verified: 'succeeded',
  stored: 'succeeded',
  failed: 'failed',
  'rolled-back': 'failed',
  open: 'open',
};

function timed({ startedAt, endedAt, outcome, steps }: Activity): TimedAttempt {
  return {
    startedAt,
    endedAt: outcome === 'open' ? null : endedAt,
    outcome: outcomes[outcome],
    stages: steps.map(({ at, text }) => ({ at, what: text })),
  };
}
