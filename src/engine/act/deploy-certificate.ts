import path from 'node:path';
import { deployTitles, type DeployPlan } from '../../core/acme/issuance.ts';
import { quotedText } from '../../core/quoted-text.ts';
import type { ProblemId } from '../../core/problem/catalogue.ts';
import type { Run } from '../engine.ts';
import { resolveCommand, runCommand } from '../command-runner.ts';
import { actFinding, IssuanceStop } from './issuance-stop.ts';
import { untilAborted } from './until-aborted.ts';

const longestCommandMs = 60_000;

interface DeployCommand {
  readonly argv: readonly string[];
  readonly title: string;
  readonly why: string;
  readonly fraction: number;
}

/** Tests, then reloads; each only after the user saw the exact command, and the reload only after the test passed. Rejects with `IssuanceStop`. */
export async function deployCertificate(
  { test, reload }: DeployPlan,
  subject: string,
  run: Run,
  nameText: (text: string) => ProblemId | null,
): Promise<void> {
  const commands: DeployCommand[] = [];
  if (test !== null) {
    const why = 'A server must not be reloaded with a configuration that it refuses.';
    commands.push({ argv: test, title: deployTitles.test, why, fraction: 0.8 });
  }
  if (reload !== null) {
    const why = 'The server reads the new certificate when it is reloaded.';
    commands.push({ argv: reload, title: deployTitles.reload, why, fraction: 0.85 });
  }
  for (const command of commands) await confirmAndRun(command, subject, run, nameText);
}

async function confirmAndRun(
  { argv, title, why, fraction }: DeployCommand,
  subject: string,
  run: Run,
  nameText: (text: string) => ProblemId | null,
): Promise<void> {
  const { signal } = run;
  const resolved = await resolveCommand(argv);
  if (!(await untilAborted(run.confirm({ title, why, argv: resolved }), signal))) {
    throw new IssuanceStop({ kind: 'declined', what: title });
  }
  run.progress({ step: title, fraction });
  const { code, output, timedOut } = await runCommand(resolved, { signal, timeoutMs: longestCommandMs });
  if (code === 0) return;
  const how = timedOut
    ? `did not end within ${longestCommandMs / 1000} s`
    : code === null
      ? 'was ended by a signal'
      : `ended with code ${code}`;
  const text = `${title}: ${quotedText(path.basename(resolved[0]))} ${how}. The certificate is stored; the server keeps the old one.`;
  const evidence = [{ label: resolved.join(' '), text: output.slice(0, 4096) }];
  const finding = actFinding(nameText(output) ?? 'deploy-failed', subject, `${title} failed`, evidence);
  throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
}
