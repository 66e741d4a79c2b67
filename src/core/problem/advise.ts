import { delegationTargetOf, type ChallengeMethod, type DomainIntent } from '../domain/intent.ts';
import { problems } from './catalogue.ts';
import type { Finding } from './finding.ts';
import { remedyTemplates, type RemedyTemplate } from './remedies.ts';
import type { Remedy } from './remedy.ts';
import {
  addressValue,
  addressValues,
  challengeName,
  fillTemplate,
  hostNameValue,
  pathValue,
  portValue,
  presentValues,
  recordNameValue,
  subjectHost,
  type TemplateValues,
} from './template.ts';

/** What is known beside the finding. All of it may come from outside; whatever does not fit its grammar is not used. */
export interface AdviceContext {
  /**
   * What the holes of a log signature held, by name: `name` or `domain`, `address` or `ip`, `path` or `file`, `line`,
   * `port`, `url`, `record`, `target`, `txt` or `expected`, `issuer`, `at` (where the CAA
   * records stand).
   */
  readonly captures?: Readonly<Record<string, string>>;
  readonly intent?: DomainIntent | null;
  readonly method?: ChallengeMethod | null;
  /** The ACME client at work, by its log format's name: certbot, acme.sh, lego, dehydrated, clpctl... */
  readonly client?: string | null;
  /** How CAA records name the CA that is used; null where it is not known. */
  readonly issuer?: string | null;
}

/** What can be done about a finding, best first. Remedies whose values are unknown or unfit are left out. */
export function remediesFor(
  finding: Pick<Finding, 'problem' | 'subject'>,
  context: AdviceContext = {},
): readonly Remedy[] {
  const values = valuesOf(finding, context);
  const method = context.method ?? context.intent?.method ?? null;
  const client = context.client ?? null;
  const line = lineValue(context.captures?.['line']);
  return remedyTemplates[finding.problem]
    .filter((template) => fits(template, client, method))
    .map((template) => fillRemedy(template.remedy, values, line))
    .filter((remedy) => remedy !== null);
}

function fits(template: RemedyTemplate, client: string | null, method: ChallengeMethod | null): boolean {
  const clientFits = template.client === undefined || client === null || template.client === client;
  return clientFits && (template.methods === undefined || method === null || template.methods.includes(method));
}

function valuesOf(finding: Pick<Finding, 'problem' | 'subject'>, context: AdviceContext): TemplateValues {
  const captures = context.captures ?? {};
  const subject = finding.subject;
  const intent = context.intent ?? null;
  const name =
    subjectHost(captures['name'] ?? captures['domain'] ?? '') ??
    subjectHost(subject) ??
    hostNameValue(intent?.name.ascii ?? '');
  const address = addressValue(captures['address'] ?? captures['ip'] ?? '') ?? addressValue(subject);
  const path = pathValue(captures['path'] ?? captures['file'] ?? '') ?? pathValue(subject);
  const expected = (intent?.addresses ?? []).map(addressValue).filter((value) => value !== null);
  return {
    ...addressValues(address),
    ...presentValues({
      name,
      challenge: challengeName(name),
      record: recordNameValue(captures['record'] ?? '') ?? (subject.startsWith('_') ? recordNameValue(subject) : null),
      serverIpv4: expected.find((value) => !value.includes(':')),
      serverIpv6: expected.find((value) => value.includes(':')),
      target: recordNameValue(delegationMeant(intent, name) ?? captures['target'] ?? ''),
      txt: txtValue(captures['txt'] ?? captures['expected'] ?? onlyOne(intent?.expectedTexts) ?? ''),
      caaAt: hostNameValue(captures['at'] ?? '') ?? name,
      issuer: hostNameValue(captures['issuer'] ?? context.issuer ?? ''),
      path,
      keyFile: path !== null && isKeyFile(path) ? path : null,
      webRoot: pathValue(intent?.webRoot ?? ''),
      port: portValue(captures['port'] ?? '') ?? portOfUrl(captures['url'] ?? '') ?? defaultPort(finding.problem),
    }),
  };
}

function delegationMeant(intent: DomainIntent | null, name: string | null): string | null {
  return intent === null ? null : delegationTargetOf(intent, name ?? '');
}

/** Which of several is meant nobody says here. */
function onlyOne(texts: readonly string[] = []): string | undefined {
  return texts.length === 1 ? texts[0] : undefined;
}

/** Only files that are meant to be closed: a log must not be able to name any file for `chmod`. */
function isKeyFile(path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return base === 'acme.json' || /^[A-Za-z0-9._-]{1,200}\.key$/.test(base) || /^privkey[0-9]{0,6}\.pem$/.test(base);
}

function txtValue(text: string): string | null {
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? text : null;
}

function lineValue(text: string | undefined): number | null {
  return text !== undefined && /^[1-9][0-9]{0,6}$/.test(text) ? Number(text) : null;
}

function portOfUrl(url: string): string | null {
  if (url.startsWith('https://')) return '443';
  return url.startsWith('http://') ? '80' : null;
}

function defaultPort(problem: Finding['problem']): string {
  return problem === 'tlsalpn-failed' || problems[problem].area === 'certificate' ? '443' : '80';
}

function fillRemedy(remedy: Remedy, values: TemplateValues, line: number | null): Remedy | null {
  const title = fillTemplate(remedy.title, values);
  if (title === null) return null;
  switch (remedy.kind) {
    case 'command': {
      const argv = fillAll(remedy.argv, values);
      return argv === null ? null : { ...remedy, title, argv };
    }
    case 'record': {
      const name = fillTemplate(remedy.name, values);
      const value = remedy.value === null ? null : fillTemplate(remedy.value, values);
      return name === null || (value === null && remedy.value !== null) ? null : { ...remedy, title, name, value };
    }
    case 'open-file': {
      const path = fillTemplate(remedy.path, values);
      return path === null ? null : { ...remedy, title, path, line: remedy.path === path ? null : line };
    }
    case 'trial-order': {
      const name = fillTemplate(remedy.name, values);
      return name === null ? null : { ...remedy, title, name };
    }
    case 'manual': {
      const steps = fillAll(remedy.steps, values);
      return steps === null ? null : { ...remedy, title, steps };
    }
    case 'documentation':
    case 'setting':
      return remedy;
  }
}

function fillAll(templates: readonly string[], values: TemplateValues): readonly string[] | null {
  const texts = templates.map((template) => fillTemplate(template, values));
  return texts.every((text) => text !== null) ? texts : null;
}
