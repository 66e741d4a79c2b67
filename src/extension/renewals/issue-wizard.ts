import path from 'node:path';
import { caOf } from '../../core/acme/ca-facts.ts';
import { authorityAt, certificateAuthorities } from '../../core/acme/certificate-authorities.ts';
import { tsigAlgorithms, type ChallengePlan, type RecordWriterPlan } from '../../core/acme/challenge-plan.ts';
import { clientOwning, isSshDestination, type DeployPlan } from '../../core/acme/deploy-plan.ts';
import { deployTargets, planFor, type DeployTarget } from '../../core/acme/deploy-targets.ts';
import { keyTypes, type CaChoice, type IssueRequest, type KeyType } from '../../core/acme/issuance.ts';
import { keyTypeWords } from '../../core/acme/issue-plan.ts';
import type { CaDirectory } from '../../core/acme/directory.ts';
import { intentFor, isDnsMethod, type DomainIntent } from '../../core/domain/intent.ts';
import { isAddress, nameErrorText, parseIdentifier, textOf, type DomainName } from '../../core/domain/name.ts';
import type { ServedFile } from '../../core/host/host-observation.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import { noticeText } from '../shown-text.ts';
import { choose, type, walk, type Answer, type Choice, type Step } from './wizard-steps.ts';

/** What is known before the first question. */
export interface WizardStart {
  /** What should be true of the domain; null where the user names it. */
  readonly intent: DomainIntent | null;
  /** The CA of the settings. */
  readonly ca: Pick<CaChoice, 'directoryUrl' | 'rootFile' | 'contact'>;
  readonly storage: string;
  /** The deployment of the settings. */
  readonly deploy: DeployPlan;
  /** The CA is settled, and its certificate goes into no service. */
  readonly isTrial: boolean;
  /** Files that web servers here read for the domain. */
  readonly served: readonly ServedFile[];
  /** What the CA says that it offers; null where it did not answer. */
  readonly directoryOf: (ca: Pick<CaChoice, 'directoryUrl' | 'rootFile'>) => Thenable<CaDirectory | null>;
}

interface State {
  readonly intent: DomainIntent | null;
  readonly ca: CaChoice;
  readonly keyType: KeyType;
  readonly challenge: ChallengePlan | null;
  /** Each name's own, by its text, filled as they are said so that going back loses none; null: one for all. */
  readonly ofNames: Map<string, ChallengePlan> | null;
  readonly target: DeployTarget | 'settings' | 'none' | null;
  readonly host: string | null;
  readonly deploy: DeployPlan | null;
}

type StepPlace = Parameters<Step<State>>[1];

/** Asks for everything that an issuance needs to know; null where the user left. Nothing is done yet. */
export async function askForRequest(start: WizardStart): Promise<IssueRequest | null> {
  const noAccount = { termsAgreed: true, externalAccount: null, profile: null, preferredChain: null } as const;
  const first: State = {
    ...{ intent: start.intent, ca: { ...start.ca, ...noAccount }, keyType: 'ec-p256' },
    ...{ challenge: null, ofNames: null, target: null, host: null, deploy: null },
  };
  const steps: readonly Step<State>[] = [
    (state, place) => askNames(state, place, start),
    ...(start.isTrial ? [] : [(state: State, place: StepPlace) => askCa(state, place, start)]),
    (state, place) => askExternalAccount(state, place, start),
    askContact,
    (state, place) => askProfile(state, place, start),
    askKeyType,
    askWay,
    (state, place) => (state.ofNames === null ? askPlaceOfProof(state, place) : askEachName(state, place)),
    ...(start.isTrial
      ? []
      : [
          (state: State, place: StepPlace) => askTarget(state, place, start),
          (state: State, place: StepPlace) => askFiles(state, place, start),
        ]),
  ];
  const state = await walk(start.isTrial ? 'Try Order at Trial Service' : 'Issue Certificate', first, steps);
  if (state?.intent == null || state.challenge === null) return null;
  const { intent, ca, challenge, keyType, deploy } = state;
  const webRoot = challenge.by === 'web-root' ? challenge.folder : intent.webRoot;
  const ofNames = intent.names.flatMap((name) => {
    const own = state.ofNames?.get(textOf(name));
    return own === undefined ? [] : [[textOf(name), own] as const];
  });
  return {
    intent: { ...intent, method: challenge.type, webRoot },
    ca,
    challenge,
    ...(ofNames.length === 0 ? {} : { challengesOfNames: Object.fromEntries(ofNames) }),
    keyType,
    storage: start.storage,
    deploy,
  };
}

