import {
  applyEdits,
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type Node,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';
import {
  parseMailPort,
  challengeMethods,
  type ChallengeMethod,
  type DomainIntent,
  type MailPort,
  type Delegation,
} from '../../core/domain/intent.ts';
import {
  nameErrorText,
  parseDomainName,
  parseIdentifier,
  textOf,
  type DomainName,
  type ParsedName,
} from '../../core/domain/name.ts';
import { canonicalAddress } from '../../core/dns/address.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { findPlatform, platforms } from '../../core/platform/platforms.ts';

/** One thing in cert-doctor.json that cannot be used. Offsets count UTF-16 units; lines are 1-based. */
export interface ConfigError {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
}

export interface ConfiguredDomain {
  readonly intent: DomainIntent;
  readonly line: number;
}

export interface ParsedConfig {
  readonly domains: readonly ConfiguredDomain[];
  readonly errors: readonly ConfigError[];
}

/** A domain as the user describes it: the form of an entry in cert-doctor.json. */
export interface DomainEntry {
  readonly name: string;
  readonly names?: readonly string[];
  readonly method?: ChallengeMethod;
  readonly addresses?: readonly string[];
  readonly delegationTarget?: string;
  readonly webRoot?: string;
  readonly mail?: readonly string[];
  readonly platform?: string;
}

const knownKeys = new Set(['name', 'names', 'method', 'addresses', 'delegationTarget', 'webRoot', 'mail', 'platform']);
const maxBytes = 1024 * 1024;
const maxNames = 100;
const mostMailPorts = 10;

const unreadable = 'This is no JSON.';
const syntaxWords: Readonly<Partial<Record<string, string>>> = {
  PropertyNameExpected: 'A property name in quotes is missing here.',
  ValueExpected: 'A value is missing here.',
  ColonExpected: 'A colon is missing here.',
  CommaExpected: 'A comma is missing here.',
  CloseBraceExpected: 'The closing brace } is missing.',
  CloseBracketExpected: 'The closing bracket ] is missing.',
  EndOfFileExpected: 'The file should end before this.',
  UnexpectedEndOfComment: 'This comment does not end.',
  UnexpectedEndOfString: 'The closing quote is missing.',
};

/**
 * Reads cert-doctor.json (JSON with comments). A wrong entry becomes an error at its place and the others still work.
 * @param text the file's content, written by anybody
 */
export function parseConfig(text: string): ParsedConfig {
  const errors: ConfigError[] = [];
  const lineAt = lineFinder(text);
  const at = (message: string, offset: number, length: number): void => {
    errors.push({ message, offset, length, line: lineAt(offset) });
  };
  if (text.length > maxBytes) {
    at('The file is larger than 1 MiB and is not read.', 0, 1);
    return { domains: [], errors };
  }
  const syntax: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, syntax, { allowTrailingComma: true });
  } catch (error) {
    // The parser calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    at('The file is nested too deep and is not read.', 0, 1);
    return { domains: [], errors };
  }
  for (const error of syntax)
    at(syntaxWords[printParseErrorCode(error.error)] ?? unreadable, error.offset, Math.max(1, error.length));
  if (root === undefined) return { domains: [], errors };
  const list = root.type === 'object' ? findNodeAtLocation(root, ['domains']) : undefined;
  if (list?.type !== 'array') {
    if (root.type !== 'object' || list !== undefined || (root.children?.length ?? 0) > 0) {
      const place = list ?? root;
      at('Expected an object with a list named "domains".', place.offset, Math.max(1, Math.min(place.length, 1)));
    }
    return { domains: [], errors };
  }
  const domains: ConfiguredDomain[] = [];
  const seen = new Set<string>();
  for (const entry of list.children ?? []) {
    const before = errors.length;
    const intent = readEntry(entry, (message, node) => {
      at(message, node.offset, Math.max(1, node.length));
    });
    if (intent === null || errors.length > before) continue;
    const key = textOf(intent.name);
    if (seen.has(key)) {
      at(`${key} stands in the list twice; the second entry is not used.`, entry.offset, Math.max(1, entry.length));
      continue;
    }
    seen.add(key);
    domains.push({ intent, line: lineAt(entry.offset) });
  }
  return { domains, errors };
}

type Report = (message: string, node: Node) => void;

