import type { CaFacts } from '../acme/ca-facts.ts';
import { malformedCaa, mayIssue, relevantCaa, type IssuanceVerdict } from '../dns/caa.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { isAddress, textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { AcmeAccount } from '../host/acme-account.ts';
import type { Finding, Severity } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { isServedWell } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { recordText } from '../dns/record-text.ts';
import { answersOf, dnsEvidence } from './dns-evidence.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/**
 * May the CA issue for each name, by the CAA records that hold for it? RFC 8659, RFC 8657. There are none for an IP
 * address: CAA is defined for domain names alone.
 */
export function judgeCaa(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  return intent.names
    .filter((name) => !isAddress(name))
    .flatMap((name) => judgeName(name, intent, observations, context))
    .map((made) => makeFinding(made, context));
}

function judgeName(
  name: DomainName,
  intent: DomainIntent,
  { dns, tls, host }: DomainObservations,
  { ca, accountUri, now }: JudgeContext,
): readonly Made[] {
  const subject = textOf(name);
  const caa = relevantCaa(dns, name.ascii);
  if (caa.kind === 'failed') {
    const what = `the question for the CAA records of ${caa.at} fails, and ${ca.name} takes that for a no`;
    return [
      {
        problem: 'caa-lookup-failed',
        subject,
        what,
        figures: answersOf(caa.lookups),
        evidence: dnsEvidence(caa.lookups),
      },
    ];
  }
  if (caa.kind !== 'found') return [];
  const evidence = dnsEvidence(caa.lookups);
  const malformed = malformedCaa(caa.records).map((record): Made => {
    const what = `no CA can read the CAA record ${quotedText(recordText(record), 200)}`;
    return { problem: 'caa-malformed', subject, what, evidence };
  });
  const verdict = mayIssue(caa.records, {
    identities: ca.caaIdentities,
    ...(ca.criticalFlags === undefined ? {} : { criticalFlags: ca.criticalFlags }),
    wildcard: name.wildcard,
    method: intent.method,
    accountUri,
  });
  const made = (severity: Severity, what: string): readonly Made[] => [
    { problem: 'caa-forbids', severity, subject, what, evidence },
    ...malformed,
  ];
  if (ca.caaIdentities.length === 0 && verdict.kind === 'forbidden' && verdict.reason === 'issuer') {
    const who = quotedText(ca.name);
    return made(
      'info',
      `the CAA records of ${caa.at} let some CAs issue, and whether ${who} is one of them is not known here`,
    );
  }
  if (verdict.kind === 'depends-on-account') {
    const accounts = accountsHere(host, ca);
    if (accounts.some(({ uri }) => uri !== null && verdict.accounts.includes(uri))) return malformed;
    if (accounts.length > 0) {
      const said = listed(verdict.accounts.map((uri) => quotedText(uri)));
      const label = (account: AcmeAccount): string => `Account of ${account.client}, ${account.file}`;
      const found = accounts.map((account) => ({ label: label(account), text: account.uri ?? '' }));
      return [
        {
          problem: 'caa-forbids',
          // Another machine may be the one that renews.
          severity: 'warning',
          subject,
          what: `the CAA records of ${caa.at} let only ${said} issue, which is none of the accounts with ${ca.name} on this machine`,
          evidence: [...evidence, ...found],
        },
        ...malformed,
      ];
    }
  }
  const what = wordsFor(verdict, caa.at, intent, ca.name);
  if (what === null) return malformed;
  if (verdict.kind === 'forbidden') return made('error', what);
  // A record that was made for the account in use is no trouble: the certificate in use shows that it fits.
  return made(isServedWell(name, tls, now) ? 'info' : 'warning', what);
}

/** The accounts with the CA that clients of this machine have; none where some are out of sight, since one of those may fit. */
function accountsHere(host: DomainObservations['host'], ca: CaFacts): readonly AcmeAccount[] {
  if (host == null || host.unseen.some(({ what }) => what.startsWith('accounts in '))) return [];
  const hosts = new Set(ca.directories.filter((url) => URL.canParse(url)).map((url) => new URL(url).host));
  return (host.accounts ?? []).filter((account) => account.ca !== null && hosts.has(account.ca));
}

function wordsFor(verdict: IssuanceVerdict, at: string, { method }: DomainIntent, ca: string): string | null {
  switch (verdict.kind) {
    case 'allowed':
      return null;
    case 'depends-on-account':
      return `the CAA records of ${at} let only ${listed(verdict.accounts.map((uri) => quotedText(uri)))} issue, and which account asks is not known here`;
    case 'forbidden':
      break;
  }
  switch (verdict.reason) {
    case 'critical':
      return `a CAA record of ${at} has the critical flag and a property that no CA knows, so nobody may issue`;
    case 'issuer':
      return `the CAA records of ${at} name other CAs and not ${ca}`;
    case 'nobody':
      return `the CAA records of ${at} let no CA issue`;
    case 'method':
      return `the CAA records of ${at} do not let ${ca} validate by ${method}`;
    case 'account':
      return `the CAA records of ${at} let other accounts of ${ca} issue, but not this one`;
  }
}
