import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { challengeMethods, intentFor, parseMailPort } from '../core/domain/intent.ts';
import type { ChallengeMethod, DomainIntent, MailPort } from '../core/domain/intent.ts';
import { nameErrorText, parseDomainName, parseIdentifier, textOf, type DomainName } from '../core/domain/name.ts';
import { targetHost } from '../core/domain/target-host.ts';
import { canonicalAddress } from '../core/dns/address.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import { findPlatform, platforms } from '../core/platform/platforms.ts';
import { findPlaybook } from '../core/playbook/playbooks.ts';
import { problems, type ProblemId } from '../core/problem/catalogue.ts';
import { isKeyDigest } from '../core/dns/expected-texts.ts';
import { quotedText } from '../core/quoted-text.ts';
import { letsEncrypt } from '../core/acme/ca-facts.ts';
import { parsedUrl } from '../core/parsed-url.ts';
import { readIssue, type IssueCommand } from './issue-options.ts';
import { isStorageCommand, readStorageCommand, type StorageCommands } from './renew-options.ts';
import { defaultNetwork, type NetworkOptions } from '../engine/engine.ts';

export interface CheckCommand {
  readonly kind: 'check';
  /** From the names on the command line; empty where a file is given. */
  readonly intents: readonly DomainIntent[];
  readonly configFile: string | null;
  /** A recording that is judged in the place of a look at the network. */
  readonly replayFile: string | null;
  /** Where what was seen is written. */
  readonly recordFile: string | null;
  readonly network: NetworkOptions;
  readonly form: 'text' | 'json' | 'sarif';
  /** Show what each resolver and name server answers. */
  readonly compare: boolean;
  /** Tell what changed since each domain was last well, and remember it for the next time. */
  readonly remember: boolean;
  readonly noColor: boolean;
}

export interface ScanCommand {
  readonly kind: 'scan';
  /** Files, folders, patterns; `-` is what a pipe brings. */
  readonly files: readonly string[];
  readonly form: 'text' | 'json' | 'sarif';
  /** Only what concerns this name, in A-labels. */
  readonly domain: string | null;
  /** Only what was written since, in milliseconds since 1970. */
  readonly since: number | null;
  readonly follow: boolean;
  readonly noColor: boolean;
}

export interface InspectCommand {
  readonly kind: 'inspect';
  readonly paths: readonly string[];
  /** A name in A-labels in lower case, or a canonical address. */
  readonly host: string | null;
  readonly rootFiles: readonly string[];
  /** ISO 8601. */
  readonly at: string | null;
  readonly json: boolean;
  readonly noColor: boolean;
}

export interface PlaybookCommand {
  readonly kind: 'playbook';
  /** Null: they are listed, or the one that fits `about` is taken. */
  readonly playbook: Playbook | null;
  /** The domain for which it is walked; null: it is only told. */
  readonly intent: DomainIntent | null;
  readonly about: ProblemId | null;
  /** Words to list only what fits them. */
  readonly search: string | null;
  readonly network: NetworkOptions;
  /** Absolute paths of certificates, requests and key stores, and of logs, that are looked at too. */
  readonly files: readonly string[];
  readonly logs: readonly string[];
  /** Hosts that get the certificate. */
  readonly targets: readonly string[];
  /** Where Cert Doctor keeps what it issued. */
  readonly storage: string;
  readonly form: 'text' | 'json';
  readonly remember: boolean;
  readonly noColor: boolean;
}

export interface ReportCommand {
  readonly kind: 'report';
  readonly intent: DomainIntent;
  readonly network: NetworkOptions;
  /** Absolute paths. */
  readonly logs: readonly string[];
  /** Where Cert Doctor keeps what it issued. */
  readonly storage: string;
  /** What the user adds; empty for nothing. */
  readonly note: string;
  readonly form: 'text' | 'json';
  readonly noColor: boolean;
}