function readEntry(entry: Node, report: Report): DomainIntent | null {
  if (entry.type !== 'object') {
    report('Expected an object with a "name".', entry);
    return null;
  }
  for (const property of entry.children ?? []) {
    const key = property.children?.[0];
    if (key !== undefined && !knownKeys.has(String(key.value)))
      report(`"${String(key.value)}" is not a known property.`, key);
  }
  const nameNode = findNodeAtLocation(entry, ['name']);
  if (nameNode === undefined) {
    report('The entry has no "name".', entry);
    return null;
  }
  const name = readName(nameNode, parseIdentifier, report);
  const others = readStrings(entry, 'names', report).map((node) => readName(node, parseIdentifier, report));
  const delegation = findNodeAtLocation(entry, ['delegationTarget']);
  const isPerName = delegation?.type === 'object';
  const target = delegation === undefined || isPerName ? null : readName(delegation, parseDomainName, report);
  const addresses = readStrings(entry, 'addresses', report).map((node) => {
    const address = canonicalAddress(String(node.value));
    if (address === null) report(`"${String(node.value)}" is no IP address.`, node);
    return address;
  });
  const mail = readStrings(entry, 'mail', report).flatMap((node): readonly MailPort[] => {
    const port = typeof node.value === 'string' ? parseMailPort(node.value) : null;
    if (port === null) report('Expected smtp, imap or pop3, or one with a port, such as smtp:587.', node);
    return port === null ? [] : [port];
  });
  if (mail.length > mostMailPorts) report(`At most ${mostMailPorts} mail ports are looked at.`, entry);
  const method = findNodeAtLocation(entry, ['method']);
  if (method !== undefined && !challengeMethods.includes(method.value as ChallengeMethod)) {
    report(`Expected one of ${challengeMethods.join(', ')}.`, method);
  }
  const webRoot = findNodeAtLocation(entry, ['webRoot']);
  if (webRoot !== undefined && (typeof webRoot.value !== 'string' || !isAbsolutePath(webRoot.value))) {
    report('Expected the absolute path of a folder.', webRoot);
  }
  const platform = readPlatform(entry, delegation === undefined, report);
  if (name === null) return null;
  const names = [name, ...others.filter((other) => other !== null)];
  const unique = [...new Map(names.map((one) => [textOf(one), one])).values()];
  if (unique.length > maxNames) report(`A certificate holds at most ${maxNames} names.`, entry);
  return {
    name,
    names: unique,
    method:
      (method?.value as ChallengeMethod | undefined) ??
      (unique.some((one) => one.wildcard) ? 'dns-01' : (platform?.method ?? 'http-01')),
    addresses: addresses.filter((address) => address !== null),
    delegationTarget: target?.ascii ?? null,
    ...(isPerName ? { delegations: readDelegations(delegation, unique, report) } : {}),
    webRoot: (webRoot?.value as string | undefined) ?? null,
    ...(mail.length === 0 ? {} : { mail }),
    ...(platform === null ? {} : { platform: platform.id }),
  };
}

/** An object from names of the certificate to the target of each; a name and its wildcard share theirs. */
function readDelegations(node: Node, names: readonly DomainName[], report: Report): readonly Delegation[] {
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }): readonly Delegation[] => {
    if (key === undefined || value === undefined) return [];
    const name = readName(key, parseDomainName, report);
    const target = readName(value, parseDomainName, report);
    if (name === null || target === null) return [];
    if (!names.some(({ ascii }) => ascii === name.ascii)) {
      report(`"${String(key.value)}" is none of the entry's names.`, key);
      return [];
    }
    return [{ name: name.ascii, target: target.ascii }];
  });
}

/** A platform that proves control through a CNAME needs the organisation's own target: nothing else tells right from wrong. */
function readPlatform(entry: Node, noTarget: boolean, report: Report): Platform | null {
  const node = findNodeAtLocation(entry, ['platform']);
  if (node === undefined) return null;
  const platform = typeof node.value === 'string' ? findPlatform(node.value) : undefined;
  if (platform === undefined) {
    report(`Expected one of ${platforms.map(({ id }) => id).join(', ')}.`, node);
    return null;
  }
  const { delegation } = platform.records;
  if (delegation !== null && noTarget)
    report(
      `${platform.title} needs "delegationTarget" too: the target of your organisation, such as ${delegation.example}. It is shown at ${delegation.shownAt}.`,
      node,
    );
  return platform;
}

