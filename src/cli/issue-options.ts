import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { actRisks, type ActRisk } from '../core/acme/act-risk.ts';
import { certificateAuthorities, directoryNamed, trialDirectoryOf } from '../core/acme/certificate-authorities.ts';
import { dnsChallenges, isTsigAlgorithm, tsigAlgorithms, type ChallengePlan } from '../core/acme/challenge-plan.ts';
import { deployContents, planFlaw, type DeployFile, type DeployPlan } from '../core/acme/deploy-plan.ts';
import { keyTypes, type CaChoice, type IssueRequest } from '../core/acme/issuance.ts';
import { intentFor } from '../core/domain/intent.ts';
import { nameErrorText, parseIdentifier, type DomainName } from '../core/domain/name.ts';
import { parsedUrl } from '../core/parsed-url.ts';
import { quotedText } from '../core/quoted-text.ts';
import { defaultNetwork, type NetworkOptions } from '../engine/engine.ts';

export interface IssueCommand {
  readonly kind: 'issue';
  readonly request: IssueRequest;
  readonly network: NetworkOptions;
  /** Only show what would be done, and what speaks against it. */
  readonly dryRun: boolean;
  /** What is shown is agreed to; the CA's terms, and what speaks against it, are not. */
  readonly yes: boolean;
  readonly risks: readonly ActRisk[];
  readonly json: boolean;
  readonly noColor: boolean;
}

class Wrong extends Error {}

