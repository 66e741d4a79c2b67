import type { DomainIntent } from '../../domain/intent.ts';
import type { Lineage } from '../../host/host-observation.ts';
import type { EvidenceRow } from '../evidence.ts';
import { lineagesOf } from './automation.ts';
import { askedInLogs } from './log-findings.ts';
import { machineRow, type Collect } from './rows.ts';

/** Is anything set that tells the server of a new certificate, and do the logs say that it failed? */
export const afterRenewal: Collect = (intent, look, asks) => {
  const told = askedInLogs(intent, look, asks);
  const { host } = look.report.observations;
  const set = host ? lineagesOf(intent, host).flatMap((lineage) => hookRow(intent, lineage) ?? []) : [];
  return { ...told, rows: [...set, ...told.rows] };
};

/** Null where the client keeps no settings of its own, or reloads by itself. */
function hookRow(intent: DomainIntent, { client, settings }: Lineage): EvidenceRow | null {
  if (settings === undefined) return null;
  const { file, installer, hooks } = settings;
  if (hooks.length > 0) return machineRow(intent, file, `hooks: ${hooks.join('; ')}`, 'fine');
  if (installer !== null) return machineRow(intent, file, `${client} reloads ${installer} itself`, 'fine');
  const either = client === 'certbot' ? ', and none was found in /etc/letsencrypt/renewal-hooks' : '';
  return machineRow(intent, file, `names no step after the renewal${either}`, 'unknown');
}