async function askNames(state: State, place: StepPlace, start: WizardStart): ReturnType<Step<State>> {
  const answer = await type(place, {
    prompt: 'Every name that the certificate shall hold, with blanks between them. The first one stands for it.',
    placeholder: 'example.com www.example.com *.example.com',
    value: state.intent?.names.map(textOf).join(' ') ?? '',
    wrong: (text) => namesOf(text).wrong,
  });
  if (typeof answer === 'string') return answer;
  const { names } = namesOf(answer.value);
  const [name] = names;
  if (name === undefined) return 'left';
  // What is known of the domain stays; a name that is added is one of its own.
  const intent = intentFor(name, { ...(start.intent ?? {}), names });
  return { value: { ...state, intent } };
}

function namesOf(text: string): { readonly names: readonly DomainName[]; readonly wrong: string | null } {
  const names: DomainName[] = [];
  for (const word of text.split(/[\s,]+/).filter((one) => one !== '')) {
    const parsed = parseIdentifier(word);
    if (!parsed.ok) return { names, wrong: `${noticeText(word)}: ${nameErrorText[parsed.error]}` };
    if (!names.some((name) => textOf(name) === textOf(parsed.name))) names.push(parsed.name);
  }
  return { names, wrong: names.length === 0 ? 'Name at least one.' : names.length > 100 ? 'At most 100 names.' : null };
}

async function askCa(state: State, place: StepPlace, start: WizardStart): ReturnType<Step<State>> {
  const { ca } = start;
  const item = (directoryUrl: string, label: string, detail: string): Choice<string> => ({
    ...{ label, detail, value: directoryUrl },
    description: directoryUrl === ca.directoryUrl ? 'from your settings' : '',
  });
  const known = certificateAuthorities
    .filter(({ ended }) => ended === null)
    .flatMap(({ name, directory, trial, note, externalAccount }) => [
      item(
        directory,
        name,
        [externalAccount ? 'Needs an account there.' : '', note].filter((one) => one !== '').join(' '),
      ),
      ...(trial === null
        ? []
        : [item(trial, `${name}, trial service`, 'Browsers do not trust its certificates: for trying out.')]),
    ]);
  const own = known.some(({ value }) => value === ca.directoryUrl)
    ? []
    : [item(ca.directoryUrl, parsedUrl(ca.directoryUrl)?.host ?? ca.directoryUrl, '')];
  const sorted = [...own, ...known].toSorted(
    (one, other) => Number(other.value === ca.directoryUrl) - Number(one.value === ca.directoryUrl),
  );
  const other = {
    label: '$(globe) Another directory…',
    detail: 'The URL of any ACME directory, such as that of step-ca.',
    value: '',
  };
  const isListed = sorted.some(({ value }) => value === state.ca.directoryUrl);
  const chosen = isListed ? state.ca.directoryUrl : other.value;
  const answer = await choose(place, 'Which CA?', [...sorted, other], (value) => value === chosen);
  if (typeof answer === 'string') return answer;
  let directoryUrl = answer.value;
  let rootFile: string | null | undefined;
  if (directoryUrl === '') {
    const typed = await type(place, {
      prompt: "The URL of the CA's ACME directory.",
      placeholder: 'https://ca.example.com/acme/acme/directory',
      value: isListed ? '' : state.ca.directoryUrl,
      wrong: (text) => (parsedUrl(text)?.protocol === 'https:' ? null : 'A URL that begins with https://.'),
    });
    if (typed === 'back') return askCa(state, place, start);
    if (typed === 'left') return typed;
    directoryUrl = typed.value;
    const root = await type(place, {
      prompt: "A file with the root certificate by which the CA's HTTPS is trusted. Leave it empty for a public one.",
      placeholder: '/etc/step-ca/certs/root_ca.crt',
      value: (isListed || directoryUrl !== state.ca.directoryUrl ? null : state.ca.rootFile) ?? '',
      wrong: (text) => (text === '' ? null : absolute(text)),
    });
    if (root === 'back') return askCa({ ...state, ca: { ...state.ca, directoryUrl } }, place, start);
    if (root === 'left') return root;
    rootFile = root.value === '' ? null : root.value;
  }
  rootFile ??= directoryUrl === ca.directoryUrl ? ca.rootFile : null;
  // What was said of one CA is none of another's.
  const isSame = directoryUrl === state.ca.directoryUrl;
  const { externalAccount, profile } = isSame ? state.ca : { externalAccount: null, profile: null };
  return { value: { ...state, ca: { ...state.ca, directoryUrl, rootFile, externalAccount, profile } } };
}

