import type { DomainIntent } from '../../domain/intent.ts';
import { modeText, type Looker } from '../../host/machine-facts.ts';
import type { DiskSpace, FileState, ServedFile } from '../../host/host-observation.ts';
import { isMeantFor, type Site } from '../../host/site.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { NamedFile, NamedTarget } from '../look.ts';
import { machineRow, onServer, plain, type Collect } from './rows.ts';

/** Where the certificate has to arrive: the server's files and their rights, the key stores that the user named, the disk. */
export const deployment: Collect = (intent, look) => {
  const named = look.known.files.filter((file) => !isRequest(file)).map(namedRow);
  const evidence = onServer(look, ({ files, disks, servers, machine }) =>
    plain(
      [
        ...servers.flatMap(({ sites }) => sites.flatMap((site) => bindingRow(intent, site) ?? [])),
        ...files.flatMap((file) => pairRows(intent, file)),
        ...(files.length === 0 ? [] : [rightsRow(intent, machine?.user ?? null)]),
        ...(disks.length === 0 ? [machineRow(intent, 'disk', 'its free space was not seen', 'unknown')] : []),
        ...disks.map((disk) => diskRow(intent, disk)),
      ],
      files.length === 0 ? 'No site for the domain names a certificate file on this machine.' : null,
    ),
  );
  return {
    ...evidence,
    rows: [...evidence.rows, ...named, ...look.known.targets.map(targetRow)],
    // An open port shows no file, so that a target is no stand-in for them.
    missing: named.length > 0 && named.every(({ mark }) => mark === 'fine') ? null : evidence.missing,
  };
};

/** Where a site with a certificate for the domain listens. */
function bindingRow(intent: DomainIntent, site: Site): EvidenceRow | null {
  const bound = site.listens.filter(({ ssl }) => ssl).map(({ address, port }) => `${address}:${port}`);
  const isMeant = intent.names.some(({ ascii }) => isMeantFor(site, ascii));
  if (!isMeant || bound.length === 0) return null;
  return machineRow(intent, `${site.software} site ${site.file}:${site.line}`, `TLS at ${bound.join(', ')}`, 'fine');
}

/** Root replaces files and reloads servers. Of others nobody tells here as whom the automation runs. */
function rightsRow(intent: DomainIntent, user: Looker | null): EvidenceRow {
  const what = 'right to replace the files and to reload';
  if (user === null) return machineRow(intent, what, 'was not seen', 'unknown');
  if (user.isRoot) return machineRow(intent, what, `${user.name} has it`, 'fine');
  const seen = `${user.name} is not root: whether the account of the automation has it was not seen`;
  return machineRow(intent, what, seen, 'unknown');
}

/** A request is read for another step, and never replaced. */
function isRequest({ file }: NamedFile): boolean {
  return file !== null && file.requests.length > 0 && file.certificates.length === 0;
}

export const fileStates: Readonly<Record<FileState, string>> = {
  read: 'is there',
  'no-key': 'holds no private key',
  missing: 'is not there',
  'not-permitted': 'may not be read by this user',
  'not-pem': 'is no PEM file',
};

function pairRows(intent: DomainIntent, file: ServedFile): readonly EvidenceRow[] {
  const { certificate, key, state, keyState, matches, keyOpenToAll } = file;
  const wasCompared = matches !== null || keyState !== 'read' || state !== 'read';
  const words = [
    fileStates[keyState],
    ...(wasCompared ? [] : ['was not compared with the certificate']),
    ...(matches === null ? [] : [matches ? 'belongs to the certificate' : 'belongs to another certificate']),
    ...(keyOpenToAll === true ? ['every user may read it'] : []),
  ];
  const keyMark = matches === false || keyOpenToAll === true ? 'problem' : wasCompared ? markOf(keyState) : 'unknown';
  return [
    machineRow(intent, certificate, fileStates[state], markOf(state)),
    machineRow(intent, key === certificate ? `key in ${key}` : key, words.join(', '), keyMark),
  ];
}

function markOf(state: FileState): EvidenceRow['mark'] {
  if (state === 'read') return 'fine';
  return state === 'not-permitted' ? 'unknown' : 'problem';
}

function diskRow(intent: DomainIntent, { path, freeBytes, freeFiles }: DiskSpace): EvidenceRow {
  const mebibytes = Math.floor(freeBytes / 1_048_576);
  return machineRow(
    intent,
    `disk under ${path}`,
    `${mebibytes} MiB free`,
    mebibytes < 16 || freeFiles === 0 ? 'problem' : 'fine',
  );
}

/** A key store that cannot be opened without its password can still be told by what it is and who may write it. */
function namedRow({ path, file, findings, error, store }: NamedFile): EvidenceRow {
  const of = { name: path, part: null, what: path, expected: null };
  const rights =
    store?.rights.known === true ? `, ${modeText(store.rights.value.mode)} ${store.rights.value.owner}` : '';
  const writing =
    store?.writable == null ? '' : store.writable ? ', can be written' : ', cannot be written by this user';
  const cannotWrite = store?.writable === false;
  if (file === null) {
    const format = store?.format.known === true && store.format.value !== 'unknown' ? store.format.value : null;
    const what = format === null ? (error?.message ?? 'could not be read') : `a key store (${format})`;
    const mark = cannotWrite ? 'problem' : format === null ? 'unknown' : 'fine';
    return { ...of, seen: `${what}${rights}${writing}`, mark };
  }
  const [worst] = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const held = `${file.format}, ${file.certificates.length} certificates, ${file.keys.length} keys`;
  const isEmpty = file.certificates.length + file.keys.length === 0;
  const mark = worst !== undefined || cannotWrite ? 'problem' : isEmpty ? 'unknown' : 'fine';
  return { ...of, seen: `${worst?.message ?? held}${rights}${writing}`, mark };
}

const services = { ssh: 'SSH', winrm: 'WinRM', 'winrm-https': 'WinRM over HTTPS' } as const;

/** One way into the machine is enough. */
function targetRow({ host, looks }: NamedTarget): EvidenceRow {
  const of = { name: host, part: null, what: `target ${host}`, expected: null };
  const open = looks.filter(({ outcome }) => outcome === 'open');
  const words = (open.length > 0 ? open : looks).map(({ service, port, outcome, banner }) => {
    return `${services[service]} (port ${port}): ${outcome}${banner === null ? '' : `, ${banner}`}`;
  });
  return { ...of, seen: words.join('; '), mark: open.length > 0 ? 'fine' : 'problem' };
}
