import { canonicalAddress } from '../dns/address.ts';
import { isKeyDigest } from '../dns/expected-texts.ts';
import {
  challengeMethods,
  intentFor,
  type ChallengeMethod,
  type DomainIntent,
  type MailPort,
  type Delegation,
} from '../domain/intent.ts';
import { parseDomainName, parseIdentifier, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { DomainReport } from '../domain/report.ts';
import { findPlatform } from '../platform/platforms.ts';
import { pathValue } from '../problem/template.ts';
import { quotedText } from '../quoted-text.ts';
import { reportDomain } from './judge-domain.ts';

/** One check as it can be judged again without a network: what was meant and what was seen. */
export interface Recording {
  readonly intent: DomainIntent;
  /** ISO 8601, UTC: the begin of the check. */
  readonly at: string;
  readonly ms: number;
  readonly vantage: string;
  readonly observations: DomainObservations;
}

class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** A recording is not longer, in UTF-16 units; a thousand domains take about a tenth of it. */
export const longestRecording = 256 * 1024 * 1024;
const mostRecordings = 20_000;
const mostNames = 100;

export function recordingOf(intent: DomainIntent, { at, ms, vantage, observations }: DomainReport): Recording {
  return { intent, at, ms, vantage, observations };
}

/** Version 1 of the file that `check --record` writes. */
export function recordingFile(recordings: readonly Recording[]): object {
  return { kind: 'cert-doctor-recording', version: 1, recordings };
}

/** Judges a recording as of the moment when it was made. Throws `RecordingError` where its observations are no observations. */
export function replay({ intent, at, ms, vantage, observations }: Recording): DomainReport {
  const startedAt = new Date(at);
  try {
    return reportDomain(intent, observations, { startedAt, now: new Date(startedAt.getTime() + ms), vantage });
  } catch (error) {
    // The judgements trust their types; what a file brings under these names may be anything.
    const why = error instanceof Error ? error.message : String(error);
    throw new RecordingError(`what was recorded of ${intent.name.ascii} cannot be judged (${quotedText(why)})`);
  }
}

/**
 * Reads what `check --record` wrote; whoever can write the file can write anything into it. Names, addresses and times
 * are checked by their grammar; all other text is made harmless; parts that are missing were not looked at.
 * Throws `RecordingError`, which says where it is wrong.
 */
export function readRecordings(text: string): readonly Recording[] {
  if (text.length > longestRecording) throw new RecordingError('it is too long');
  const file = record(parsed(text), 'the file');
  if (file['kind'] !== 'cert-doctor-recording') throw new RecordingError('it is no recording of Cert Doctor');
  if (file['version'] !== 1) throw new RecordingError('it is of a version that is not known here');
  const recordings = list(file['recordings'], 'recordings', mostRecordings);
  return recordings.map((one, index) => readRecording(record(one, `recordings[${index}]`), `recordings[${index}]`));
}

function readRecording(one: Members, where: string): Recording {
  const at = one['at'];
  const ms = one['ms'];
  const vantage = one['vantage'];
  if (
    typeof at !== 'string' ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(at) ||
    Number.isNaN(Date.parse(at))
  ) {
    throw new RecordingError(`${where}.at is no moment`);
  }
  if (typeof ms !== 'number' || !(ms >= 0 && ms <= 86_400_000)) throw new RecordingError(`${where}.ms is no duration`);
  if (typeof vantage !== 'string') throw new RecordingError(`${where}.vantage is no text`);
  return {
    intent: readIntent(record(one['intent'], `${where}.intent`), `${where}.intent`),
    at,
    ms,
    vantage: quotedText(vantage),
    observations: readObservations(record(one['observations'], `${where}.observations`), `${where}.observations`),
  };
}

function readIntent(said: Members, where: string): DomainIntent {
  const { method, delegationTarget, webRoot, platform } = said;
  const addresses = list(said['addresses'], `${where}.addresses`, mostNames).map((address) => {
    const canonical = typeof address === 'string' ? canonicalAddress(address) : null;
    if (canonical === null) throw new RecordingError(`${where}.addresses holds what is no address`);
    return canonical;
  });
  if (!isMethod(method)) throw new RecordingError(`${where}.method is not known`);
  return intentFor(readName(said['name'], `${where}.name`), {
    names: list(said['names'], `${where}.names`, mostNames).map((name) => readName(name, `${where}.names`)),
    method,
    addresses,
    delegationTarget:
      delegationTarget == null
        ? null
        : readName({ ascii: delegationTarget, wildcard: false }, `${where}.delegationTarget`, parseDomainName).ascii,
    ...(said['delegations'] === undefined
      ? {}
      : { delegations: list(said['delegations'], `${where}.delegations`, mostNames).map(readDelegation(where)) }),
    webRoot: typeof webRoot === 'string' ? pathValue(webRoot) : null,
    ...(said['expectedTexts'] === undefined
      ? {}
      : { expectedTexts: list(said['expectedTexts'], `${where}.expectedTexts`, mostNames).map(readDigest(where)) }),
    ...(said['mail'] === undefined
      ? {}
      : { mail: list(said['mail'], `${where}.mail`, mostNames).map((port) => readMail(port, `${where}.mail`)) }),
    ...(typeof platform === 'string' && findPlatform(platform) !== undefined ? { platform } : {}),
  });
}

function readName(value: unknown, where: string, parse = parseIdentifier): DomainName {
  const { ascii, wildcard } = record(value, where);
  const parsedName = typeof ascii === 'string' ? parse(wildcard === true ? `*.${ascii}` : ascii) : null;
  if (parsedName?.ok !== true) throw new RecordingError(`${where} is no domain name`);
  return parsedName.name;
}

function readDelegation(where: string) {
  return (value: unknown): Delegation => {
    const { name, target } = record(value, `${where}.delegations`);
    const read = (ascii: unknown): string =>
      readName({ ascii, wildcard: false }, `${where}.delegations`, parseDomainName).ascii;
    return { name: read(name), target: read(target) };
  };
}

function readDigest(where: string) {
  return (text: unknown): string => {
    if (typeof text === 'string' && isKeyDigest(text)) return text;
    throw new RecordingError(`${where}.expectedTexts holds what no CA asks for`);
  };
}

function readMail(value: unknown, where: string): MailPort {
  const { startTls, port } = record(value, where);
  const known = startTls === 'smtp' || startTls === 'imap' || startTls === 'pop3';
  if (!known || typeof port !== 'number') throw new RecordingError(`${where} holds what is no mail port`);
  return { startTls, port };
}

function isMethod(value: unknown): value is ChallengeMethod {
  return challengeMethods.some((method) => method === value);
}

/** The parts that every recording has; the others came later, and are missing in older ones. */
const firstParts = ['dns', 'tls', 'http', 'publicSuffixes'] as const;

function readObservations(seen: Members, where: string): DomainObservations {
  const parts = harmless(seen, where) as Members;
  for (const part of firstParts) list(parts[part], `${where}.${part}`, mostItems);
  for (const [part, items] of Object.entries(parts)) {
    if (!Array.isArray(items) || part === 'publicSuffixes') continue;
    for (const [index, item] of items.entries())
      readLook(part, record(item, `${where}.${part}[${index}]`), `${where}.${part}[${index}]`);
  }
  return parts as unknown as DomainObservations;
}

/** What messages say without quoting it, because it is certain by its grammar where a check brings it. */
function readLook(part: string, look: Members, where: string): void {
  if (
    'address' in look &&
    look['address'] !== null &&
    (typeof look['address'] !== 'string' || canonicalAddress(look['address']) === null)
  ) {
    throw new RecordingError(`${where}.address is no address`);
  }
  if (part !== 'dns' && part !== 'tls' && part !== 'http') return;
  record(look['outcome'], `${where}.outcome`);
  record(look['seen'], `${where}.seen`);
  if (part === 'dns') {
    record(look['question'], `${where}.question`);
    record(look['server'], `${where}.server`);
  }
}

const mostDepth = 12;
const mostItems = 20_000;
const longestText = 70_000;
/** Members whose line ends say something, and which are quoted wherever they are shown. */
const rawMembers: ReadonlySet<string> = new Set(['body', 'output']);

/** The same plain data with text in which nothing steers or hides, within bounds. */
function harmless(value: unknown, where: string, depth = 0, raw = false): unknown {
  if (depth > mostDepth) throw new RecordingError(`${where} is nested too deeply`);
  if (typeof value === 'string') {
    if (value.length > longestText) throw new RecordingError(`${where} holds a text that is too long`);
    return raw ? value : quotedText(value, longestText);
  }
  if (Array.isArray(value)) return list(value, where, mostItems).map((item) => harmless(item, where, depth + 1, raw));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      quotedText(key),
      // The text of a TXT record is shown in quotes, and its bytes are what is compared.
      harmless(
        item,
        where,
        depth + 1,
        rawMembers.has(key) || (key === 'text' && 'type' in value && value.type === 'TXT'),
      ),
    ]),
  );
}

type Members = Readonly<Record<string, unknown>>;

function record(value: unknown, where: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RecordingError(`${where} is no object`);
  return value as Members;
}

function list(value: unknown, where: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new RecordingError(`${where} is no list`);
  if (value.length > most) throw new RecordingError(`${where} is too long`);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RecordingError('it is no JSON');
  }
}
