import { caOf } from '../acme/ca-facts.ts';
import { nextTry, type Renewal } from '../acme/renewal.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { canonicalAddress } from '../dns/address.ts';
import { changeText } from '../domain/changes.ts';
import type { ChangesSinceGood } from '../domain/history.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainReport } from '../domain/report.ts';
import { sslWords } from '../domain/status.ts';
import { groupBy } from '../group-by.ts';
import { explainFindings } from '../judge/explain-findings.ts';
import type { ReportPart } from '../log/report-part.ts';
import { platformFor, signsIn } from '../platform/detect-platform.ts';
import { problems, type ProblemId } from '../problem/catalogue.ts';
import type { Finding, Severity } from '../problem/finding.ts';
import { Redactor, type RedactionScope } from './redact.ts';
import { redactionScope } from './redaction-scope.ts';

/** What is known when a report is made. Text in it may come from outside; nothing of it is passed on but what is named below. */
export interface EscalationFacts {
  readonly intent: DomainIntent;
  /** Null where the domain was not looked at. */
  readonly report: DomainReport | null;
  readonly changes: ChangesSinceGood | null;
  /** Those of the machine that hold a name of the domain. */
  readonly renewals: readonly Renewal[];
  readonly logs: readonly EscalationLog[];
  /** The CA's directory, where the user named one. */
  readonly directoryUrl: string | null;
  /** The playbook that was walked, and its verdict; null where none was. */
  readonly playbook: { readonly title: string; readonly verdict: string } | null;
  /** What the user wants to add; empty for nothing. */
  readonly note: string;
  /** Of Cert Doctor. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A log that was read, as far as it concerns the domain, and the lines around what it shows. */
export interface EscalationLog {
  /** As the user knows it. */
  readonly name: string;
  readonly report: ReportPart;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

/**
 * What somebody else needs to help, and nothing more: version 1 of what `report --json` writes
 * (docs/escalation-report.schema.json). All text of it is redacted. Times are ISO 8601, UTC.
 */
export interface EscalationReport {
  readonly version: 1;
  readonly made: { readonly at: string; readonly by: string; readonly seenFrom: string | null };
  readonly domain: { readonly name: string; readonly names: readonly string[]; readonly validation: string };
  readonly platform: { readonly title: string; readonly known: string; readonly managedBy: string };
  readonly status: null | {
    readonly certificate: string;
    readonly names: readonly {
      readonly name: string;
      readonly dns: string;
      readonly expected: readonly string[];
      readonly found: readonly string[];
    }[];
    readonly deployment: string | null;
    readonly checkedAt: string;
  };
  readonly certificates: readonly {
    readonly names: readonly string[];
    readonly serial: string;
    readonly issuer: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly publicKey: string;
    readonly sha256: string;
    readonly servedAt: readonly string[];
  }[];
  readonly findings: readonly ReportedFinding[];
  readonly automation: readonly {
    readonly client: string;
    readonly runsBy: string;
    readonly where: string;
    readonly active: boolean | null;
    readonly lastRun: string | null;
    readonly nextRun: string | null;
    readonly failed: boolean | null;
  }[];
  readonly ca: { readonly name: string; readonly directoryHost: string | null; readonly answer: string };
  readonly renewal: {
    readonly rule: string;
    readonly timeZone: 'UTC';
    readonly certificates: readonly {
      readonly owner: string;
      readonly notAfter: string | null;
      readonly dueFrom: string | null;
      readonly dueBy: string | null;
      readonly nextTry: string | null;
      readonly lastAttempt: string | null;
    }[];
  };
  readonly logs: readonly {
    readonly name: string;
    readonly format: string;
    readonly lines: number;
    readonly attempts: readonly {
      readonly time: string | null;
      readonly outcome: string;
      readonly cause: ProblemId | null;
    }[];
    readonly messages: readonly {
      readonly problem: ProblemId;
      readonly title: string;
      readonly line: number;
      readonly time: string | null;
      readonly excerpt: readonly { readonly line: number; readonly text: string }[];
    }[];
  }[];
  readonly changes: null | { readonly since: string; readonly changes: readonly string[] };
  readonly system: {
    readonly os: string | null;
    readonly servers: readonly string[];
    /** As the programs that answered name themselves, such as `nginx/1.22.1`. */
    readonly versions: readonly string[];
    /** ACME clients and servers with their versions, as the machine's records of what is installed tell. */
    readonly installed: readonly string[];
    readonly clockAheadOfCa: string | null;
    readonly resolvers: readonly string[];
  };
  readonly playbook: null | { readonly title: string; readonly verdict: string };
  readonly note: string | null;
}

export interface ReportedFinding {
  readonly problem: ProblemId;
  readonly severity: Severity;
  readonly title: string;
  readonly subject: string;
  readonly message: string;
  readonly evidence: readonly { readonly label: string; readonly text: string }[];
  readonly consequences: readonly string[];
}

/** So much of each is told: a report is read by people. */
const mostFindings = 30;
const mostEvidence = 10;
const mostMessages = 12;
const mostAttempts = 10;
const around = 20;
const mostExcerptLines = 60;
const longestText = 2_000;

/** A report, and what may look like a secret in it and is none. */
export interface MadeReport {
  readonly report: EscalationReport;
  readonly scope: RedactionScope;
}

/** Makes the report from what is known, by naming each part that goes into it. */
export function escalationReport(facts: EscalationFacts): MadeReport {
  const { intent, report, logs } = facts;
  const scope = scopeOf(facts);
  const redactor = new Redactor(scope);
  const plain = (text: string): string => oneLine(redactor.redact(text));
  const verdict = platformFor(
    intent,
    signsIn(
      report?.observations ?? nothingSeen,
      logs.map((log) => log.report.format),
    ),
  );
  const made: EscalationReport = {
    version: 1,
    made: {
      at: facts.at,
      by: `Cert Doctor ${facts.version}`,
      seenFrom: report === null ? null : redactor.host(report.vantage),
    },
    domain: {
      name: textOf(intent.name),
      names: intent.names.map(textOf),
      validation: intent.method,
    },
    platform: {
      title: verdict.platform.title,
      known: { said: 'named by the user', seen: `recognised by ${plain(verdict.sign ?? '')}`, assumed: 'assumed' }[
        verdict.by
      ],
      managedBy: managedBy(facts.renewals, verdict.platform.renewal.by),
    },
    status: statusOf(facts, plain),
    certificates: certificatesOf(report, plain),
    findings: explainFindings(report?.findings ?? [])
      .slice(0, mostFindings)
      .map(({ finding, consequences }) => reported(finding, consequences, plain)),
    automation: (report?.observations.host?.renewers ?? []).map((one) => ({
      client: one.client,
      runsBy: one.by,
      where: plain(one.where),
      active: one.active,
      lastRun: one.lastRun,
      nextRun: one.nextRun,
      failed: one.failed,
    })),
    ca: caPart(facts, plain),
    renewal: {
      rule: verdict.platform.renewal.rule,
      timeZone: 'UTC',
      certificates: facts.renewals.map((renewal) => renewalPart(renewal, new Date(facts.at), plain)),
    },
    logs: logs.map((log) => logPart(log, redactor, plain)),
    changes:
      facts.changes === null
        ? null
        : { since: facts.changes.since, changes: facts.changes.changes.map((change) => plain(changeText(change))) },
    system: systemPart(facts, plain),
    playbook:
      facts.playbook === null ? null : { title: plain(facts.playbook.title), verdict: plain(facts.playbook.verdict) },
    note: facts.note.trim() === '' ? null : redactor.redact(facts.note.trim()).slice(0, longestText),
  };
  return { report: made, scope };
}

type Plain = (text: string) => string;

const nothingSeen = { dns: [], tls: [], http: [], publicSuffixes: [] };

/** What a CA says of the server in a log belongs to the domain, too. */
function scopeOf({ intent, report, logs, renewals, changes }: EscalationFacts): RedactionScope {
  const scope = redactionScope([{ intent, report }]);
  const captured = logs.flatMap((log) => log.report.findings.map(({ captures }) => captures));
  const former = (changes?.changes ?? []).flatMap(({ before, after }) => [...before, ...after]);
  return {
    ...scope,
    addresses: [
      ...scope.addresses,
      ...former.flatMap((text) => canonicalAddress(text) ?? []),
      ...captured.flatMap(({ address, ip }) => [address, ip].filter((one) => one !== undefined)),
    ],
    publicValues: [
      ...scope.publicValues,
      ...renewals.flatMap((one) =>
        one.owner === 'cert-doctor' ? one.activities.flatMap(({ serialNumber }) => serialNumber ?? []) : [],
      ),
    ],
  };
}

function managedBy(renewals: readonly Renewal[], by: 'platform' | 'user' | 'either'): string {
  const [first] = renewals;
  if (first === undefined) return { platform: 'the platform', user: 'the user', either: 'not known' }[by];
  return first.owner === 'cert-doctor' ? 'Cert Doctor' : first.client.client;
}

function statusOf({ report, renewals }: EscalationFacts, plain: Plain): EscalationReport['status'] {
  if (report === null) return null;
  const deployment = renewals.find((one) => one.owner === 'cert-doctor')?.status ?? null;
  return {
    certificate: [sslWords(report.ssl), plain(report.sslDetail)].filter((part) => part !== '').join(' · '),
    names: report.names.map(({ name, dns, expected, found }) => ({
      name,
      dns,
      expected: expected.map(plain),
      found: found.map(plain),
    })),
    deployment,
    checkedAt: report.at,
  };
}

function certificatesOf(report: DomainReport | null, plain: Plain): EscalationReport['certificates'] {
  const served = (report?.observations.tls ?? []).flatMap(({ serverName, address, port, outcome }) => {
    const leaf = outcome.kind === 'handshake' ? outcome.chain[0] : undefined;
    return leaf === undefined
      ? []
      : [{ leaf, place: `${serverName} at ${address.includes(':') ? `[${address}]` : address}:${port}` }];
  });
  return [...groupBy(served, ({ leaf }) => leaf.fingerprint).values()].flatMap((all) => {
    const leaf: CertificateFacts | undefined = all[0]?.leaf;
    if (leaf === undefined) return [];
    return [
      {
        names: leaf.names.map(({ value }) => plain(value)),
        serial: leaf.serialNumber,
        issuer: plain(leaf.issuer),
        notBefore: leaf.notBefore,
        notAfter: leaf.notAfter,
        publicKey: `${leaf.key.algorithm} ${leaf.key.bits}`,
        sha256: leaf.fingerprint,
        servedAt: [...new Set(all.map(({ place }) => plain(place)))],
      },
    ];
  });
}

function reported(finding: Finding, consequences: readonly Finding[], plain: Plain): ReportedFinding {
  return {
    problem: finding.problem,
    severity: finding.severity,
    title: problems[finding.problem].title,
    subject: plain(finding.subject),
    message: plain(finding.message),
    evidence: finding.evidence
      .slice(0, mostEvidence)
      .map(({ label, text }) => ({ label: plain(label), text: plain(text) })),
    consequences: consequences.map(({ problem, subject }) => `${problems[problem].title}: ${plain(subject)}`),
  };
}

/** Who issued what is served, where nobody names a CA. */
function servedBy(report: DomainReport | null): string | null {
  const issuers = (report?.observations.tls ?? []).flatMap(({ outcome }) =>
    outcome.kind === 'handshake' ? (outcome.chain[0]?.issuer ?? []) : [],
  );
  const [issuer] = issuers;
  if (issuer === undefined) return null;
  const organisation = issuer.split(/\n|, /).find((part) => part.startsWith('O='));
  return organisation === undefined ? issuer : organisation.slice(2);
}

function caPart({ report, directoryUrl }: EscalationFacts, plain: Plain): EscalationReport['ca'] {
  const ca = report?.observations.ca ?? null;
  const url = directoryUrl ?? ca?.directoryUrl ?? null;
  const host = url !== null && URL.canParse(url) ? new URL(url).host : null;
  return {
    name: url === null ? plain(servedBy(report) ?? 'not named') : plain(caOf(url).name),
    directoryHost: host === null ? null : plain(host),
    answer:
      ca === null
        ? 'not asked'
        : ca.outcome.kind === 'failed'
          ? plain(`no answer: ${ca.outcome.text}`)
          : `HTTP ${ca.outcome.status}, ${ca.outcome.directory === null ? 'no directory' : 'a directory'}${ca.outcome.distrust === null ? '' : `, its certificate is not trusted here (${plain(ca.outcome.distrust)})`}`,
  };
}

function renewalPart(renewal: Renewal, now: Date, plain: Plain): EscalationReport['renewal']['certificates'][number] {
  const own = renewal.owner === 'cert-doctor' ? renewal : null;
  const last = own?.activities[0];
  return {
    owner: renewal.owner === 'cert-doctor' ? 'Cert Doctor' : renewal.client.client,
    notAfter: renewal.notAfter,
    dueFrom: renewal.due?.from ?? null,
    dueBy:
      renewal.due === null ? null : renewal.due.by === 'ca' ? 'suggested by the CA (ARI)' : 'share of the lifetime',
    nextTry: nextTry(renewal, now),
    lastAttempt:
      last === undefined ? null : plain(`${last.startedAt} ${last.outcome}${last.text === '' ? '' : `: ${last.text}`}`),
  };
}

/** The newest messages that are causes, each with the lines around it. */
function logPart(
  { name, report, lines }: EscalationLog,
  redactor: Redactor,
  plain: Plain,
): EscalationReport['logs'][number] {
  // Redacted as a whole, for a key may begin before the lines that are shown.
  const redacted = redactor.redact(lines.map(({ text }) => text.replaceAll('\n', ' ')).join('\n')).split('\n');
  const shown = lines.map(({ line }, index) => ({ line, text: oneLine(redacted[index] ?? '') }));
  const told = report.findings.filter(({ causeLine, severity }) => causeLine === undefined && severity !== 'hint');
  const used = new Set<number>();
  const messages = told.slice(-mostMessages).map((finding) => {
    const excerpt = shown.filter(
      ({ line }) => line >= finding.line - around && line <= finding.endLine + around && !used.has(line),
    );
    const kept = excerpt.slice(0, mostExcerptLines);
    for (const { line } of kept) used.add(line);
    return {
      problem: finding.problem,
      title: problems[finding.problem].title,
      line: finding.line,
      time: finding.time ?? null,
      excerpt: kept,
    };
  });
  return {
    name: plain(name),
    format: report.format,
    lines: report.lines,
    attempts: report.attempts.slice(-mostAttempts).map(({ time, outcome, cause }) => ({
      time: time ?? null,
      outcome,
      cause: cause?.problem ?? null,
    })),
    messages,
  };
}

/** Different programs that answered are told up to this many. */
const mostVersions = 10;

function systemPart({ report }: EscalationFacts, plain: Plain): EscalationReport['system'] {
  const { host = null, ca = null, dns = [], http = [], pages = [] } = report?.observations ?? {};
  const named = [...http, ...pages].flatMap(({ hops }) => hops.flatMap(({ server }) => server ?? []));
  const ahead = ca?.outcome.kind === 'answer' ? ca.outcome.clockAheadMs : null;
  return {
    os: host === null || host.system === '' ? null : plain(host.system),
    servers: (host?.servers ?? []).map(({ software, running }) =>
      running === null ? software : `${software}, ${running ? 'running' : 'not running'}`,
    ),
    versions: [...new Set(named)].slice(0, mostVersions).map((text) => plain(oneLine(text))),
    installed: (host?.machine?.programs ?? []).map(({ name, version, by }) => plain(`${name} ${version} (${by})`)),
    clockAheadOfCa: ahead === null ? null : `${Math.round(ahead / 1000)} s`,
    resolvers: [
      ...new Set(dns.filter(({ server }) => server.source !== 'authority').map(({ server }) => plain(server.address))),
    ],
  };
}

function oneLine(text: string): string {
  const line = text.replaceAll('\n', ' ').replaceAll('\t', ' ');
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line;
}
