import { reservedKind } from '../../dns/reserved-address.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import type { Looker } from '../../host/machine-facts.ts';
import type { EvidenceRow } from '../evidence.ts';
import { listed, machineRow, onServer, plain, type Collect } from './rows.ts';

/** What CloudPanel 2 asks for; newer versions may take more. */
const systems = ['Debian GNU/Linux 11', 'Debian GNU/Linux 12', 'Ubuntu 22.04', 'Ubuntu 24.04'];

/** Is the machine one on which the panel's own automation can work: its system, its public address, the rights to look? */
export const system: Collect = (intent, look) =>
  onServer(look, ({ system: own, addresses, unseen, machine }) => {
    const isKnown = systems.some((one) => own.startsWith(one));
    const open = addresses.filter((address) => reservedKind(address) === null);
    const rows: readonly EvidenceRow[] = [
      own === ''
        ? machineRow(intent, 'system', 'is not told', 'unknown')
        : {
            ...machineRow(intent, 'system', own, isKnown ? 'fine' : 'you'),
            expected: isKnown ? null : listed(systems),
          },
      machineRow(
        intent,
        'public address',
        open.join(', ') || `none of its own (${listed(addresses)})`,
        open.length > 0 ? 'fine' : 'you',
      ),
      machine === undefined
        ? machineRow(intent, 'user', 'was not looked at', 'unknown')
        : userRow(intent, machine.user),
      ...unseen.map(({ what, how }) => machineRow(intent, what, `was not seen; ${how}`, 'unknown')),
    ];
    const questions = [
      ...(isKnown || own === '' ? [] : [`Does your version of CloudPanel support ${own}?`]),
      ...(open.length > 0
        ? []
        : ['Does a router or the provider lead a public address to this machine, with ports 80 and 443?']),
    ];
    return { ...plain(rows), question: questions.length === 0 ? null : questions.join(' ') };
  });

/** Renewing takes the rights of root; looking does not. */
function userRow(intent: DomainIntent, { name, isRoot, maySudo }: Looker): EvidenceRow {
  if (isRoot) return machineRow(intent, 'user', `${name}, with all rights`, 'fine');
  if (!maySudo.known)
    return machineRow(intent, 'user', `${name}; whether it may use sudo is not known: ${maySudo.why}`, 'unknown');
  const seen = maySudo.value ? `${name}, who may use sudo` : `${name}, who may not use sudo`;
  return machineRow(intent, 'user', seen, maySudo.value ? 'fine' : 'problem');
}
