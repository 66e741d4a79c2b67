import path from 'node:path';
import type { RecordWriterPlan } from '../../../core/acme/challenge-plan.ts';
import { tsigSecretOf, type IssueSecrets } from '../../../core/acme/issuance.ts';
import type { TxtRecord } from '../../../core/acme/placed-challenge.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import type { Run } from '../../engine.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { actFinding, IssuanceStop } from '../issuance-stop.ts';
import { untilAborted } from '../../until-aborted.ts';
import { sendUpdate } from './send-update.ts';

const longestHookMs = 120_000;

export interface RecordWriting {
  readonly record: TxtRecord;
  readonly writer: Exclude<RecordWriterPlan, { readonly by: 'hand' }>;
  readonly secrets: IssueSecrets;
  readonly signal: AbortSignal;
  /** Asks before a program runs; null where its run was agreed to before. */
  readonly confirm: Run['confirm'] | null;
}

/** Adds a record beside those at its name, or removes exactly it. Rejects with `IssuanceStop`, `UpdateRefused` or `UpdateFailed`. */
export async function writeRecord(act: 'add' | 'remove', writing: RecordWriting): Promise<void> {
  const { record, writer, secrets, signal } = writing;
  if (writer.by === 'hook') {
    await runHook(act, writer.argv, writing);
    return;
  }
  await sendUpdate(act, record, writer, tsigSecretOf(secrets, writer.keyName), signal);
}

async function runHook(
  act: 'add' | 'remove',
  argv: readonly string[],
  { record: { owner, value }, signal, confirm }: RecordWriting,
): Promise<void> {
  const resolved = await resolveCommand([...argv, act, owner, value]);
  const title = act === 'add' ? 'Adding the record by a program' : 'Removing the record by a program';
  if (confirm !== null) {
    const why =
      act === 'add'
        ? `The CA looks for a TXT record at ${owner}. The program runs once more, with "remove", when the CA has looked.`
        : `An earlier run put it there and did not come to take it away.`;
    if (!(await untilAborted(confirm({ title, why, argv: resolved }), signal))) {
      throw new IssuanceStop({ kind: 'declined', what: title });
    }
  }
  const environment = { CERT_DOCTOR_ACTION: act, CERT_DOCTOR_NAME: owner, CERT_DOCTOR_VALUE: value };
  const { code, output, timedOut } = await runCommand(resolved, { signal, timeoutMs: longestHookMs, environment });
  if (code === 0) return;
  const how = timedOut ? `did not end within ${longestHookMs / 1000} s` : `ended with code ${String(code)}`;
  const text = `${title}: ${quotedText(path.basename(resolved[0]))} ${how}.`;
  const evidence = [{ label: resolved.join(' '), text: output.slice(0, 4096) }];
  const finding = actFinding('certbot-hook-failed', owner, `${title} failed`, evidence);
  throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
}