async function askExternalAccount(state: State, place: StepPlace, start: WizardStart): ReturnType<Step<State>> {
  const isKnown = authorityAt(state.ca.directoryUrl)?.externalAccount;
  if (!(isKnown ?? (await start.directoryOf(state.ca))?.externalAccountRequired ?? false)) return 'skip';
  const answer = await type(place, {
    prompt: 'The key identifier (kid) of your account with this CA. Its MAC key is asked for later, and kept secret.',
    value: state.ca.externalAccount ?? '',
    wrong: (text) => (/^[\x21-\x7e]{1,200}$/.test(text) ? null : 'The identifier as the CA shows it, without blanks.'),
  });
  return typeof answer === 'string'
    ? answer
    : { value: { ...state, ca: { ...state.ca, externalAccount: answer.value } } };
}

const askContact: Step<State> = async (state, place) => {
  if (state.ca.contact !== null || authorityAt(state.ca.directoryUrl)?.contactNeeded !== true) return 'skip';
  const answer = await type(place, {
    prompt: 'A mail address for the account: this CA issues nothing without one.',
    wrong: (text) => (/^[^\s@,?&]{1,64}@[^\s@,?&]{3,250}$/.test(text) ? null : 'A mail address.'),
  });
  return typeof answer === 'string' ? answer : { value: { ...state, ca: { ...state.ca, contact: answer.value } } };
};

async function askProfile(state: State, place: StepPlace, start: WizardStart): ReturnType<Step<State>> {
  const { ca, intent } = state;
  const profiles = (await start.directoryOf(ca))?.profiles ?? [];
  if (profiles.length === 0) return 'skip';
  const { addressProfile } = caOf(ca.directoryUrl);
  const needed = intent?.names.some(isAddress) === true ? addressProfile : undefined;
  const items: readonly Choice<string | null>[] = [
    { label: "The CA's usual one", value: null },
    ...profiles.map((value) => ({
      ...{ label: noticeText(value), value },
      description: value === needed ? 'needed for IP addresses' : '',
    })),
  ];
  const answer = await choose(
    place,
    'Which profile of the CA?',
    items,
    (value) => value === (ca.profile ?? needed ?? null),
  );
  return typeof answer === 'string' ? answer : { value: { ...state, ca: { ...ca, profile: answer.value } } };
}

const askKeyType: Step<State> = async (state, place) => {
  const details: Partial<Record<KeyType, string>> = {
    'ec-p256': 'Small and fast; every browser of the last ten years takes it.',
    'rsa-2048': 'For old clients that know no elliptic curves.',
  };
  const items = keyTypes.map((value) => ({
    ...{ label: keyTypeWords[value], value, description: value === 'ec-p256' ? 'usual' : '' },
    detail: details[value] ?? '',
  }));
  const answer = await choose(place, 'Which kind of key?', items, (value) => value === state.keyType);
  return typeof answer === 'string' ? answer : { value: { ...state, keyType: answer.value } };
};

