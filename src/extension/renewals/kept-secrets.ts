import * as vscode from 'vscode';
import { trialDirectoryOf } from '../../core/acme/certificate-authorities.ts';
import { challengeFor } from '../../core/acme/challenge-plan.ts';
import { noSecrets, type IssueRequest, type IssueSecrets } from '../../core/acme/issuance.ts';
import type { ProblemId } from '../../core/problem/catalogue.ts';
import type { Finding } from '../../core/problem/finding.ts';
import { createKey } from '../../engine/act/private-key.ts';
import { noticeText } from '../shown-text.ts';

/** A secret that an issuance needs, as the secret storage calls it, and how it is asked for. */
interface Wanted {
  readonly key: string;
  readonly title: string;
  readonly prompt: string;
  readonly fits: RegExp;
}

/**
 * What an issuance needs and nobody may read: asked for once, kept in VS Code's secret storage, and nowhere else. Null
 * where the user gave none.
 */
export async function secretsFor(
  request: IssueRequest,
  storage: vscode.SecretStorage,
  accountKeys: 'files' | 'secret storage',
): Promise<IssueSecrets | null> {
  let secrets = noSecrets;
  const { ca, deploy } = request;
  if (accountKeys === 'secret storage') {
    const directories = [ca.directoryUrl, trialDirectoryOf(ca.directoryUrl)].filter((one) => one !== null);
    const keys = await Promise.all(directories.map(async (one) => [one, await accountKey(one, storage)] as const));
    secrets = { ...secrets, accountKeys: Object.fromEntries(keys) };
  }
  if (ca.externalAccount !== null) {
    const value = await secretOf(storage, {
      key: accountSecret(ca.directoryUrl, ca.externalAccount),
      title: 'External Account',
      prompt: `The MAC key (HMAC) that the CA gave for ${noticeText(ca.externalAccount)}. It is kept in VS Code's secret storage.`,
      fits: /^[A-Za-z0-9_+/=-]{16,500}$/,
    });
    if (value === null) return null;
    secrets = { ...secrets, externalAccountKey: value };
  }
  for (const keyName of tsigKeys(request)) {
    const value = await secretOf(storage, {
      key: updateSecret(keyName),
      title: 'Key for DNS Updates',
      prompt: `The secret of the TSIG key ${noticeText(keyName)}, in base64. It is kept in VS Code's secret storage.`,
      fits: /^[A-Za-z0-9+/]{16,500}={0,2}$/,
    });
    if (value === null) return null;
    secrets = { ...secrets, tsigSecrets: { ...secrets.tsigSecrets, [keyName]: value } };
  }
  if (deploy?.files.some(({ content }) => content === 'pkcs12' || content === 'jks') === true) {
    const value = await secretOf(storage, {
      key: `store ${deploy.files.map(({ path }) => path).join(' ')}`,
      title: 'Key Store',
      prompt: "The password of the key store, at least six characters. It is kept in VS Code's secret storage.",
      fits: /^.{6,500}$/,
    });
    if (value === null) return null;
    secrets = { ...secrets, keyStorePassword: value };
  }
  return secrets;
}

/** Forgets what was refused, so that it is asked for again instead of being refused for ever. */
export async function forgetRefused(
  request: IssueRequest,
  findings: readonly Finding[],
  storage: vscode.SecretStorage,
): Promise<void> {
  const { directoryUrl, externalAccount } = request.ca;
  const is = (problem: ProblemId): boolean => findings.some((one) => one.problem === problem);
  const refused = [
    ...(is('eab-invalid') && externalAccount !== null ? [accountSecret(directoryUrl, externalAccount)] : []),
    ...(is('dns-api-auth') ? tsigKeys(request).map(updateSecret) : []),
  ];
  await Promise.all(refused.map((key) => storage.delete(storedAs(key))));
}

const accountSecret = (directoryUrl: string, keyId: string): string => `eab ${directoryUrl} ${keyId}`;
const updateSecret = (keyName: string): string => `tsig ${keyName}`;
const storedAs = (key: string): string => `certDoctor.${key}`;

/** The key of the account with one CA; made at the first need, and held nowhere else. */
async function accountKey(directoryUrl: string, storage: vscode.SecretStorage): Promise<string> {
  const name = `certDoctor.account ${directoryUrl}`;
  const kept = await storage.get(name);
  if (kept !== undefined) return kept;
  const key = await createKey('ec-p256');
  await storage.store(name, key);
  return key;
}

function tsigKeys(request: IssueRequest): readonly string[] {
  const plans = request.intent.names.map((name) => challengeFor(request, name));
  return [...new Set(plans.flatMap((plan) => (plan.by === 'rfc2136' ? [plan.keyName] : [])))];
}

async function secretOf(storage: vscode.SecretStorage, wanted: Wanted): Promise<string | null> {
  const key = storedAs(wanted.key);
  const kept = await storage.get(key);
  if (kept !== undefined) return kept;
  const typed = await vscode.window.showInputBox({
    ...{ title: wanted.title, prompt: wanted.prompt, password: true, ignoreFocusOut: true },
    validateInput: (text) => (wanted.fits.test(text.trim()) ? null : 'This does not look like one.'),
  });
  if (typed === undefined) return null;
  await storage.store(key, typed.trim());
  return typed.trim();
}