export type Command =
  | PlaybookCommand
  | ReportCommand
  | IssueCommand
  | StorageCommands
  | CheckCommand
  | InspectCommand
  | ScanCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** The command line cannot be understood; the message is for the user. */
  | { readonly kind: 'misuse'; readonly message: string };

class Misuse extends Error {}

/** Understands the command line (without `node` and the script). Spans of time end `now`. */
export function parseOptions(argv: readonly string[], now: Date): Command {
  try {
    return read(argv, now);
  } catch (error) {
    if (error instanceof Misuse) return { kind: 'misuse', message: error.message };
    // parseArgs tells of unknown options and missing values in a sentence of its own.
    if (error instanceof TypeError && 'code' in error)
      return { kind: 'misuse', message: quotedText(error.message, 300) };
    throw error;
  }
}

const flags = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  json: { type: 'boolean' },
  'no-color': { type: 'boolean' },
} as const;

const checkFlags = {
  ...flags,
  config: { type: 'string' },
  resolver: { type: 'string', multiple: true },
  roots: { type: 'string', multiple: true },
  'allow-private': { type: 'boolean' },
  method: { type: 'string' },
  expect: { type: 'string', multiple: true },
  'delegation-target': { type: 'string' },
  txt: { type: 'string', multiple: true },
  ca: { type: 'string' },
  'ca-status': { type: 'boolean' },
  starttls: { type: 'string', multiple: true },
  'trust-anchor': { type: 'string', multiple: true },
  'http-port': { type: 'string' },
  'https-port': { type: 'string' },
  timeout: { type: 'string' },
  sarif: { type: 'boolean' },
  compare: { type: 'boolean' },
  record: { type: 'string' },
  replay: { type: 'string' },
  remember: { type: 'boolean' },
} as const;

const scanFlags = {
  ...flags,
  sarif: { type: 'boolean' },
  domain: { type: 'string' },
  since: { type: 'string' },
  follow: { type: 'boolean', short: 'f' },
} as const;

function read([command, ...args]: readonly string[], now: Date): Command {
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') return { kind: 'help' };
  if (command === '--version') return { kind: 'version' };
  if (command === 'check') return readCheck(args);
  if (command === 'playbook') return readPlaybook(args);
  if (command === 'report') return readReport(args);
  if (command === 'inspect') return readInspect(args);
  if (command === 'scan') return readScan(args, now);
  if (command === 'issue') return readIssueCommand(args);
  if (isStorageCommand(command)) return readStorage(command, args);
  throw new Misuse(
    `There is no command "${quotedText(command)}". Commands are check, playbook, report, scan, inspect, issue, renewals, renew, rollback, history and schedule.`,
  );
}

function readIssueCommand(args: readonly string[]): Command {
  const read = readIssue(args);
  if (read === 'help') return { kind: 'help' };
  if ('wrong' in read) throw new Misuse(read.wrong);
  return read;
}

function readStorage(command: StorageCommands['kind'], args: readonly string[]): Command {
  const read = readStorageCommand(command, args);
  if (read === 'help') return { kind: 'help' };
  if ('wrong' in read) throw new Misuse(read.wrong);
  return read;
}

const playbookFlags = {
  ...checkFlags,
  problem: { type: 'string' },
  search: { type: 'string' },
  file: { type: 'string', multiple: true },
  log: { type: 'string', multiple: true },
  target: { type: 'string', multiple: true },
  storage: { type: 'string' },
  platform: { type: 'string' },
} as const;

/** What a look at one domain has nothing to do with. */
const besideWalk = ['config', 'record', 'replay', 'compare', 'sarif'] as const;