/** Each way of proof. */
type Way = Choice<Pick<ChallengePlan, 'type' | 'by'>>;

const recordWays = [
  ['hand', 'A DNS record that you add', 'You see the exact record; Cert Doctor waits until every name server has it.'],
  [
    ...(['rfc2136', 'A DNS record by dynamic update'] as const),
    'RFC 2136 with a TSIG key, as BIND, Knot and PowerDNS take it.',
  ],
  ['hook', 'A DNS record by your own program', 'It is run with add and remove, the name and the value.'],
] as const;

const ways: readonly Way[] = [
  way('http-01', 'web-root', 'A file under the web root', 'The web server that runs serves the token on port 80.'),
  way('http-01', 'listener', 'An own web server on port 80', 'For a machine on which nothing listens on port 80.'),
  ...recordWays.map(([by, label, detail]) => way('dns-01', by, label, detail)),
  way(
    'tls-alpn-01',
    'listener',
    'An own TLS server on port 443',
    'For a machine on which nothing listens on port 443.',
  ),
  ...recordWays.map(([by, label]) =>
    way('dns-account-01', by, `${label}, for this account alone`, 'Beside those of other accounts. Few CAs offer it.'),
  ),
  ...recordWays.map(([by, label]) =>
    way('dns-persist-01', by, `${label}, which stays`, 'Renewals need no other one. Few CAs offer it.'),
  ),
];

function way(type: ChallengePlan['type'], by: ChallengePlan['by'], label: string, detail: string): Way {
  return { label, detail, description: type, value: { type, by } };
}

/** The ways by which all of these can be proven, those of the domain's own method first. */
function waysFor(names: readonly DomainName[], method: DomainIntent['method'] | undefined): readonly Way[] {
  return ways
    .filter(({ value }) =>
      names.every((name) => (name.wildcard ? isDnsMethod(value.type) : !isAddress(name) || !isDnsMethod(value.type))),
    )
    .toSorted((one, other) => Number(other.value.type === method) - Number(one.value.type === method));
}

function isSameWay(one: Way['value'], other: Way['value'] | null | undefined): boolean {
  return one.type === other?.type && one.by === other.by;
}

const askWay: Step<State> = async (state, place) => {
  const { challenge, ofNames, intent } = state;
  const names = intent?.names ?? [];
  const each: Choice<null> = {
    label: '$(list-unordered) Each name in its own way…',
    detail: 'A wildcard is proven by DNS alone, an IP address never is.',
    value: null,
  };
  const items = [...waysFor(names, intent?.method), ...(names.length > 1 ? [each] : [])];
  const isChosen = (value: Way['value'] | null): boolean =>
    value === null ? ofNames !== null : ofNames === null && isSameWay(value, challenge);
  const answer = await choose<Way['value'] | null>(place, 'How is control of the names proven?', items, isChosen);
  if (typeof answer === 'string') return answer;
  if (answer.value === null) return { value: { ...state, ofNames: ofNames ?? new Map<string, ChallengePlan>() } };
  return { value: { ...state, ofNames: null, challenge: planOf(answer.value, challenge) } };
};

/** What was said of the way before, where it is the same. */
function planOf(way: Way['value'], before: ChallengePlan | null): ChallengePlan {
  return before !== null && isSameWay(way, before) ? before : emptyPlan(way);
}

