import type { CertificateFile } from '../../engine/observe/certificate-file.ts';

/** A certificate file as a page of text, the end dates first in the reader's mind. Values are hostile: text only. */
export function certificateText(path: string, file: CertificateFile, now: Date): string {
  const keys =
    file.privateKeys === 0 ? 'no private key' : `${file.privateKeys} private key${file.privateKeys > 1 ? 's' : ''}`;
  const head = `${path}\n${file.format}, ${file.certificates.length} certificate${file.certificates.length > 1 ? 's' : ''}, ${keys}\n`;
  const blocks = file.certificates.map(({ facts, signedByNext }, index) =>
    [
      `${index + 1}. ${facts.commonName ?? facts.names[0]?.value ?? (facts.subject || '(no subject)')}`,
      `   ${validity(facts.notBefore, facts.notAfter, now)}`,
      `   valid       ${facts.notBefore} to ${facts.notAfter}`,
      `   names       ${facts.names.map(({ value }) => value).join(', ') || 'none'}`,
      `   subject     ${facts.subject || '(empty)'}`,
      `   issuer      ${facts.issuer}${facts.selfSigned ? ' (signed itself)' : ''}`,
      `   serial      ${facts.serialNumber}`,
      `   key         ${facts.key.algorithm} ${facts.key.bits}`,
      `   CA          ${facts.ca ? 'yes' : 'no'}`,
      `   SHA-256     ${facts.fingerprint}`,
      ...(signedByNext === null
        ? []
        : [`   chain       ${signedByNext ? 'signed by the next one' : 'NOT signed by the next one'}`]),
    ].join('\n'),
  );
  return `${[head, ...blocks].join('\n')}\n`.replace(/[^\P{C}\n]/gu, '\u{FFFD}');
}

function validity(notBefore: string, notAfter: string, now: Date): string {
  const days = (Date.parse(notAfter) - now.getTime()) / 86_400_000;
  if (now.getTime() < Date.parse(notBefore)) return 'not yet valid';
  if (days < 0) return `expired ${Math.ceil(-days)} days ago`;
  return `valid for ${Math.floor(days)} more days`;
}