function readName(node: Node, parse: (text: string) => ParsedName, report: Report): DomainName | null {
  if (typeof node.value !== 'string') {
    report('Expected a domain name in quotes.', node);
    return null;
  }
  const parsed = parse(node.value);
  if (parsed.ok) return parsed.name;
  report(nameErrorText[parsed.error], node);
  return null;
}

function readStrings(entry: Node, key: string, report: Report): readonly Node[] {
  const list = findNodeAtLocation(entry, [key]);
  if (list === undefined) return [];
  if (list.type !== 'array') {
    report('Expected a list.', list);
    return [];
  }
  return list.children ?? [];
}

function isAbsolutePath(text: string): boolean {
  return !/\p{Cc}/u.test(text) && (text.startsWith('/') || /^[A-Za-z]:[\\/]/.test(text));
}

/** Gives the 1-based line of an offset. The text is searched once, for a file may hold thousands of errors. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

const formatting = { tabSize: 2, insertSpaces: true, eol: '\n' };

/**
 * The file with one domain added at the end of the list; comments and layout stay.
 * @param text the file's content; empty for a new file
 */
export function addDomain(text: string, entry: DomainEntry): string {
  const start = text.trim() === '' ? '{\n  "domains": []\n}\n' : text;
  const list = domainList(start);
  const last = list?.children?.at(-1);
  if (last === undefined) {
    const path = list === undefined ? ['domains'] : ['domains', 0];
    const value = list === undefined ? [entry] : entry;
    const options = { formattingOptions: formatting, isArrayInsertion: list !== undefined };
    return applyEdits(start, modify(start, path, value, options));
  }
  // Not by the library's formatter: it would lay out the neighbour anew.
  const end = last.offset + last.length;
  const indent = /^[ \t]*/.exec(start.slice(start.lastIndexOf('\n', last.offset) + 1))?.[0] ?? '';
  const line = JSON.stringify(entry, null, 1).replace(/\n */g, ' ');
  return `${start.slice(0, end)},\n${indent}${line}${start.slice(end)}`;
}

/**
 * The file without the domain of that first name, and without the comment above it; unchanged where the name does not
 * stand there.
 */
export function removeDomain(text: string, name: DomainName): string {
  const entries = domainList(text)?.children ?? [];
  const index = placeOf(entries, name);
  const entry = entries[index];
  if (entry === undefined) return text;
  const before = entries[index - 1];
  const from = before === undefined ? (domainList(text)?.offset ?? 0) + 1 : before.offset + before.length;
  const comma = scanTo(text, entry.offset + entry.length, ',');
  if (comma !== null) {
    // What stands on the neighbour's own line, its comma and a comment, is the neighbour's.
    const lineEnd = text.indexOf('\n', from);
    const start = lineEnd !== -1 && lineEnd < entry.offset ? lineEnd : (scanTo(text, from, ',') ?? from - 1) + 1;
    return text.slice(0, start) + text.slice(comma + 1);
  }
  // The last one takes the comma before it along.
  const end = entry.offset + entry.length;
  const commaBefore = before === undefined ? null : scanTo(text, from, ',');
  return text.slice(0, commaBefore ?? from) + text.slice(end);
}

function domainList(text: string): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['domains']);
  return list?.type === 'array' ? list : undefined;
}

/** Offset of the character where nothing but blanks and comments stands before it; null where something else does. */
function scanTo(text: string, from: number, wanted: string): number | null {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  scanner.scan();
  const offset = scanner.getTokenOffset();
  return text.charAt(offset) === wanted ? offset : null;
}

/** The file with the platform of that domain named; comments and layout stay, unchanged where the name does not stand there. */
export function setPlatform(text: string, name: DomainName, platform: string): string {
  const index = placeOf(domainList(text)?.children ?? [], name);
  if (index === -1) return text;
  return applyEdits(text, modify(text, ['domains', index, 'platform'], platform, { formattingOptions: formatting }));
}

/** Place of the domain of that first name; -1 where it does not stand there. */
function placeOf(entries: readonly Node[], name: DomainName): number {
  return entries.findIndex((entry) => {
    const node = findNodeAtLocation(entry, ['name']);
    const parsed = node === undefined ? null : parseIdentifier(String(getNodeValue(node)));
    return parsed?.ok === true && textOf(parsed.name) === textOf(name);
  });
}
