import type { TlsObservation, VariedHandshake } from '../certificate/handshake.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { Evidence } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';

type At = Pick<TlsObservation, 'address' | 'port' | 'serverName'>;

/** The further handshakes with the address of this one, for the same name. */
export function variedAt(
  { variedTls = [] }: Pick<DomainObservations, 'variedTls'>,
  { address, port, serverName }: At,
): readonly VariedHandshake[] {
  return variedTls.filter((one) => one.address === address && one.port === port && one.serverName === serverName);
}

/** Is the certificate the one that the server shows to everybody, so that none is set up for the name that was asked? */
export function isDefaultCertificate({ outcome }: TlsObservation, varied: readonly VariedHandshake[]): boolean {
  if (outcome.kind === 'failed') return false;
  const own = outcome.chain[0]?.fingerprint;
  const others = varied.filter(({ variation }) => variation.kind === 'sni');
  return (
    own !== undefined &&
    others.some(({ variation, outcome: other }) => {
      return (
        variation.kind === 'sni' && variation.sent !== null && other.kind === 'handshake' && other.fingerprint === own
      );
    })
  );
}

/** The versions of TLS with which a handshake came about although the first one, which offered all, did not. */
export function versionsAlone(varied: readonly VariedHandshake[]): readonly string[] {
  return varied.flatMap(({ variation, outcome }) => {
    return variation.kind === 'version' && outcome.kind === 'handshake' ? [variation.version] : [];
  });
}

/** Does the server show a certificate where no name is said, although it breaks off where this name is? */
export function answersWithoutName(varied: readonly VariedHandshake[]): boolean {
  return varied.some(({ variation, outcome }) => {
    return variation.kind === 'sni' && variation.sent === null && outcome.kind === 'handshake';
  });
}

/** How a further handshake went. */
export function variedEvidence({ address, port, variation, outcome, seen }: VariedHandshake): Evidence {
  return {
    label: `TLS at ${address} port ${port} ${variationWords(variation)} (${seen.ms} ms)`,
    text:
      outcome.kind === 'failed'
        ? `${outcome.reason}: ${outcome.text}`
        : [
            outcome.protocol,
            `certificate for ${outcome.names.map(({ value }) => value).join(', ') || 'no name'}`,
            ...(variation.kind === 'alpn' ? [`chosen protocol: ${quotedText(outcome.alpn ?? 'none', 40)}`] : []),
          ].join('\n'),
  };
}

function variationWords(variation: VariedHandshake['variation']): string {
  switch (variation.kind) {
    case 'version':
      return `with ${variation.version.replace('v', ' ')} alone`;
    case 'sni':
      return variation.sent === null ? 'without a name' : `for ${variation.sent}`;
    case 'alpn':
      return `for ${variation.protocol}`;
  }
}
