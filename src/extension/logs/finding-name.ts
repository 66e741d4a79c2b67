import type { LogFinding } from '../../core/log/report.ts';
import { hostNameValue } from '../../core/problem/template.ts';

/** Holes of a template that hold a DNS name. */
const nameHoles = ['name', 'domain', 'identifier', 'host'];

/** The DNS name that a finding's own line says it is about, as A-labels and without the star of a wildcard; null where it says none. */
export function ownName({ subject, captures }: LogFinding): string | null {
  const candidates = [subject, ...nameHoles.map((hole) => captures[hole]), challengeHost(captures['url'])];
  for (const candidate of candidates) {
    const name = nameValue(candidate ?? '');
    if (name !== null) return name;
  }
  return null;
}

/** A name of a log as A-labels and without the star of a wildcard; null where the text is none. */
export function nameValue(text: string): string | null {
  return hostNameValue(text.replace(/^(?:\*|_acme-challenge)\./, ''));
}

/** The log's only name, which stands for lines that say none; null where there are several, since a guess would look at the wrong host. */
export function onlyName(names: Iterable<string | null>): string | null {
  let only: string | null = null;
  for (const name of names) {
    if (name === null || name === only) continue;
    if (only !== null) return null;
    only = name;
  }
  return only;
}

/** Other URLs in a log are those of the CA. */
function challengeHost(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  return pathname.startsWith('/.well-known/acme-challenge/') ? hostname : undefined;
}
