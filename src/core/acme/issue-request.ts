import { challengeMethods } from '../domain/intent.ts';
import { dnsChallenges, isTsigAlgorithm } from './challenge-plan.ts';
import { deployContents } from './deploy-plan.ts';
import { keyTypes, type IssueRequest } from './issuance.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Is it a request as one was kept? Whatever does not fit its shape to the last field is none: it names programs and files. */
export function isIssueRequest(value: unknown): value is IssueRequest {
  const {
    intent,
    ca,
    challenge,
    challengesOfNames = {},
    keyType,
    storage,
    deploy,
    seenByCaAlone = {},
  } = fieldsOf(value);
  return (
    isIntent(fieldsOf(intent)) &&
    isCa(fieldsOf(ca)) &&
    isChallenge(fieldsOf(challenge)) &&
    Object.values(fieldsOf(challengesOfNames)).every((one) => isChallenge(fieldsOf(one))) &&
    keyTypes.some((one) => one === keyType) &&
    isText(storage) &&
    typeof seenByCaAlone === 'object' &&
    Object.values(fieldsOf(seenByCaAlone)).every((one) => one === 'address' || one === 'answer') &&
    (deploy === null || isDeploy(fieldsOf(deploy)))
  );
}

function isIntent({ name, names, method, addresses, delegationTarget, webRoot, mail = [] }: Fields): boolean {
  return (
    isName(name) &&
    isList(names, isName) &&
    names.length > 0 &&
    challengeMethods.some((one) => one === method) &&
    isList(addresses, isText) &&
    isTextOrNull(delegationTarget) &&
    isTextOrNull(webRoot) &&
    isList(mail, (port) => Number.isInteger(fieldsOf(port)['port']))
  );
}

function isName(value: unknown): boolean {
  const { ascii, wildcard } = fieldsOf(value);
  return isText(ascii) && typeof wildcard === 'boolean';
}

function isCa(fields: Fields): boolean {
  const { directoryUrl, rootFile, contact, termsAgreed, externalAccount, profile, preferredChain } = fields;
  return (
    isText(directoryUrl) &&
    typeof termsAgreed === 'boolean' &&
    [rootFile, contact, externalAccount, profile, preferredChain].every(isTextOrNull)
  );
}

function isChallenge({ type, by, folder, port, argv, server, keyName, algorithm }: Fields): boolean {
  switch (by) {
    case 'web-root':
      return type === 'http-01' && isText(folder);
    case 'listener':
      return (type === 'http-01' || type === 'tls-alpn-01') && Number.isInteger(port);
    case 'hand':
      return isDns(type);
    case 'hook':
      return isDns(type) && isArgv(argv);
    case 'rfc2136':
      return isDns(type) && isText(server) && isText(keyName) && isTsigAlgorithm(algorithm);
    default:
      return false;
  }
}

function isDns(type: unknown): boolean {
  return dnsChallenges.some((one) => one === type);
}

function isDeploy({ host, files, test, reload, shownAt = [] }: Fields): boolean {
  return (
    isList(shownAt, (port) => Number.isInteger(fieldsOf(port)['port'])) &&
    isTextOrNull(host) &&
    isList(files, (file) => {
      const { path, content } = fieldsOf(file);
      return isText(path) && deployContents.some((one) => one === content);
    }) &&
    [test, reload].every((argv) => argv === null || isArgv(argv))
  );
}

function isArgv(value: unknown): boolean {
  return isList(value, isText) && value.length > 0;
}

function isList(value: unknown, fits: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= 1000 && value.every(fits);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 10_000;
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
