import type { DomainIntent } from '../../domain/intent.ts';
import { modeText } from '../../host/machine-facts.ts';
import type { DiskSpace, FileState, ServedFile } from '../../host/host-observation.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { NamedFile, NamedTarget } from '../look.ts';
import { machineRow, onServer, plain, type Collect } from './rows.ts';

/** Where the certificate has to arrive: the server's files and their rights, the key stores that the user named, the disk. */
export const deployment: Collect = (intent, look) => {
  const named = [...look.known.files.map((file) => namedRow(file)), ...look.known.targets.map(targetRow)];
  const evidence = onServer(look, ({ files, disks }) =>
    plain(
      [...files.flatMap((file) => pairRows(intent, file)), ...disks.map((disk) => diskRow(intent, disk))],
      files.length === 0 ? 'No site for the domain names a certificate file on this machine.' : null,
    ),
  );
  return {
    ...evidence,
    rows: [...evidence.rows, ...named],
    missing: named.length > 0 && named.every(({ mark }) => mark === 'fine') ? null : evidence.missing,
  };
};

const states: Readonly<Record<FileState, string>> = {
  read: 'is there',
  'no-key': 'holds no private key',
  missing: 'is not there',
  'not-permitted': 'may not be read by this user',
  'not-pem': 'is no PEM file',
};

function pairRows(intent: DomainIntent, file: ServedFile): readonly EvidenceRow[] {
  const { certificate, key, state, keyState, matches, keyOpenToAll } = file;
  const words = [
    states[keyState],
    ...(matches === null ? [] : [matches ? 'belongs to the certificate' : 'belongs to another certificate']),
    ...(keyOpenToAll === true ? ['every user may read it'] : []),
  ];
  const keyMark = matches === false || keyOpenToAll === true ? 'problem' : markOf(keyState);
  return [
    machineRow(intent, certificate, states[state], markOf(state)),
    ...(key === certificate ? [] : [machineRow(intent, key, words.join(', '), keyMark)]),
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
  // A request is read and never replaced.
  const cannotWrite = store?.writable === false && (file?.requests.length ?? 0) === 0;
  if (file === null) {
    const format = store?.format.known === true && store.format.value !== 'unknown' ? store.format.value : null;
    const what = format === null ? (error?.message ?? 'could not be read') : `a key store (${format})`;
    const mark = cannotWrite ? 'problem' : format === null ? 'unknown' : 'fine';
    return { ...of, seen: `${what}${rights}${writing}`, mark };
  }
  const [worst] = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const held = `${file.format}, ${file.certificates.length} certificates, ${file.keys.length} keys`;
  const mark = worst !== undefined || cannotWrite ? 'problem' : 'fine';
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