/** One name after the other; what fitted the one before is offered for the next. */
async function askEachName(state: State, place: StepPlace): ReturnType<Step<State>> {
  const names = state.intent?.names ?? [];
  const plans = state.ofNames ?? new Map<string, ChallengePlan>();
  let before = state.challenge;
  for (let at = 0; at < names.length;) {
    const name = names[at];
    if (name === undefined) return 'left';
    const answer = await askOneName(name, plans.get(textOf(name)) ?? before, state, place);
    if (answer === 'left' || (answer === 'back' && at === 0)) return answer;
    if (answer === 'back') {
      at -= 1;
      continue;
    }
    plans.set(textOf(name), answer.value);
    before = answer.value;
    at += 1;
  }
  const [first] = names;
  return { value: { ...state, challenge: first === undefined ? null : (plans.get(textOf(first)) ?? null) } };
}

async function askOneName(
  name: DomainName,
  before: ChallengePlan | null,
  state: State,
  place: StepPlace,
): Promise<Answer<ChallengePlan>> {
  const fitting = waysFor([name], state.intent?.method);
  const answer = await choose(place, `How is control of ${textOf(name)} proven?`, fitting, (one) =>
    isSameWay(one, before),
  );
  if (typeof answer === 'string') return answer;
  const plan = planOf(answer.value, before);
  const placed = await askPlaceOf(plan, name, state.intent?.webRoot ?? '', place);
  return placed === 'skip' ? { value: plan } : placed === 'back' ? askOneName(name, plan, state, place) : placed;
}

function emptyPlan({ type: challenge, by }: Pick<ChallengePlan, 'type' | 'by'>): ChallengePlan {
  if (challenge === 'tls-alpn-01') return { type: challenge, by: 'listener', port: 443 };
  if (challenge === 'http-01') {
    return by === 'listener' ? { type: challenge, by, port: 80 } : { type: challenge, by: 'web-root', folder: '' };
  }
  const writer: RecordWriterPlan =
    by === 'hook'
      ? { by, argv: [] }
      : by === 'rfc2136'
        ? { by, server: '', keyName: '', algorithm: 'hmac-sha256' }
        : { by: 'hand' };
  return { type: challenge, ...writer };
}

const askPlaceOfProof: Step<State> = async (state, place) => {
  const { challenge, intent } = state;
  if (challenge === null || intent === null) return 'left';
  const answer = await askPlaceOf(challenge, intent.name, intent.webRoot ?? '', place);
  return typeof answer === 'string' ? answer : { value: { ...state, challenge: answer.value } };
};

async function askPlaceOf(
  challenge: ChallengePlan,
  name: DomainName,
  webRoot: string,
  place: StepPlace,
): Promise<Answer<ChallengePlan> | 'skip'> {
  switch (challenge.by) {
    case 'hand':
    case 'listener':
      return 'skip';
    case 'web-root': {
      const answer = await type(place, {
        prompt: `The folder from which the web server serves ${textOf(name)}.`,
        placeholder: '/var/www/html',
        value: challenge.folder === '' ? webRoot : challenge.folder,
        wrong: absolute,
      });
      return typeof answer === 'string' ? answer : { value: { ...challenge, folder: answer.value } };
    }
    case 'hook': {
      const answer = await type(place, {
        prompt:
          'The program, by its absolute path. It is run as PROGRAM add NAME VALUE, and PROGRAM remove NAME VALUE.',
        placeholder: '/usr/local/bin/dns-hook',
        value: challenge.argv[0] ?? '',
        wrong: absolute,
      });
      return typeof answer === 'string' ? answer : { value: { ...challenge, argv: [answer.value] } };
    }
    case 'rfc2136': {
      const answer = await type(place, {
        prompt:
          'Primary name server, name of the TSIG key, and algorithm, with blanks between them. The secret is asked for later.',
        placeholder: '203.0.113.53 acme-key hmac-sha256',
        value: challenge.server === '' ? '' : `${challenge.server} ${challenge.keyName} ${challenge.algorithm}`,
        wrong: (text) => (updateServer(text) === null ? 'As in: 203.0.113.53 acme-key hmac-sha256' : null),
      });
      if (typeof answer === 'string') return answer;
      const server = updateServer(answer.value);
      return server === null ? 'left' : { value: { ...challenge, ...server } };
    }
  }
}

