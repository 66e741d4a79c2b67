import type { LogFinding } from '../../core/log/report.ts';
import { hostNameValue } from '../../core/problem/template.ts';

/** Holes of a template that hold a DNS name. */
const nameHoles = ['name', 'domain', 'identifier', 'host'];

/**
 * Says of each finding of a log which DNS name it is about, as A-labels and without the star of a wildcard. Where the line
 * does not say, the log's only name; null where there are several, since a guess would look at the wrong host.
 */
export function findingNames(all: readonly LogFinding[]): (finding: LogFinding) => string | null {
  const names = new Set(all.map(ownName).filter((name) => name !== null));
  const [first = null] = names;
  const only = names.size === 1 ? first : null;
  return (finding) => ownName(finding) ?? only;
}

function ownName({ subject, captures }: LogFinding): string | null {
  const candidates = [subject, ...nameHoles.map((hole) => captures[hole]), challengeHost(captures['url'])];
  for (const candidate of candidates) {
    const name = hostNameValue((candidate ?? '').replace(/^(?:\*|_acme-challenge)\./, ''));
    if (name !== null) return name;
  }
  return null;
}

/** Other URLs in a log are those of the CA. */
function challengeHost(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  return pathname.startsWith('/.well-known/acme-challenge/') ? hostname : undefined;
}
