import { authorityHosts } from '../../acme/certificate-authorities.ts';
import { machineRow, onServer, plain, type Collect } from './rows.ts';

/** What the hosts file makes of the names and of CAs. Only a CA's line is surely wrong: one of a name may be meant for programs here. */
export const hostsFile: Collect = (intent, look) =>
  onServer(look, ({ hostsFile: entries }) => {
    if (entries === undefined) return plain([], 'The hosts file was not read.');
    if (entries.length === 0) {
      return plain([machineRow(intent, '/etc/hosts', 'no line of the names or of a CA', 'fine')]);
    }
    const rows = entries.map(({ line, address, name }) => {
      const mark = authorityHosts.includes(name) ? 'problem' : 'fine';
      return machineRow(intent, `/etc/hosts, line ${line}`, `${name} leads to ${address} here`, mark);
    });
    const findings = look.report.findings.filter(
      ({ problem, subject }) => problem === 'hosts-file-wrong' && authorityHosts.includes(subject),
    );
    return { ...plain(rows), findings };
  });
