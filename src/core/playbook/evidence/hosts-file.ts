import { authorityHosts } from '../../acme/certificate-authorities.ts';
import type { DomainReport } from '../../domain/report.ts';
import type { HostObservation } from '../../host/host-observation.ts';
import type { HostsEntry } from '../../host/hosts-file.ts';
import { parsedUrl } from '../../parsed-url.ts';
import type { EvidenceRow } from '../evidence.ts';
import { listed, machineRow, onServer, plain, type Collect } from './rows.ts';

/**
 * What the hosts file makes of the names and of CAs. Only a line of the CA in use is surely wrong: one that leads a name
 * elsewhere than DNS may be meant for programs here, which only the user knows.
 */
export const hostsFile: Collect = (intent, look) =>
  onServer(look, (host) => {
    const { hostsFile: entries } = host;
    if (entries === undefined) return plain([], 'The hosts file was not read.');
    if (entries.length === 0) {
      return plain([machineRow(intent, '/etc/hosts', 'no line of the names or of a CA', 'fine')]);
    }
    const inUse = hostsInUse(look.report, host);
    const told = look.report.findings.filter(({ problem }) => problem === 'hosts-file-wrong');
    const markOf = ({ line, name }: HostsEntry): EvidenceRow['mark'] => {
      if (authorityHosts.includes(name)) return inUse.includes(name) ? 'problem' : 'fine';
      const isElsewhere = told.some(
        ({ subject, evidence }) => subject === name && evidence.some(({ label }) => label === whereIs(line)),
      );
      return isElsewhere ? 'you' : 'fine';
    };
    const marked = entries.map((entry) => ({ ...entry, mark: markOf(entry) }));
    const asked = marked.filter(({ mark }) => mark === 'you').map(({ line }) => String(line));
    return {
      rows: marked.map(({ line, address, name, mark }) =>
        machineRow(intent, whereIs(line), `${name} leads to ${address} here`, mark),
      ),
      missing: null,
      question: questionOf([...new Set(asked)]),
      findings: told.filter(({ subject }) => inUse.includes(subject)),
    };
  });

function whereIs(line: number): string {
  return `/etc/hosts, line ${line}`;
}

function questionOf(lines: readonly string[]): string | null {
  if (lines.length === 0) return null;
  const which = lines.length === 1 ? 'Is line' : 'Are lines';
  return `${which} ${listed(lines)} of /etc/hosts meant for programs on this machine alone?`;
}

/** The hosts of the CA that is asked, and of those with which clients here have accounts; every CA's where the first is not known. */
function hostsInUse({ observations }: DomainReport, { accounts = [] }: HostObservation): readonly string[] {
  const asked = parsedUrl(observations.ca?.directoryUrl ?? '')?.hostname;
  if (asked === undefined) return authorityHosts;
  return [asked, ...accounts.flatMap(({ ca }) => ca ?? [])];
}
