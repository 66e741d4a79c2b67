import { problems, type Area, type ProblemId } from '../problem/catalogue.ts';
import type { Finding } from '../problem/finding.ts';
import { addressValue, subjectHost } from '../problem/template.ts';

/** A finding, and those that follow from it. */
export interface ExplainedFinding {
  readonly finding: Finding;
  readonly consequences: readonly Finding[];
}

/**
 * What trouble in one area brings about in others. CAs look at nothing else where a name cannot be issued for; what DNS
 * does not give nobody can reach; what does not answer cannot be validated; what is not renewed expires.
 */
const bringsAbout: Readonly<Partial<Record<Area, readonly Area[]>>> = {
  request: ['dcv', 'deploy', 'certificate'],
  dns: ['dns', 'caa', 'dcv', 'reach', 'certificate'],
  caa: ['certificate'],
  dcv: ['dcv', 'certificate'],
  client: ['deploy', 'certificate'],
  server: ['server', 'reach', 'deploy', 'certificate'],
  reach: ['reach', 'dcv', 'certificate'],
  deploy: ['deploy', 'certificate'],
  certificate: ['certificate'],
};

const byItself: ReadonlySet<ProblemId> = new Set(['mixed-content', 'mail-no-tls', 'cert-key-permissions']);

/**
 * Hangs findings under the one that explains them. They come in the order of `orderFindings`, causes first: each belongs
 * to the first one before it that brings it about on the same name or on one above it, or that is the same problem on
 * another name. Remarks stay by themselves.
 */
export function explainFindings(findings: readonly Finding[]): readonly ExplainedFinding[] {
  const causes: { readonly finding: Finding; readonly consequences: Finding[] }[] = [];
  for (const finding of findings) {
    const cause = isLoud(finding)
      ? causes.find((one) => isLoud(one.finding) && explains(one.finding, finding))
      : undefined;
    if (cause === undefined) causes.push({ finding, consequences: [] });
    else cause.consequences.push(finding);
  }
  return causes;
}

function explains(cause: Finding, other: Finding): boolean {
  if (cause.problem === other.problem) return true;
  // What a page names, what a mail server offers and who may read a key comes from nothing else.
  if (byItself.has(other.problem)) return false;
  // What is wrong at one address makes it differ from the others.
  if (other.problem === 'addresses-disagree') return concerns(cause, other);
  return (bringsAbout[areaOf(cause.problem)] ?? []).includes(areaOf(other.problem)) && concerns(cause, other);
}

function concerns({ subject }: Finding, other: Finding): boolean {
  const above = nameOf(subject);
  const name = nameOf(other.subject);
  // A file or a machine is of the whole domain.
  if (above === null || name === null) return true;
  return name === above || name.endsWith(`.${above}`);
}

/** A name of the domain, which may be an address (RFC 8738). */
function nameOf(subject: string): string | null {
  return subjectHost(subject) ?? addressValue(subject);
}

function areaOf(problem: ProblemId): Area {
  return problems[problem].area;
}

/** Something that needs somebody, and no mere remark. */
export function isLoud({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning';
}