function readPlaybook(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({ args: [...args], options: playbookFlags, allowPositionals: true });
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const other = besideWalk.find((flag) => values[flag] !== undefined);
  if (other !== undefined) throw new Misuse(`--${other} does not go with a playbook.`);
  const about = values.problem === undefined ? null : problemOf(values.problem);
  const [first, ...rest] = positionals;
  const playbook = first === undefined ? undefined : findPlaybook(first.toUpperCase());
  if (first !== undefined && playbook === undefined && about === null)
    throw new Misuse(`There is no playbook "${quotedText(first)}". cert-doctor playbook lists them.`);
  const [name, ...others] = playbook === undefined ? positionals : rest;
  const said = { ...expectationsOf(values), ...platformOf(values.platform) };
  return {
    kind: 'playbook',
    playbook: playbook ?? null,
    intent:
      name === undefined
        ? null
        : intentFor(nameOf(name, 'domain', parseIdentifier), {
            ...said,
            ...(others.length === 0
              ? {}
              : { names: [name, ...others].map((one) => nameOf(one, 'domain', parseIdentifier)) }),
          }),
    about,
    search: values.search ?? null,
    network: networkOf(values),
    files: (values.file ?? []).map((file) => path.resolve(file)),
    logs: (values.log ?? []).map((file) => path.resolve(file)),
    targets: (values.target ?? []).map(targetOf),
    storage: path.resolve(values.storage ?? path.join(homedir(), '.cert-doctor')),
    form: values.json === true ? 'json' : 'text',
    remember: values.remember === true,
    noColor: values['no-color'] === true,
  };
}

const reportFlags = {
  ...checkFlags,
  log: { type: 'string', multiple: true },
  storage: { type: 'string' },
  note: { type: 'string' },
  platform: { type: 'string' },
} as const;

/** What has nothing to do with a report of one domain. */
const besideReport = ['config', 'record', 'replay', 'compare', 'sarif', 'remember'] as const;

function readReport(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({ args: [...args], options: reportFlags, allowPositionals: true });
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const other = besideReport.find((flag) => values[flag] !== undefined);
  if (other !== undefined) throw new Misuse(`--${other} does not go with a report.`);
  const names = positionals.map((one) => nameOf(one, 'domain', parseIdentifier));
  const [name] = names;
  if (name === undefined) throw new Misuse('Name the domain that the report is about.');
  return {
    kind: 'report',
    intent: intentFor(name, {
      ...expectationsOf(values),
      names,
      ...platformOf(values.platform),
    }),
    network: networkOf(values),
    logs: (values.log ?? []).map((file) => path.resolve(file)),
    storage: path.resolve(values.storage ?? path.join(homedir(), '.cert-doctor')),
    note: values.note ?? '',
    form: values.json === true ? 'json' : 'text',
    noColor: values['no-color'] === true,
  };
}

function platformOf(platform: string | undefined): Pick<DomainIntent, 'platform'> {
  if (platform === undefined) return {};
  if (findPlatform(platform) !== undefined) return { platform };
  throw new Misuse(
    `--platform "${quotedText(platform)}": expected one of ${platforms.map(({ id }) => id).join(', ')}.`,
  );
}

function targetOf(text: string): string {
  const host = targetHost(text);
  if (host !== null) return host;
  throw new Misuse(`--target "${quotedText(text)}": expected a host name or an IP address.`);
}

function problemOf(text: string): ProblemId {
  if (Object.hasOwn(problems, text)) return text as ProblemId;
  throw new Misuse(`--problem "${quotedText(text)}": there is no such problem. docs/problems.md lists them.`);
}

const inspectFlags = {
  ...flags,
  host: { type: 'string' },
  roots: { type: 'string', multiple: true },
  at: { type: 'string' },
} as const;

function readInspect(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({ args: [...args], options: inspectFlags, allowPositionals: true });
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  if (positionals.length === 0) throw new Misuse('Name at least one file with a certificate, a request or a key.');
  return {
    kind: 'inspect',
    paths: positionals,
    host: values.host === undefined ? null : hostOf(values.host),
    rootFiles: values.roots ?? [],
    at: values.at === undefined ? null : momentOf(values.at),
    json: values.json === true,
    noColor: values['no-color'] === true,
  };
}

