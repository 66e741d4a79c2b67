import path from 'node:path';
import * as vscode from 'vscode';
import { authorityAt, certificateAuthorities } from '../../core/acme/certificate-authorities.ts';
import { tsigAlgorithms, type ChallengePlan, type RecordWriterPlan } from '../../core/acme/challenge-plan.ts';
import { clientOwning, isSshDestination, type DeployPlan } from '../../core/acme/deploy-plan.ts';
import { deployTargets, planFor, type DeployTarget } from '../../core/acme/deploy-targets.ts';
import { keyTypes, type CaChoice, type IssueRequest, type KeyType } from '../../core/acme/issuance.ts';
import { keyTypeWords } from '../../core/acme/issue-plan.ts';
import { intentFor, type ChallengeMethod, type DomainIntent } from '../../core/domain/intent.ts';
import { isAddress, nameErrorText, parseIdentifier, textOf, type DomainName } from '../../core/domain/name.ts';
import type { ServedFile } from '../../core/host/host-observation.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import { noticeText } from '../shown-text.ts';
import { choose, type, walk, type Choice, type Step } from './wizard-steps.ts';

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
}

interface State {
  readonly intent: DomainIntent | null;
  readonly ca: CaChoice;
  readonly keyType: KeyType;
  readonly challenge: ChallengePlan | null;
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
    ...{ challenge: null, target: null, host: null, deploy: null },
  };
  const steps: readonly Step<State>[] = [
    (state, place) => askNames(state, place, start),
    ...(start.isTrial ? [] : [(state: State, place: StepPlace) => askCa(state, place, start)]),
    askExternalAccount,
    askKeyType,
    askWay,
    askPlaceOfProof,
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
  return {
    intent: { ...intent, method: challenge.type, webRoot },
    ca,
    challenge,
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
  }
  const rootFile = directoryUrl === ca.directoryUrl ? ca.rootFile : null;
  const externalAccount = directoryUrl === state.ca.directoryUrl ? state.ca.externalAccount : null;
  return { value: { ...state, ca: { ...state.ca, directoryUrl, rootFile, externalAccount } } };
}

const askExternalAccount: Step<State> = async (state, place) => {
  if (authorityAt(state.ca.directoryUrl)?.externalAccount !== true) return 'skip';
  const answer = await type(place, {
    prompt: 'The key identifier (kid) of your account with this CA. Its MAC key is asked for later, and kept secret.',
    value: state.ca.externalAccount ?? '',
    wrong: (text) => (/^[\x21-\x7e]{1,200}$/.test(text) ? null : 'The identifier as the CA shows it, without blanks.'),
  });
  return typeof answer === 'string'
    ? answer
    : { value: { ...state, ca: { ...state.ca, externalAccount: answer.value } } };
};

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

/** Each way of proof, and for which names it can be. */
interface Way extends Choice<Pick<ChallengePlan, 'type' | 'by'>> {
  readonly method: ChallengeMethod;
}

const ways: readonly Way[] = [
  way('http-01', 'web-root', 'A file under the web root', 'The web server that runs serves the token on port 80.'),
  way('http-01', 'listener', 'An own web server on port 80', 'For a machine on which nothing listens on port 80.'),
  way(
    'dns-01',
    'hand',
    'A DNS record that you add',
    'You see the exact record; Cert Doctor waits until every name server has it.',
  ),
  way(
    'dns-01',
    'rfc2136',
    'A DNS record by dynamic update',
    'RFC 2136 with a TSIG key, as BIND, Knot and PowerDNS take it.',
  ),
  way('dns-01', 'hook', 'A DNS record by your own program', 'It is run with add and remove, the name and the value.'),
  way(
    'tls-alpn-01',
    'listener',
    'An own TLS server on port 443',
    'For a machine on which nothing listens on port 443.',
  ),
];

function way(
  method: 'http-01' | 'dns-01' | 'tls-alpn-01',
  by: ChallengePlan['by'],
  label: string,
  detail: string,
): Way {
  return { method, label, detail, description: method, value: { type: method, by } };
}

const askWay: Step<State> = async (state, place) => {
  const names = state.intent?.names ?? [];
  const fitting = ways.filter(({ method }) =>
    names.every((name) => (name.wildcard ? method === 'dns-01' : !isAddress(name) || method !== 'dns-01')),
  );
  const wanted = state.intent?.method;
  const sorted = fitting.toSorted((one, other) => Number(other.method === wanted) - Number(one.method === wanted));
  if (sorted.length === 0) {
    await vscode.window.showInformationMessage(
      'A wildcard is proven by DNS, an IP address never is: ask for them in two certificates.',
    );
    return 'back';
  }
  const { challenge } = state;
  const isChosen = ({ type, by }: Way['value']): boolean => challenge?.type === type && challenge.by === by;
  const answer = await choose(place, 'How is control of the names proven?', sorted, isChosen);
  if (typeof answer === 'string') return answer;
  return { value: { ...state, challenge: isChosen(answer.value) ? challenge : emptyPlan(answer.value) } };
};

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
  if (challenge === null) return 'left';
  const planned = (plan: ChallengePlan): { readonly value: State } => ({ value: { ...state, challenge: plan } });
  switch (challenge.by) {
    case 'hand':
    case 'listener':
      return 'skip';
    case 'web-root': {
      const answer = await type(place, {
        prompt: `The folder from which the web server serves ${intent === null ? 'the name' : textOf(intent.name)}.`,
        placeholder: '/var/www/html',
        value: challenge.folder === '' ? (intent?.webRoot ?? '') : challenge.folder,
        wrong: absolute,
      });
      return typeof answer === 'string' ? answer : planned({ ...challenge, folder: answer.value });
    }
    case 'hook': {
      const answer = await type(place, {
        prompt:
          'The program, by its absolute path. It is run as PROGRAM add NAME VALUE, and PROGRAM remove NAME VALUE.',
        placeholder: '/usr/local/bin/dns-hook',
        value: challenge.argv[0] ?? '',
        wrong: absolute,
      });
      return typeof answer === 'string' ? answer : planned({ ...challenge, argv: [answer.value] });
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
      return server === null ? 'left' : planned({ ...challenge, ...server });
    }
  }
};

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
