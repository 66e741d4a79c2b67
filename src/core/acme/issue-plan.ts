import type { ActRisk } from './act-risk.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { Finding } from '../problem/finding.ts';
import { caOf } from './ca-facts.ts';
import { waysOf, type ChallengePlan } from './challenge-plan.ts';
import { deployTitles } from './deploy-plan.ts';
import type { CaDirectory } from './directory.ts';
import type { IssueRequest, KeyType } from './issuance.ts';

/** What will be done and what speaks against it, before the CA is asked for anything. */
export interface IssuePlan {
  readonly steps: readonly PlanStep[];
  /** Everything that was looked at, also what is right. */
  readonly checks: readonly PlanCheck[];
  /** What is wrong, for whoever shows remedies; each belongs to a check that failed. */
  readonly findings: readonly Finding[];
  /** What the CA says of itself; null where its directory was not seen. */
  readonly directory: CaDirectory | null;
}

export interface PlanStep {
  readonly title: string;
  /** One sentence, with the files, records and places that it is about. */
  readonly detail: string;
  /** The command that will run; null where none does. Its last word may stand for what only the CA will say: `<value>`. */
  readonly argv: readonly string[] | null;
}

export interface PlanCheck {
  readonly title: string;
  /** `unknown` is no reason to go on: it could not be looked at, or only in part. */
  readonly state: 'passed' | 'failed' | 'unknown';
  /** What was seen, one sentence. Text from outside went through `quotedText`. */
  readonly text: string;
  /** What is asked where it is to be done all the same; missing: a failure ends it. */
  readonly risk?: ActRisk;
}

/** Does nothing speak against asking the CA, as far as all of it was seen? */
export function isReady({ checks }: IssuePlan): boolean {
  return checks.every(({ state }) => state === 'passed');
}

export const keyTypeWords: Readonly<Record<KeyType, string>> = {
  'ec-p256': 'ECDSA P-256',
  'ec-p384': 'ECDSA P-384',
  'rsa-2048': 'RSA with 2048 bits',
  'rsa-3072': 'RSA with 3072 bits',
  'rsa-4096': 'RSA with 4096 bits',
};

/** Stands in a command for what is only known when the CA has said it. */
const laterValue = '<value>';

/**
 * Every step and command of an issuance in words, in their order.
 * @param trial the directory of the CA's trial service, where it is tried there first
 */
export function issueSteps(request: IssueRequest, trial: string | null): readonly PlanStep[] {
  const { intent, ca, keyType, storage, deploy } = request;
  const plain = (title: string, detail: string): PlanStep => ({ title, detail, argv: null });
  const account = [
    ...(ca.contact === null ? [] : [`with the address ${ca.contact}`]),
    ...(ca.externalAccount === null ? [] : [`bound to the external account ${ca.externalAccount}`]),
  ];
  const profile = ca.profile === null ? '' : ` The profile is ${ca.profile}.`;
  const steps: PlanStep[] = [
    plain(
      'Write a new key',
      `${keyTypeWords[keyType]}, with its request, under ${storage}. Only this user can read it.`,
    ),
    ...(trial === null
      ? []
      : [
          plain(
            'Try it at the trial service',
            `All steps up to the certificate at ${trial} first; its files lie apart.`,
          ),
        ]),
    plain(
      'Order the certificate',
      `${caOf(ca.directoryUrl).name} (${ca.directoryUrl}) is asked for ${intent.names.map(textOf).join(', ')}, by an account ${account.length === 0 ? 'of its own' : account.join(' and ')}.${profile}`,
    ),
    ...waysOf(request).flatMap(({ plan, names: proven }) => stepsOf(plan, proven)),
    plain(
      'Store the certificate',
      `Beside the ones before it under ${storage}, after it was checked against key and names.`,
    ),
  ];
  if (deploy === null) return steps;
  const on = deploy.host === null ? '' : ` on ${deploy.host}`;
  if (deploy.files.length > 0) {
    const files = deploy.files.map(({ path }) => path).join(', ');
    steps.push(plain(deployTitles.files, `${files}${on}; what stands there is kept.`));
  }
  for (const act of ['test', 'reload'] as const) {
    const argv = deploy[act];
    if (argv !== null) steps.push({ title: deployTitles[act], detail: `You are asked once more${on}.`, argv });
  }
  steps.push(
    plain(
      'Look at every address',
      'Until each one serves the new certificate. If one that answered before is silent then, what was before is put back; if one serves another certificate, you are told, and can roll back.',
    ),
  );
  return steps;
}

function stepsOf(plan: ChallengePlan, names: readonly DomainName[]): readonly PlanStep[] {
  const title = `Prove control by ${plan.type}`;
  const all = names.map(textOf).join(', ');
  const plain = (detail: string): readonly PlanStep[] => [{ title, detail, argv: null }];
  switch (plan.by) {
    case 'web-root':
      return plain(
        `For ${all}: a file under ${plan.folder}/.well-known/acme-challenge, looked at from here and removed afterwards.`,
      );
    case 'listener':
      return plain(
        `For ${all}: a server of our own on port ${String(plan.port)} that answers nothing else, for ten minutes at most.`,
      );
    case 'hand':
      return plain(
        `For ${all}: you add ${records(plan.type, names)}; the values are shown then, and every name server is waited for.`,
      );
    case 'rfc2136':
      return plain(
        `For ${all}: ${records(plan.type, names)} by an update to ${plan.server}, signed with the key ${plan.keyName}${lasting(plan.type)}.`,
      );
    case 'hook':
      return ownersOf(plan.type, names).map((owner) => ({
        title,
        detail: `For ${all}: the program adds a TXT record${lasting(plan.type)}. You are asked once more.`,
        argv: [...plan.argv, 'add', owner, laterValue],
      }));
  }
}

function lasting(type: ChallengePlan['type']): string {
  return type === 'dns-persist-01' ? ', which stays' : ', removed afterwards';
}

function records(type: ChallengePlan['type'], names: readonly DomainName[]): string {
  return `a TXT record at ${ownersOf(type, names).join(', ')}`;
}

function ownersOf(type: ChallengePlan['type'], names: readonly DomainName[]): readonly string[] {
  const label = {
    'dns-01': '_acme-challenge',
    'dns-account-01': '_<account>._acme-challenge',
    'dns-persist-01': '_validation-persist',
  };
  const bases = [...new Set(names.map(({ ascii }) => ascii))];
  return type in label ? bases.map((base) => `${label[type as keyof typeof label]}.${base}`) : bases;
}