/** A host as a client has it: an address, or a name, also one without a dot as internal servers have. */
function hostOf(text: string): string {
  const typed = text.trim();
  const address = canonicalAddress(typed.startsWith('[') && typed.endsWith(']') ? typed.slice(1, -1) : typed);
  if (address !== null) return address;
  const parsed = parseDomainName(typed);
  if (parsed.ok) return textOf(parsed.name);
  if (parsed.error === 'single-label') return typed.toLowerCase();
  throw new Misuse(`--host "${quotedText(text)}": ${nameErrorText[parsed.error]}`);
}

function momentOf(text: string): string {
  const moment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (!Number.isFinite(moment)) {
    throw new Misuse(`--at "${quotedText(text)}": expected a moment such as 2026-11-26T12:00:00Z, or a day.`);
  }
  return new Date(moment).toISOString();
}

function readScan(args: readonly string[], now: Date): Command {
  const { values, positionals } = parseArgs({ args: [...args], options: scanFlags, allowPositionals: true });
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  if (positionals.length === 0) throw new Misuse('Name at least one log file, a folder, or - for what a pipe brings.');
  const follow = values.follow === true;
  if (values.json === true && values.sarif === true) throw new Misuse('--json and --sarif exclude each other.');
  if (follow && values.sarif === true) throw new Misuse('--follow has no end, and SARIF is written at the end.');
  return {
    kind: 'scan',
    files: positionals,
    form: formOf(values),
    domain: values.domain === undefined ? null : nameOf(values.domain, '--domain').ascii,
    since: values.since === undefined ? null : timeOf(values.since, now),
    follow,
    noColor: values['no-color'] === true,
  };
}

function readCheck(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({ args: [...args], options: checkFlags, allowPositionals: true });
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const configFile = values.config ?? null;
  const said = expectationsOf(values);
  const replayFile = values.replay ?? null;
  if (replayFile !== null) refuseBeside(values, positionals);
  else if (configFile === null && positionals.length === 0)
    throw new Misuse('Name at least one domain, or give --config FILE.');
  if (values.json === true && values.sarif === true) throw new Misuse('--json and --sarif exclude each other.');
  if (values.compare === true && values.sarif === true) throw new Misuse('--compare has no form in SARIF; use --json.');
  if (configFile !== null && (positionals.length > 0 || Object.keys(said).length > 0)) {
    throw new Misuse('With --config, the domains and what is expected of them come from the file alone.');
  }
  return {
    kind: 'check',
    intents: positionals.map((text) => intentFor(nameOf(text, 'domain', parseIdentifier), said)),
    configFile,
    replayFile,
    recordFile: values.record ?? null,
    network: networkOf(values),
    form: formOf(values),
    compare: values.compare === true,
    remember: values.remember === true,
    noColor: values['no-color'] === true,
  };
}

type CheckValues = ReturnType<typeof parseArgs<{ readonly options: typeof checkFlags }>>['values'];

/** What should be true of the names, as far as the options say it. */
function expectationsOf(values: CheckValues): Partial<DomainIntent> {
  return {
    ...(values.method === undefined ? {} : { method: methodOf(values.method) }),
    ...(values.expect === undefined ? {} : { addresses: values.expect.map(addressOf) }),
    ...(values['delegation-target'] === undefined
      ? {}
      : { delegationTarget: nameOf(values['delegation-target'], '--delegation-target').ascii }),
    ...(values.txt === undefined ? {} : { method: 'dns-01' as const, expectedTexts: values.txt.map(digestOf) }),
    ...(values.starttls === undefined ? {} : { mail: values.starttls.map(mailPortOf) }),
  };
}

/** How the network is looked at. */
function networkOf(values: CheckValues): NetworkOptions {
  const resolvers = values.resolver ?? [];
  return {
    ...defaultNetwork,
    resolvers,
    skipSystemResolver: resolvers.length > 0,
    rootFiles: values.roots ?? [],
    trustAnchors: values['trust-anchor'] ?? [],
    allowPrivate: values['allow-private'] === true,
    ...(values.ca === undefined ? {} : { directoryUrl: directoryOf(values.ca), lookAtCa: true }),
    ...(values['ca-status'] === true ? { askCaStatus: true } : {}),
    httpPort: portOf(values['http-port'], '--http-port') ?? defaultNetwork.httpPort,
    httpsPort: portOf(values['https-port'], '--https-port') ?? defaultNetwork.httpsPort,
    timeoutMs: timeoutOf(values.timeout) ?? defaultNetwork.timeoutMs,
  };
}

