import type { CertificateFile, FileCertificate, FileRequest } from '../../core/certificate/certificate-file.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { Finding } from '../../core/problem/finding.ts';

/** A certificate file as a page of text: what is wrong with it first, then what is in it. Values are hostile: text only. */
export function certificateText(path: string, file: CertificateFile, findings: readonly Finding[], now: Date): string {
  const { format, certificates, requests, keys } = file;
  const counts = [
    counted(certificates.length, 'certificate'),
    ...(requests.length === 0 ? [] : [counted(requests.length, 'request')]),
    keys.length === 0 ? 'no private key' : counted(keys.length, 'private key'),
  ];
  const text = [
    `${path}\n${format}, ${counts.join(', ')}${file.cut ? ', and more that was not read' : ''}\n`,
    ...findings.map(findingText),
    ...(findings.length === 0 ? ['Nothing is wrong with it.\n'] : []),
    ...certificates.map((certificate, at) => certificateLines(certificate, at + 1, now)),
    ...requests.map((request, at) => requestLines(request, at + 1)),
  ].join('\n');
  return `${text}\n`.replace(/[^\P{C}\n]/gu, '\u{FFFD}');
}

function findingText({ problem, severity, message }: Finding): string {
  return `${severity.toUpperCase()}: ${problems[problem].title} [${problem}]\n   ${message}\n   To do: ${problems[problem].fix}\n`;
}

function certificateLines({ facts, signedByNext }: FileCertificate, number: number, now: Date): string {
  return [
    `${number}. ${facts.commonName ?? facts.names[0]?.value ?? (facts.subject || '(no subject)')}`,
    `   ${validity(facts.notBefore, facts.notAfter, now)}`,
    `   valid       ${facts.notBefore} to ${facts.notAfter}`,
    `   names       ${facts.names.map(({ value }) => value).join(', ') || 'none'}`,
    `   subject     ${facts.subject || '(empty)'}`,
    `   issuer      ${facts.issuer}${facts.selfSigned ? ' (signed itself)' : ''}`,
    `   serial      ${facts.serialNumber}`,
    `   key         ${facts.key.algorithm} ${facts.key.bits}`,
    `   signature   ${facts.signatureAlgorithm}`,
    `   CA          ${facts.ca ? 'yes' : 'no'}`,
    `   SHA-256     ${facts.fingerprint}`,
    ...(signedByNext === null
      ? []
      : [`   chain       ${signedByNext ? 'signed by the next one' : 'NOT signed by the next one'}`]),
  ].join('\n');
}

function requestLines({ names, commonName, key, signatureAlgorithm }: FileRequest, number: number): string {
  return [
    `Request ${number}. ${names[0]?.value ?? commonName ?? '(no name)'}`,
    `   names       ${names.map(({ value }) => value).join(', ') || 'none'}`,
    `   key         ${key.algorithm} ${key.bits}`,
    `   signature   ${signatureAlgorithm}`,
  ].join('\n');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function validity(notBefore: string, notAfter: string, now: Date): string {
  const days = (Date.parse(notAfter) - now.getTime()) / 86_400_000;
  if (now.getTime() < Date.parse(notBefore)) return 'not yet valid';
  if (days < 0) return `expired ${Math.ceil(-days)} days ago`;
  return `valid for ${Math.floor(days)} more days`;
}