function updateServer(
  text: string,
): { server: string; keyName: string; algorithm: (typeof tsigAlgorithms)[number] } | null {
  const [server = '', keyName = '', word = 'hmac-sha256', ...rest] = text.split(/\s+/);
  const algorithm = tsigAlgorithms.find((one) => one === word);
  const fits = /^[0-9A-Fa-f.:[\]]{3,60}$/.test(server) && /^[A-Za-z0-9_.-]{1,250}$/.test(keyName);
  return fits && algorithm !== undefined && rest.length === 0 ? { server, keyName, algorithm } : null;
}

function absolute(text: string): string | null {
  return path.isAbsolute(text) ? null : 'An absolute path on this machine.';
}

async function askTarget(state: State, place: StepPlace, start: WizardStart): ReturnType<Step<State>> {
  const { deploy, served } = start;
  const here = new Set(served.map(({ software }): string => software));
  const commands = [deploy.test, deploy.reload]
    .flatMap((argv) => (argv === null ? [] : [argv.join(' ')]))
    .join(', then ');
  const targets = deployTargets.map((target) => ({
    ...{ label: target.title, value: target },
    description: here.has(target.id) ? 'serves the domain here' : '',
    detail: [target.test, target.reload].flatMap((argv) => (argv === null ? [] : [argv.join(' ')])).join(', then '),
  }));
  const items: readonly Choice<State['target']>[] = [
    {
      label: 'As in the settings',
      description: deploy.host ?? '',
      detail:
        deploy.files.length > 0
          ? `${deploy.files.length} files; ${commands}`
          : `The server reads the stored files; ${commands}`,
      value: 'settings',
    },
    ...targets.toSorted((one, other) => Number(here.has(other.value.id)) - Number(here.has(one.value.id))),
    { label: 'Nowhere yet', detail: 'The files are stored; you bring them into service yourself.', value: 'none' },
  ];
  const answer = await choose(place, 'How does the server get it?', items, (value) => value === state.target);
  if (typeof answer === 'string') return answer;
  const target = answer.value;
  if (target === 'settings' || target === 'none') {
    return { value: { ...state, target, deploy: target === 'none' ? null : deploy } };
  }
  const host = await type(place, {
    prompt: 'Where does it run? Leave empty for this machine, or name it as your SSH configuration does.',
    placeholder: 'this machine',
    value: state.host ?? '',
    wrong: (text) => (text === '' || isSshDestination(text) ? null : 'A name, user@name, or an address.'),
  });
  if (host === 'back') return askTarget({ ...state, target }, place, start);
  return host === 'left' ? host : { value: { ...state, target, host: host.value === '' ? null : host.value } };
}

async function askFiles(state: State, place: StepPlace, { served }: WizardStart): ReturnType<Step<State>> {
  const { target, host } = state;
  if (target === null || typeof target === 'string') return 'skip';
  const read = served.find((one) => one.software === target.id && clientOwning(one.certificate) === null);
  const paths = target.files.map(({ content, usual }) => {
    const known = content === 'key' ? read?.key : read?.certificate;
    return host === null ? (known ?? usual) : usual;
  });
  for (let at = 0; at < paths.length;) {
    const answer = await type(place, {
      prompt: `${fileWords[at === 0 ? 'first' : 'next']} ${target.files[at]?.content.replaceAll('-', ' ') ?? ''}: the path that the configuration of ${target.title} names.`,
      value: paths[at] ?? '',
      wrong: (text) => {
        const client = clientOwning(text);
        return client === null
          ? absolute(text)
          : `This file belongs to ${client}: renew with it, or name another file.`;
      },
    });
    if (answer === 'left' || (answer === 'back' && at === 0)) return answer;
    if (answer === 'back') at -= 1;
    else paths[at++] = answer.value;
  }
  return { value: { ...state, deploy: planFor(target, paths, host) } };
}

const fileWords = { first: 'The file with the', next: 'And the file with the' } as const;