function formOf({ json, sarif }: { readonly json?: boolean; readonly sarif?: boolean }): 'text' | 'json' | 'sarif' {
  return json === true ? 'json' : sarif === true ? 'sarif' : 'text';
}

/** What says how to show it; all else is in the recording already. */
const besideReplay: readonly string[] = ['replay', 'json', 'sarif', 'compare', 'no-color'];

function refuseBeside(values: object, positionals: readonly string[]): void {
  const other = Object.keys(values).find((option) => !besideReplay.includes(option));
  if (positionals.length === 0 && other === undefined) return;
  const what = other === undefined ? 'a domain' : `--${other}`;
  throw new Misuse(`--replay judges what was recorded, of whom and how it was: ${what} does not go with it.`);
}

function nameOf(text: string, what: string, parse = parseDomainName): DomainName {
  const parsed = parse(text);
  if (parsed.ok) return parsed.name;
  const suggestion = parsed.suggestion === undefined ? '' : ` Did you mean ${parsed.suggestion}?`;
  throw new Misuse(`${what} "${quotedText(text)}": ${nameErrorText[parsed.error]}${suggestion}`);
}

function methodOf(text: string): ChallengeMethod {
  const known = challengeMethods.find((method) => method === text);
  if (known !== undefined) return known;
  throw new Misuse(`--method "${quotedText(text)}": expected ${challengeMethods.join(', ')}.`);
}

/** Only over TLS: what a CA says decides over certificates. */
function directoryOf(text: string): string {
  if (text === 'letsencrypt') return letsEncrypt.directories[0] ?? '';
  if (parsedUrl(text)?.protocol === 'https:') return text;
  throw new Misuse(`--ca "${quotedText(text)}": expected the https:// URL of an ACME directory, or letsencrypt.`);
}

/** What the client says is to stand at `_acme-challenge`. */
function digestOf(text: string): string {
  if (isKeyDigest(text)) return text;
  throw new Misuse(
    `--txt "${quotedText(text)}": expected the 43 characters that the ACME client shows, without quotes.`,
  );
}

function mailPortOf(text: string): MailPort {
  const port = parseMailPort(text);
  if (port !== null) return port;
  throw new Misuse(`--starttls "${quotedText(text)}": expected smtp, imap or pop3, such as smtp or smtp:587.`);
}

function addressOf(text: string): string {
  const address = canonicalAddress(text.trim());
  if (address === null) throw new Misuse(`--expect "${quotedText(text)}": this is no IP address.`);
  return address;
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A span that ends now, or a day or a time of a day; without a zone, by the clock of this machine. */
function timeOf(text: string, now: Date): number {
  const unit = unitMs[text.slice(-1)];
  if (unit !== undefined && /^[0-9]{1,6}$/.test(text.slice(0, -1)))
    return now.getTime() - Number(text.slice(0, -1)) * unit;
  // A day alone would be read as UTC.
  const time = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? `${text}T00:00` : text.replace(' ', 'T');
  const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}[0-9:.Z+-]{0,20}$/.test(time)
    ? Date.parse(time)
    : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new Misuse(
    `--since "${quotedText(text)}": expected a span such as 30m, 12h or 7d, or a time such as 2026-11-26 or 2026-11-26T08:00Z.`,
  );
}

function portOf(text: string | undefined, option: string): number | null {
  if (text === undefined) return null;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new Misuse(`${option} "${quotedText(text)}": expected a port from 1 to 65535.`);
  return port;
}

function timeoutOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const seconds = /^[0-9]{1,4}(?:\.[0-9]{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds <= 0 || seconds > 600) throw new Misuse(`--timeout "${quotedText(text)}": expected seconds, up to 600.`);
  return seconds * 1000;
}
