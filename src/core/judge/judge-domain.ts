import { letsEncrypt, type CaFacts } from '../acme/ca-facts.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { DomainReport } from '../domain/report.ts';
import type { Finding } from '../problem/finding.ts';
import type { JudgeContext } from './context.ts';
import { dnsStatus } from './dns-status.ts';
import { judgeAuthority } from './judge-authority.ts';
import { judgeCa } from './judge-ca.ts';
import { judgeCaStatus } from './judge-ca-status.ts';
import { judgeCaa } from './judge-caa.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeDcv } from './judge-dcv.ts';
import { judgeDns } from './judge-dns.ts';
import { judgeDnssec } from './judge-dnssec.ts';
import { judgeHost } from './judge-host.ts';
import { judgeMail } from './judge-mail.ts';
import { judgePages } from './judge-pages.ts';
import { judgeReach } from './judge-reach.ts';
import { orderFindings } from './order-findings.ts';
import { sslStatus } from './ssl-status.ts';

/** When and where the check was made, and for which CA: Let's Encrypt where nothing else is said. */
export interface CheckCircumstances {
  readonly startedAt: Date;
  readonly now: Date;
  readonly vantage: string;
  readonly ca?: CaFacts;
  readonly accountUri?: string | null;
}

/** All findings on one domain, the one that explains the others first. */
function judgeDomain(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  const judges = [
    judgeDns,
    judgeDnssec,
    judgeAuthority,
    judgeCa,
    judgeCaStatus,
    judgeCaa,
    judgeDcv,
    judgeReach,
    judgeHost,
    judgeCertificate,
    judgePages,
    judgeMail,
  ];
  return orderFindings(judges.flatMap((judge) => judge(intent, observations, context)));
}

/** The report of one check from what it saw. */
export function reportDomain(
  intent: DomainIntent,
  observations: DomainObservations,
  { startedAt, now, vantage, ca = letsEncrypt, accountUri = null }: CheckCircumstances,
): DomainReport {
  const { ssl, detail } = sslStatus(intent, observations, now);
  return {
    name: textOf(intent.name),
    ssl,
    sslDetail: detail,
    names: intent.names.map((name) => dnsStatus(name, intent, observations)),
    findings: judgeDomain(intent, observations, { now, vantage, ca, accountUri }),
    observations,
    at: startedAt.toISOString(),
    vantage,
    ms: now.getTime() - startedAt.getTime(),
  };
}

/** The report of a check that came to nothing: all is unknown. */
export function unknownReport(intent: DomainIntent, why: string, at: Date, vantage: string): DomainReport {
  const nothing: DomainObservations = { dns: [], tls: [], http: [], publicSuffixes: [] };
  return {
    ...reportDomain(intent, nothing, { startedAt: at, now: at, vantage }),
    sslDetail: why,
    findings: [],
  };
}
