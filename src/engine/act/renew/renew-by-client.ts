import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import {
  clientRenewal,
  endedWords,
  type ClientCertificate,
  type ClientRenewal,
  type ClientRenewalReport,
} from '../../../core/acme/client-renewal.ts';
import { LogDiagnosis } from '../../../core/log/diagnose.ts';
import type { LogReport } from '../../../core/log/report.ts';
import type { Scanner } from '../../../core/log/scanner.ts';
import { problems } from '../../../core/problem/catalogue.ts';
import { resolveCommand, runCommand, type CommandResult } from '../../command-runner.ts';
import type { RenewRun } from '../../engine.ts';
import { certificatesFromPem } from '../../observe/pem-certificates.ts';
import { LogLines } from '../../read/log-lines.ts';
import { actFinding } from '../issuance-stop.ts';
import { untilAborted } from '../../until-aborted.ts';

/** certbot waits ninety seconds at most for each name that it validates; an account may hold a hundred of them. */
const longestMs = 15 * 60_000;
/** Its output is one log, and nothing keeps it from being read. */
const whole = { file: 1, trouble: null } as const;
/** How long a client may take that renews behind its command. */
const behindMs = 60_000;
const lookEveryMs = 500;
/** Told at most ten times a second. */
const updateEveryMs = 100;

/**
 * Renews a certificate by the client that owns it, after the user saw the exact command. What the client writes is read by
 * the log engine as it comes. Its exit code is not believed: the file says whether there is another certificate.
 */
export async function renewByClient(
  certificate: ClientCertificate & { readonly dryRun: boolean },
  run: RenewRun,
  scanner: Scanner,
): Promise<ClientRenewalReport> {
  const lines = new LogLines(scanner, new LogDiagnosis(scanner), null);
  let ended: LogReport | null = null;
  let toldAt = 0;
  const before = await serialIn(certificate.file);
  const report = (outcome: ClientRenewalReport['outcome'], text: string, result?: CommandResult, after = before) => ({
    ...{ outcome, text, before, after },
    ...{ log: ended ?? lines.report(), output: result?.output ?? '' },
    findings: outcome === 'failed' ? findingsOf(ended ?? lines.report(), certificate, result) : [],
  });
  const way = clientRenewal(certificate);
  const argv = certificate.dryRun ? way?.dryRun : way?.renew;
  if (way === null || argv === null || argv === undefined) {
    return report('failed', `${certificate.client} cannot be asked from here; run it as it was run when it issued.`);
  }
  let waits = false;
  try {
    const command = await resolveCommand(asRoot(way) ? ['sudo', '-n', ...argv] : argv);
    const title = certificate.dryRun ? `Trying with ${way.client}` : `Renewing with ${way.client}`;
    if (!(await untilAborted(run.confirm({ title, why: way.note, argv: command }), run.signal))) {
      return report('declined', `${title} was declined. Nothing was run.`);
    }
    run.progress({ step: title });
    const result = await runCommand(command, {
      ...{ signal: run.signal, timeoutMs: longestMs },
      onOutput: (part) => {
        lines.push(part);
        if (performance.now() - toldAt < updateEveryMs) return;
        toldAt = performance.now();
        run.update?.({ ...lines.report(), ...whole });
      },
    });
    ended = lines.finish();
    run.update?.({ ...ended, ...whole });
    waits = way.behind === true && result.code === 0 && (await isDue(certificate.file));
    if (waits) run.progress({ step: `Waiting for ${way.client} to renew` });
    const after = waits ? await otherSerial(certificate.file, before, run.signal) : await serialIn(certificate.file);
    return outcomeOf(way, certificate, result, { before, after, waited: waits }, report);
  } catch (error) {
    if (run.signal.aborted) {
      const goesOn = `${way.client} renews by itself, and goes on: look again in some minutes.`;
      return report('cancelled', waits ? goesOn : endedWords(way, asRoot(way)));
    }
    if (error instanceof Error && error.name === 'NoSuchProgram') return report('failed', error.message);
    throw error;
  }
}

