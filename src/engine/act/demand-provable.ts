import { challengeFor } from '../../core/acme/challenge-plan.ts';
import type { DeployContent } from '../../core/acme/deploy-plan.ts';
import { tsigSecretOf, type IssueRequest, type IssueSecrets } from '../../core/acme/issuance.ts';
import { externalKeyVariable, storeVariable, tsigVariable } from '../../core/acme/renewal-needs.ts';
import { isDnsMethod } from '../../core/domain/intent.ts';
import { isAddress, textOf, type DomainName } from '../../core/domain/name.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import { knownAccountUrl } from './acme-account.ts';
import { actFinding, IssuanceStop } from './issuance-stop.ts';

/** What must be so before anything is touched or asked. Rejects with `IssuanceStop`. */
export async function demandProvable(request: IssueRequest, secrets: IssueSecrets): Promise<void> {
  const { ca, intent, storage } = request;
  if (parsedUrl(ca.directoryUrl)?.protocol !== 'https:') refuse('The URL of the CA must start with https://.');
  // It is only for a new account (RFC 8555 §7.3.4).
  const isNew = async () =>
    (await knownAccountUrl(storage, ca.directoryUrl, secrets.accountKeys[ca.directoryUrl] ?? null)) === null;
  if (ca.externalAccount !== null && !isMacKey(secrets.externalAccountKey) && (await isNew())) {
    const text = 'The MAC key of the external account is missing, or is not written in base64url';
    refuse(
      `${text}; the command line reads it from ${externalKeyVariable}.`,
      'eab-invalid',
      parsedUrl(ca.directoryUrl)?.host,
    );
  }
  for (const name of intent.names) demandFitting(name, request, secrets);
  demandStorePassword(request, secrets);
}

/** Without one the certificate would be issued and then be of no use. keytool takes none of less than six characters. */
function demandStorePassword({ deploy }: IssueRequest, { keyStorePassword }: IssueSecrets): void {
  const shortest = Math.max(0, ...(deploy?.files ?? []).map(({ content }) => shortestPassword[content] ?? 0));
  if ((keyStorePassword ?? '').length >= shortest) return;
  const what = shortest === 1 ? 'a password' : `a password of at least ${shortest} characters`;
  refuse(`The key store needs ${what}; the command line reads it from ${storeVariable}.`);
}

const shortestPassword: Partial<Record<DeployContent, number>> = { pkcs12: 1, jks: 6 };

function demandFitting(name: DomainName, request: IssueRequest, secrets: IssueSecrets): void {
  const plan = challengeFor(request, name);
  const text = textOf(name);
  if (name.wildcard && !isDnsMethod(plan.type)) {
    refuse(`${text} can only be validated by dns-01.`, 'wildcard-needs-dns01', text);
  }
  // RFC 8738 §7.
  if (isAddress(name) && isDnsMethod(plan.type)) {
    refuse(`${text} is an address: ${plan.type} cannot prove it.`, 'challenge-type-unavailable', text);
  }
  if (plan.by === 'web-root' && plan.folder === '') {
    refuse('The folder from which the web server serves the name is not known.');
  }
  if (plan.by === 'rfc2136' && tsigSecretOf(secrets, plan.keyName) === undefined) {
    const variable = tsigVariable(plan.keyName);
    refuse(`The secret of the key ${plan.keyName} is not known; the command line reads it from ${variable}.`);
  }
}

/** Base64url (RFC 4648 §5), as CAs hand it out; some write it in plain base64. */
function isMacKey(text: string | null): boolean {
  return text !== null && /^[A-Za-z0-9_+/-]{16,1000}={0,2}$/.test(text);
}

function refuse(text: string, problem?: ProblemId, subject = ''): never {
  const findings = problem === undefined ? [] : [actFinding(problem, subject, problems[problem].title)];
  throw new IssuanceStop({ kind: 'failed', text, findings });
}
