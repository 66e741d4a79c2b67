import type { CertificateFile } from '../core/certificate/certificate-file.ts';
import { momentWords } from '../core/certificate/lifetime.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { Engine, InspectedFile, Run } from '../engine/engine.ts';
import type { InspectCommand } from './options.ts';
import { renderFinding } from './render-report.ts';
import { safeJson, styled, type ExitCode, type Terminal } from './terminal.ts';

/** Judges certificates, chains, requests and keys on disk. A file that cannot be read is named; the others count. */
export async function inspect(
  command: InspectCommand,
  engine: Engine,
  terminal: Terminal,
  run: Run,
): Promise<ExitCode> {
  const { paths, host, rootFiles, at } = command;
  const inspected = await engine.inspect({ paths, password: '', host, rootFiles, at }, run);
  for (const { path, error } of inspected) {
    if (error === null) continue;
    // Nobody types a password on a command line, where others can read it.
    const why = error.reason === 'password' ? 'It is a key store with a password.' : error.message;
    terminal.err(`${quotedText(path, 300)} was not read: ${quotedText(why, 300)}\n`);
  }
  const files = inspected.flatMap((one) => (one.file === null ? [] : [{ ...one, file: one.file }]));
  if (command.json) terminal.out(`${safeJson({ version: 1, files: files.map(fileJson) })}\n`);
  else for (const one of files) terminal.out(`${renderFile(one.file, one, terminal)}\n`);
  if (files.length < inspected.length) return 2;
  const loud = files
    .flatMap(({ findings }) => findings)
    .some(({ severity }) => {
      return severity === 'error' || severity === 'warning';
    });
  return loud ? 1 : 0;
}

/** Version 1 of what `inspect --json` writes of a file. */
function fileJson({ path, file, findings }: InspectedFile & { readonly file: CertificateFile }) {
  const { format, certificates, keys, requests } = file;
  return {
    path,
    format,
    certificates: certificates.map(({ facts }) => facts),
    requests,
    keys: keys.map(({ key }) => key),
    findings,
  };
}

function renderFile(file: CertificateFile, { path, findings }: InspectedFile, terminal: Terminal): string {
  const { format, certificates, requests, keys, cut } = file;
  const held = [
    `${certificates.length} ${certificates.length === 1 ? 'certificate' : 'certificates'}`,
    ...(requests.length === 0 ? [] : [`${requests.length} ${requests.length === 1 ? 'request' : 'requests'}`]),
    ...(keys.length === 0 ? [] : [`${keys.length} ${keys.length === 1 ? 'private key' : 'private keys'}`]),
    ...(cut ? ['more that was not read'] : []),
  ];
  const head = `${styled(quotedText(path, 300), 'bold', terminal)}  ${styled(`${format}, ${held.join(', ')}`, 'dim', terminal)}`;
  const rows = certificates.map(({ facts }) => {
    const name = facts.names[0]?.value ?? facts.commonName ?? facts.subject;
    return `    ${quotedText(name)}, until ${momentWords(facts.notAfter)}, by ${quotedText(facts.issuer)}`;
  });
  const found = findings.map((finding) => renderFinding(finding, terminal));
  return [head, ...rows, ...(found.length === 0 ? ['  Nothing is wrong with it.'] : found)].join('\n');
}
