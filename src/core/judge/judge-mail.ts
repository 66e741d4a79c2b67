import type { TlsObservation } from '../certificate/handshake.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { groupBy } from '../group-by.ts';
import type { Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { hostsOf } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { judgeServed } from './judge-certificate.ts';
import { isSeen, tlsEvidence } from './judge-reach.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/** Do the mail ports of the names turn to TLS, with a certificate that mail programs take? */
export function judgeMail(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  return hostsOf(intent)
    .flatMap((name) => {
      const mail = (observations.mail ?? []).filter(({ serverName }) => serverName === name.ascii);
      return [...judgeServed(name, mail, observations, context), ...judgeRefusal(name, mail)];
    })
    .map((made) => makeFinding(made, context));
}

function judgeRefusal(name: DomainName, mail: readonly TlsObservation[]): readonly Made[] {
  const groups = groupBy(mail.filter(isSeen), ({ port, outcome }) => {
    return outcome.kind === 'failed' && outcome.reason !== 'unreadable' ? `${port} ${outcome.reason}` : null;
  });
  return [...groups.entries()].flatMap(([key, group]): readonly Made[] => {
    const first = group[0];
    if (key === null || first?.outcome.kind !== 'failed') return [];
    const { reason, text } = first.outcome;
    const at = `port ${first.port} (${first.startTls ?? 'tls'}) at ${listed(group.map(({ address }) => address))}`;
    const words =
      reason === 'no-starttls'
        ? `${at} does not turn to TLS: ${quotedText(text, 100)}`
        : reason === 'alert' || reason === 'not-tls'
          ? `${at} turns to TLS and breaks the handshake off`
          : `nothing answers on ${at}`;
    return [
      {
        problem: 'mail-no-tls',
        subject: textOf(name),
        what: words,
        figures: [reason, `${first.seen.ms} ms`],
        evidence: group.map(tlsEvidence),
      },
    ];
  });
}