/** The serial number that comes in the place of another one, or the old one where none came in time. */
async function otherSerial(file: string, before: string | null, signal: AbortSignal): Promise<string | null> {
  const end = performance.now() + behindMs;
  for (;;) {
    const now = await serialIn(file);
    if ((now !== null && now !== before) || performance.now() > end) return now;
    await pause(lookEveryMs, undefined, { signal });
  }
}

interface Seen {
  /** Serial numbers in the client's file. */
  readonly before: string | null;
  readonly after: string | null;
  /** Another one was waited for. */
  readonly waited: boolean;
}

function outcomeOf(
  way: ClientRenewal,
  { dryRun, name }: ClientCertificate & { readonly dryRun: boolean },
  result: CommandResult,
  { before, after, waited }: Seen,
  report: (
    outcome: ClientRenewalReport['outcome'],
    text: string,
    result: CommandResult,
    after: string | null,
  ) => ClientRenewalReport,
): ClientRenewalReport {
  const { code, timedOut } = result;
  const say = (outcome: ClientRenewalReport['outcome'], text: string): ClientRenewalReport =>
    report(outcome, text, result, after);
  if (after !== null && before !== null && after !== before) {
    const rest =
      code === 0 ? '' : ` ${way.client} ended with code ${code ?? 'none'} all the same: a hook may have failed.`;
    return say('renewed', `${way.client} renewed ${name}: serial number ${after}.${rest}`);
  }
  if (timedOut) {
    const late = `${way.client} did not end within ${longestMs / 60_000} minutes.`;
    return say('failed', `${late} ${endedWords(way, asRoot(way))}`);
  }
  if (code !== null && way.notDue.includes(code))
    return say('not-due', `${way.client} says that ${name} is not due yet.`);
  if (code !== 0) return say('failed', `${way.client} ended with ${code === null ? 'a signal' : `code ${code}`}.`);
  if (waited) {
    const text = `${way.client} has read its configuration again, and had no other certificate a minute later. It goes on by itself; its log says what keeps it, unless a smaller renewal_window_ratio lets it wait.`;
    return say('failed', text);
  }
  if (dryRun) return say('tried', `The dry run of ${way.client} went well. The certificate is the same as before.`);
  return say(
    'not-due',
    after === null
      ? `${way.client} ended without an error, but its file cannot be read from here, so nothing shows a new certificate.`
      : `${way.client} ended without an error and left the certificate as it was: it is not due yet.`,
  );
}

/** What keeps the client from renewing, by its own words. */
function findingsOf(
  { cause, findings }: LogReport,
  { name, client }: ClientCertificate,
  result: CommandResult | undefined,
): ClientRenewalReport['findings'] {
  const decisive = findings.find(({ line, problem }) => cause?.line === line && cause.problem === problem);
  const evidence = result === undefined ? [] : [{ label: client, text: result.output.slice(-4096) }];
  if (decisive === undefined)
    return result === undefined ? [] : [actFinding('unknown-cause', name, problems['unknown-cause'].title, evidence)];
  return [{ ...actFinding(decisive.problem, decisive.subject || name, '', evidence), message: decisive.message }];
}

function asRoot({ root }: ClientRenewal): boolean {
  return root && process.getuid?.() !== 0;
}

/** Caddy renews when a third of the lifetime is left, https://caddyserver.com/docs/automatic-https (2026-11-26). */
async function isDue(file: string): Promise<boolean> {
  const leaf = await leafIn(file);
  if (leaf === null) return false;
  const [start, end] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  return Date.now() > end - (end - start) / 3;
}

async function serialIn(file: string): Promise<string | null> {
  return (await leafIn(file))?.serialNumber ?? null;
}

async function leafIn(file: string): Promise<X509Certificate | null> {
  try {
    return certificatesFromPem(await readFile(file, 'latin1'), 1)[0] ?? null;
  } catch {
    return null;
  }
}
