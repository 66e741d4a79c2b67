import { attributeOf } from '../../core/certificate/distinguished-name.ts';
import type { CertificateFacts } from '../../core/certificate/facts.ts';
import { certificatesOn, type TlsObservation } from '../../core/certificate/handshake.ts';
import type { MarkdownLine } from '../plain-markdown.ts';
import { counted, rowOf, type Row } from './row.ts';

/** The certificate that is served, its chain as it was sent, and where it is another one. Nothing where none was seen. */
export function certificateRow(id: string, tls: readonly TlsObservation[]): readonly Row[] {
  const served = tls.flatMap(({ address, serverName, outcome }) =>
    outcome.kind === 'handshake' && outcome.chain[0] !== undefined
      ? [{ address, serverName, outcome, leaf: outcome.chain[0] }]
      : [],
  );
  const [first] = served;
  if (first === undefined) return [];
  const { leaf, outcome } = first;
  const others = served.filter(({ leaf: other }) => other.fingerprint !== leaf.fingerprint);
  const addresses = new Set(served.map(({ address }) => address)).size;
  const chain = outcome.chain.map((one) => one.commonName ?? shortSubject(one.subject));
  const where = `served ${others.length === 0 ? 'the same' : 'differently'} on ${counted(addresses, 'address', 'addresses')}`;
  return [
    rowOf(
      {
        id: `${id}:certificate`,
        label: 'Certificate',
        description: certificateWords(leaf),
        icon: { id: 'verified', color: null },
        tooltip: certificateTooltip(leaf),
        contextValue: 'certificate',
        sight: { look: 'certificate', name: first.serverName, address: first.address },
      },
      () => [
        rowOf(
          {
            id: `${id}:chain`,
            label: `chain: ${chain.join(' → ')}`,
            description: where,
            icon: { id: 'link', color: null },
            accessible: `Chain: ${chain.join(', then ')}; ${where}`,
            contextValue: 'chain',
            sight: { look: 'certificate', name: first.serverName, address: first.address },
          },
          () => chainRows(`${id}:chain`, outcome),
        ),
        ...others.map((other, index) =>
          rowOf({
            id: `${id}:certificate:${index}`,
            label: `${other.serverName} at ${other.address}`,
            description: certificateWords(other.leaf),
            icon: { id: 'diff', color: null },
            tooltip: certificateTooltip(other.leaf),
            contextValue: 'certificate',
            sight: { look: 'certificate', name: other.serverName, address: other.address },
          }),
        ),
      ],
    ),
  ];
}

function chainRows(
  id: string,
  { chain, path }: Extract<TlsObservation['outcome'], { kind: 'handshake' }>,
): readonly Row[] {
  const used = path.kind === 'trusted' ? certificatesOn(path, chain) : [];
  const sent = chain.map((certificate, index) => {
    const needed = path.kind !== 'trusted' || used.some(({ fingerprint }) => fingerprint === certificate.fingerprint);
    return rowOf({
      id: `${id}:${index}`,
      label: certificate.commonName ?? shortSubject(certificate.subject),
      description: `${needed ? 'sent' : 'sent, not needed'} · ${certificateWords(certificate)}`,
      icon: { id: 'file-code', color: null },
      tooltip: certificateTooltip(certificate),
      contextValue: 'sent',
    });
  });
  if (path.kind !== 'trusted') {
    return [
      ...sent,
      rowOf({
        id: `${id}:end`,
        label: 'no trusted root',
        description: `${path.reason} · ${path.at}`,
        icon: { id: 'warning', color: 'list.warningForeground' },
        contextValue: 'sent',
      }),
    ];
  }
  const { anchor, store } = path;
  return [
    ...sent,
    rowOf({
      id: `${id}:root`,
      label: anchor.commonName ?? shortSubject(anchor.subject),
      description: `root, trusted by ${store}`,
      icon: { id: 'shield', color: null },
      tooltip: certificateTooltip(anchor),
      contextValue: 'sent',
    }),
  ];
}

function certificateWords(certificate: CertificateFacts): string {
  return `until ${certificate.notAfter.slice(0, 10)}, ${issuerName(certificate)}, ${keyWords(certificate)}`;
}

function certificateTooltip(certificate: CertificateFacts): readonly MarkdownLine[] {
  const names = certificate.names.slice(0, 20).map(({ value }) => value);
  return [
    { kind: 'heading', text: 'Certificate' },
    { kind: 'quote', text: `subject: ${certificate.subject === '' ? '(empty)' : certificate.subject}` },
    { kind: 'quote', text: `issuer: ${certificate.issuer}` },
    { kind: 'quote', text: `serial: ${certificate.serialNumber}` },
    { kind: 'quote', text: `valid: ${certificate.notBefore} to ${certificate.notAfter}` },
    ...(names.length === 0 ? [] : [{ kind: 'quote' as const, text: `names: ${names.join(', ')}` }]),
  ];
}

function keyWords({ key }: CertificateFacts): string {
  if (key.algorithm === 'ec') return `ECDSA P-${key.bits}`;
  return key.algorithm === 'rsa' ? `RSA ${key.bits}` : key.algorithm;
}

function issuerName({ issuer }: CertificateFacts): string {
  const parts = [attributeOf(issuer, 'O'), attributeOf(issuer, 'CN')].filter((part) => part !== null);
  return parts.length === 0 ? issuer : parts.join(' ');
}

function shortSubject(subject: string): string {
  return subject === '' ? '(no subject)' : subject.length > 40 ? `${subject.slice(0, 40)}…` : subject;
}