const flags = {
  ca: { type: 'string' },
  'ca-root': { type: 'string' },
  staging: { type: 'boolean' },
  contact: { type: 'string' },
  'agree-tos': { type: 'boolean' },
  'eab-kid': { type: 'string' },
  profile: { type: 'string' },
  'preferred-chain': { type: 'string' },
  'key-type': { type: 'string' },
  webroot: { type: 'string' },
  listen: { type: 'string' },
  'tls-listen': { type: 'string' },
  'dns-manual': { type: 'boolean' },
  'dns-hook': { type: 'string', multiple: true },
  'dns-rfc2136': { type: 'string' },
  'tsig-key': { type: 'string' },
  'tsig-algorithm': { type: 'string' },
  method: { type: 'string' },
  install: { type: 'string', multiple: true },
  ssh: { type: 'string' },
  test: { type: 'string' },
  reload: { type: 'string' },
  storage: { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  accept: { type: 'string', multiple: true },
  resolver: { type: 'string', multiple: true },
  'allow-private': { type: 'boolean' },
  'http-port': { type: 'string' },
  'https-port': { type: 'string' },
  json: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ readonly options: typeof flags }>>['values'];

/** Reads `issue`; a text says what is wrong. Throws as `parseArgs` does. */
export function readIssue(args: readonly string[]): IssueCommand | 'help' | { readonly wrong: string } {
  const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
  if (values.help === true) return 'help';
  try {
    return issueCommand(values, positionals);
  } catch (error) {
    if (error instanceof Wrong) return { wrong: error.message };
    throw error;
  }
}

function issueCommand(values: Values, positionals: readonly string[]): IssueCommand {
  const names = positionals.map(nameOf);
  const [first] = names;
  if (first === undefined) throw new Wrong('Name at least one domain or IP address for the certificate.');
  const challenge = challengeOf(values);
  const resolvers = values.resolver ?? [];
  const ca = caOf(values);
  const storage = placeOf('storage', values.storage) ?? path.join(homedir(), '.cert-doctor');
  return {
    kind: 'issue',
    request: {
      intent: intentFor(first, {
        ...{ names, method: challenge.type },
        webRoot: challenge.by === 'web-root' ? challenge.folder : null,
      }),
      ...{ ca, challenge, storage, deploy: deployOf(values) },
      keyType: choiceOf('key-type', values['key-type'] ?? 'ec-p256', keyTypes),
    },
    network: {
      ...defaultNetwork,
      ...{ resolvers, skipSystemResolver: resolvers.length > 0, allowPrivate: values['allow-private'] === true },
      httpPort: portOf('http-port', values['http-port']) ?? defaultNetwork.httpPort,
      httpsPort: portOf('https-port', values['https-port']) ?? defaultNetwork.httpsPort,
    },
    dryRun: values['dry-run'] === true,
    yes: values.yes === true,
    risks: (values.accept ?? []).map((risk) => choiceOf('accept', risk, actRisks)),
    json: values.json === true,
    noColor: values['no-color'] === true,
  };
}

function nameOf(text: string): DomainName {
  const parsed = parseIdentifier(text);
  if (parsed.ok) return parsed.name;
  const suggestion = parsed.suggestion === undefined ? '' : ` Did you mean ${parsed.suggestion}?`;
  throw new Wrong(`domain "${quotedText(text)}": ${nameErrorText[parsed.error]}${suggestion}`);
}

function caOf(values: Values): CaChoice {
  const said = values.ca ?? 'letsencrypt';
  const named = directoryNamed(said) ?? (parsedUrl(said)?.protocol === 'https:' ? said : null);
  if (named === null) {
    const words = certificateAuthorities.filter(({ ended }) => ended === null).map(({ id }) => id);
    throw new Wrong(
      `--ca "${quotedText(said)}": expected ${words.join(', ')}, or the https:// URL of an ACME directory.`,
    );
  }
  const directoryUrl = values.staging === true ? trialDirectoryOf(named) : named;
  if (directoryUrl === null) throw new Wrong(`${quotedText(said)} has no staging service that is known here.`);
  return {
    directoryUrl,
    rootFile: placeOf('ca-root', values['ca-root']),
    contact: values.contact ?? null,
    termsAgreed: values['agree-tos'] === true,
    externalAccount: values['eab-kid'] ?? null,
    profile: values.profile ?? null,
    preferredChain: values['preferred-chain'] ?? null,
  };
}

/** Exactly one way of proof must be said. */
function challengeOf(values: Values): ChallengePlan {
  const ways = ['webroot', 'listen', 'tls-listen', 'dns-manual', 'dns-hook', 'dns-rfc2136'] as const;
  const [way, ...others] = ways.filter((one) => values[one] !== undefined);
  if (way === undefined || others.length > 0) {
    throw new Wrong(`Say how the names are proven, by one of --${ways.join(', --')}.`);
  }
  const { method } = values;
  const ofUpdates = (['tsig-key', 'tsig-algorithm'] as const).find((option) => values[option] !== undefined);
  if (way !== 'dns-rfc2136' && ofUpdates !== undefined) {
    throw new Wrong(`--${ofUpdates} belongs to --dns-rfc2136; it does not go with --${way}.`);
  }
  if (!way.startsWith('dns-')) {
    if (method !== undefined) throw new Wrong(`--method says which kind of DNS record; it does not go with --${way}.`);
    const folder = placeOf('webroot', values.webroot);
    if (folder !== null) return { type: 'http-01', by: 'web-root', folder };
    const http = portOf('listen', values.listen);
    if (http !== null) return { type: 'http-01', by: 'listener', port: http };
    return { type: 'tls-alpn-01', by: 'listener', port: portOf('tls-listen', values['tls-listen']) ?? 443 };
  }
  const type = choiceOf('method', method ?? 'dns-01', dnsChallenges);
  if (values['dns-hook'] !== undefined) return { type, by: 'hook', argv: values['dns-hook'] };
  const server = values['dns-rfc2136'];
  if (server === undefined) return { type, by: 'hand' };
  const keyName = values['tsig-key'];
  if (keyName === undefined)
    throw new Wrong('--dns-rfc2136 needs --tsig-key NAME, whose secret stands in the environment.');
  const algorithm = values['tsig-algorithm'] ?? 'hmac-sha256';
  if (!isTsigAlgorithm(algorithm)) throw new Wrong(`--tsig-algorithm: expected ${tsigAlgorithms.join(', ')}.`);
  return { type, by: 'rfc2136', server, keyName, algorithm };
}

/** Where the files go and how the server reads them; null where nothing of that is said. */
function deployOf({ install = [], ssh, test, reload }: Values): DeployPlan | null {
  if (install.length === 0 && ssh === undefined && test === undefined && reload === undefined) return null;
  const plan: DeployPlan = {
    host: ssh ?? null,
    files: install.map(deployFileOf),
    test: test === undefined ? null : wordsOf(test),
    reload: reload === undefined ? null : wordsOf(reload),
  };
  const flaw = planFlaw(plan);
  if (flaw !== null) throw new Wrong(flaw);
  return plan;
}

function deployFileOf(text: string): DeployFile {
  const equals = text.indexOf('=');
  const content = choiceOf('install', text.slice(0, Math.max(0, equals)), deployContents);
  const file = text.slice(equals + 1);
  if (path.isAbsolute(file)) return { content, path: file };
  throw new Wrong(`--install "${quotedText(text)}": expected ${content}= and the absolute path of a file.`);
}

/** A command without a shell: its words stand between blanks. */
function wordsOf(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

function choiceOf<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new Wrong(`--${option} "${quotedText(text)}": expected ${choices.join(', ')}.`);
}

/** A variable of a script that is not set must not come to mean the folder in which it runs. */
function placeOf(option: string, text: string | undefined): string | null {
  if (text === '') throw new Wrong(`--${option}: expected a path, and it is empty.`);
  return text === undefined ? null : path.resolve(text);
}

function portOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new Wrong(`--${option} "${quotedText(text)}": expected a port from 1 to 65535.`);
}
