import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  clientOwning,
  deployTitles,
  holdsKey,
  planFlaw,
  type DeployFile,
  type DeployPlan,
} from '../../../core/acme/deploy-plan.ts';
import type { JournalEvent } from '../../../core/acme/attempt.ts';
import type { DomainIntent } from '../../../core/domain/intent.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import type { ProblemId } from '../../../core/problem/catalogue.ts';
import type { NetworkOptions, PlannedAct, Run } from '../../engine.ts';
import { readCertificate } from '../../observe/certificate-reader.ts';
import { acceptRisk } from '../accept-risk.ts';
import { actFinding, IssuanceStop } from '../issuance-stop.ts';
import { hasNowhereToLook, lookForSerial, notServed, waitForSerial, type ServedLook } from '../served-serial.ts';
import type { VersionFiles } from '../storage.ts';
import { untilAborted } from '../../until-aborted.ts';
import { deployContent } from './deploy-content.ts';
import type { DeployMachine, PlacedFile } from './deploy-machine.ts';
import { openKeptFiles, type Before, type KeptFiles } from './kept-files.ts';
import { namesLost } from './names-lost.ts';
import { sshMachine } from './ssh-machine.ts';
import { thisMachine } from './this-machine.ts';

const longestCommandMs = 60_000;
/** How long a reloaded server may take to show the new certificate on every address. */
const servedPatienceMs = 30_000;
const longestUndoMs = 30_000;

export interface Deployment {
  readonly plan: DeployPlan;
  readonly intent: DomainIntent;
  /** The version that shall be served. */
  readonly files: VersionFiles;
  /** The server was told to use this version before, and nobody has put the one before back since. */
  readonly inService: boolean;
  readonly serialNumber: string;
  /** Lets the server's own pointer lead to the version before; null where there is none. */
  readonly pointBack: (() => Promise<void>) | null;
  readonly keyStorePassword: string | null;
  readonly network: NetworkOptions;
  readonly run: Run;
  readonly record: (event: JournalEvent) => Promise<void>;
  /** Rejects where the certificate has another writer by now; asked before each change and each command. */
  readonly fence: () => Promise<void>;
  /** Names the problem behind a command's words; null where they name none. */
  readonly nameText: (text: string) => ProblemId | null;
}

/**
 * Brings a stored certificate into service and proves it: tests the server's configuration, puts the files in place,
 * tests again, reloads, and looks at every address until it serves the new serial number. Each act is shown before it is
 * done, and none is done after a test that failed. What goes wrong after the files were replaced puts back what stood
 * there when the run began, and so does an address that answered before and does not any more. Rejects with
 * `IssuanceStop`.
 */
export async function deployCertificate(deployment: Deployment): Promise<void> {
  const { plan, intent, run, record, network, serialNumber } = deployment;
  const flaw = planFlaw(plan);
  if (flaw !== null) throw new IssuanceStop({ kind: 'failed', text: flaw, findings: [] });
  const machine = machineOf(plan, run.signal);
  const shown = { ...intent, ...plan };
  const server = new Server(deployment, machine);
  const kept = await openKeptFiles(keptFolder(deployment.files, plan.host));
  await record({ event: 'deploying' });
  const undo = new Undo(deployment, server);
  const ours = await placedBefore(plan, machine, kept);
  if (!deployment.inService) for (const { path: place, before } of ours) undo.note(place, before);
  // Files of which only some are ours are what no server takes, as a run leaves them that was killed between two.
  const isHalf = ours.length > 0 && (!deployment.inService || ours.length < plan.files.length);
  if (!isHalf) await server.test('The certificate is stored, and nothing on the server was changed.');
  const before = await lookForSerial(serialNumber, shown, network, run.signal);
  try {
    await replaceFiles(deployment, machine, kept, undo);
    if (isHalf || !undo.isEmpty) await server.test('The new files were not taken.');
    await server.reload();
  } catch (error) {
    const refused = error instanceof IssuanceStop && error.stopped.kind === 'declined';
    // What is only pointed at may wait for the next reload; a replaced file must not.
    if (plan.files.length > 0 || !(refused || run.signal.aborted)) await undo.perform(kept);
    throw error;
  }
  await record({ event: 'deployed' });
  run.progress({ step: 'Looking at every address', fraction: 0.9 });
  const { signal } = run;
  const look =
    plan.reload === null
      ? await lookForSerial(serialNumber, shown, network, signal)
      : await waitForSerial(serialNumber, shown, network, { signal, patienceMs: servedPatienceMs });
  if (look.everywhere) await record({ event: 'verified' });
  // Where nobody was told to read the files, that nobody serves them yet is no failure.
  if (look.everywhere || plan.reload === null) return;
  if (hasNowhereToLook(look)) {
    run.progress({ step: 'No address is known of a wildcard: look at one of its hosts yourself', fraction: 1 });
    return;
  }
  const silenced = silencedSince(before, look);
  if (silenced.length > 0) {
    const isBack = await undo.perform(kept);
    const text = `After the reload ${silenced.slice(0, 3).join(', ')} showed no certificate any more${isBack ? ', so the earlier state was put back' : ''}.`;
    const finding = actFinding(
      'deploy-failed',
      intent.name.ascii,
      'the new certificate could not be brought into service',
    );
    throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
  }
  throw new IssuanceStop(notServed(serialNumber, look, intent.name.ascii));
}

/**
 * Puts back what the deployment of this version replaced, tests, reloads. From the first file on it does not stop half
 * way. Rejects with `IssuanceStop`.
 * @param pointed what is pointed at then, for the question
 */
export async function putBackDeployment(deployment: Deployment, pointed: string): Promise<void> {
  const { plan, run, record, fence, pointBack } = deployment;
  const server = new Server(deployment, machineOf(plan, run.signal));
  const machine = machineOf(plan, AbortSignal.timeout(longestUndoMs));
  const kept = await openKeptFiles(keptFolder(deployment.files, plan.host));
  const where = plan.host === null ? 'on this machine' : `on ${plan.host}`;
  const replaced = await keptOf(plan, kept);
  if (plan.files.length > 0 && replaced.length === 0) {
    const text = `Nothing is kept of what stood ${where} before this certificate, so nothing can be put back there.`;
    throw new IssuanceStop({ kind: 'failed', text, findings: [] });
  }
  const paths = replaced.map((one) => one.path).join(', ');
  await confirmAct(run, {
    title: deployTitles.putBack,
    why: plan.files.length > 0 ? `${paths} ${where} become what they were.` : pointed,
    argv: null,
  });
  // A run that is killed now was meant to take the certificate out of service: nothing brings it back on its own.
  await record({ event: 'rolled-back' });
  for (const one of replaced.toReversed()) {
    const now = await machine.read(one.path);
    if (now !== null) await kept.setAside(one.path, now);
    await putBack(one, now, machine, fence);
  }
  if (plan.files.length === 0) {
    await fence();
    await pointBack?.();
  }
  try {
    await server.test('The earlier files are back, but the server does not take its configuration.');
    await server.reload();
  } catch (error) {
    if (!run.signal.aborted || error instanceof IssuanceStop) throw error;
    const text = 'Cancelled when the earlier files were back. The server was not reloaded, or not to its end.';
    throw new IssuanceStop({ kind: 'failed', text, findings: [] });
  }
}

function machineOf({ host }: DeployPlan, signal: AbortSignal): DeployMachine {
  return host === null ? thisMachine(signal) : sshMachine(host, signal);
}

function keptFolder(files: VersionFiles, host: string | null): string {
  const machine = host === null ? 'here' : createHash('sha256').update(host).digest('hex').slice(0, 32);
  return path.join(path.dirname(files.key), `replaced-${machine}`);
}

/** A path of the plan, and what is to stand there again. */
interface Replaced {
  readonly path: string;
  readonly before: Before;
}

async function keptOf({ files }: DeployPlan, kept: KeptFiles): Promise<Replaced[]> {
  const all: Replaced[] = [];
  for (const file of files) {
    const before = await kept.before(file.path);
    if (before !== undefined) all.push({ path: file.path, before });
  }
  return all;
}

/** The paths that hold what an earlier run of this deployment put there. */
async function placedBefore(plan: DeployPlan, machine: DeployMachine, kept: KeptFiles): Promise<readonly Replaced[]> {
  const ours: Replaced[] = [];
  for (const one of await keptOf(plan, kept)) {
    if (kept.isOurs(one.path, await machine.read(one.path))) ours.push(one);
  }
  return ours;
}

async function replaceFiles(
  { plan, files, keyStorePassword, run, fence }: Deployment,
  machine: DeployMachine,
  kept: KeptFiles,
  undo: Undo,
): Promise<void> {
  if (plan.files.length === 0) return;
  // Everything that can fail without a trace comes first.
  const store = { password: keyStorePassword, signal: run.signal };
  const places: { readonly file: DeployFile; readonly bytes: Buffer; readonly now: PlacedFile | null }[] = [];
  for (const file of plan.files) {
    const bytes = await deployContent(file.content, files, store);
    const now = await readPlace(machine, file.path);
    if (now?.bytes.equals(bytes) !== true || now.mode !== modeOf(file, now.mode)) places.push({ file, bytes, now });
  }
  if (places.length === 0) return;
  await demandNoNameLost(files, places, run);
  const where = plan.host === null ? '' : ` on ${plan.host}`;
  const why = `${pathsOf(places.map(({ file }) => file))}${where} get the new certificate. What they hold now is kept and can be put back.`;
  await confirmAct(run, { title: deployTitles.files, why, argv: null });
  run.progress({ step: deployTitles.files, fraction: 0.8 });
  for (const { file, bytes, now } of places) await kept.keep(file.path, now, bytes);
  for (const { file, bytes, now } of places) {
    run.signal.throwIfAborted();
    await fence();
    undo.note(file.path, now);
    await machine.write(now?.path ?? file.path, bytes, modeOf(file, now?.mode ?? null), now);
  }
}

/** A name that only the certificate in place holds would lose it: that takes a yes of its own. */
async function demandNoNameLost(
  { certificate }: VersionFiles,
  places: readonly { readonly file: DeployFile; readonly now: PlacedFile | null }[],
  run: Run,
): Promise<void> {
  const next = readCertificate(new X509Certificate(await readFile(certificate)));
  for (const { file, now } of places) {
    const lost = now === null ? [] : namesLost(now.bytes, next.names);
    if (lost.length === 0) continue;
    const why = `The certificate that stands in ${file.path} also holds for ${quotedText(lost.join(', '), 200)}; the new one does not.`;
    await acceptRisk('fewer-names', why, run);
  }
}

/** What stands there. Rejects with `IssuanceStop` where a link leads to what an ACME client owns. */
async function readPlace(machine: DeployMachine, place: string): Promise<PlacedFile | null> {
  const now = await machine.read(place);
  const owner = now === null ? null : clientOwning(now.path);
  if (now === null || owner === null) return now;
  const text = `${place} leads to ${now.path}, which belongs to ${owner}. Renew with it, or name another file.`;
  throw new IssuanceStop({ kind: 'failed', text, findings: [] });
}

/** The rights of the file before, but a key is never for everybody. */
function modeOf({ content }: DeployFile, before: number | null): number {
  if (!holdsKey(content)) return before ?? 0o644;
  return before === null ? 0o600 : before & ~0o007;
}

/** The commands of the plan. Each is shown once before it runs for the first time. */
class Server {
  readonly #deployment: Deployment;
  #machine: DeployMachine;
  readonly #confirmed = new Set<string>();

  constructor(deployment: Deployment, machine: DeployMachine) {
    this.#deployment = deployment;
    this.#machine = machine;
  }

  async test(after: string): Promise<void> {
    const why = 'A server must not be reloaded with a configuration that it refuses.';
    await this.#perform(this.#deployment.plan.test, deployTitles.test, why, 0.75, after);
  }

  /** The reload was agreed to, so it may have happened. */
  get reloaded(): boolean {
    return this.#confirmed.has(deployTitles.reload);
  }

  async reload(): Promise<void> {
    const why = 'The server reads the new certificate when it is reloaded.';
    await this.#perform(this.#deployment.plan.reload, deployTitles.reload, why, 0.85, '');
  }

  /** Has the server read what it read before; both commands were agreed to. */
  async again(machine: DeployMachine): Promise<void> {
    this.#machine = machine;
    await this.test('');
    await this.reload();
  }

  async #perform(
    argv: readonly string[] | null,
    title: string,
    why: string,
    fraction: number,
    after: string,
  ): Promise<void> {
    if (argv === null) return;
    const { run, nameText, intent, fence } = this.#deployment;
    const resolved = await this.#machine.resolve(argv);
    if (!this.#confirmed.has(title)) await confirmAct(run, { title, why, argv: resolved });
    this.#confirmed.add(title);
    run.progress({ step: title, fraction });
    await fence();
    const { code, output, timedOut } = await this.#machine.run(resolved, longestCommandMs);
    if (code === 0) return;
    const how = timedOut
      ? `did not end within ${longestCommandMs / 1000} s`
      : code === null
        ? 'was ended by a signal'
        : `ended with code ${code}`;
    const text = `${title}: ${quotedText(path.basename(argv[0] ?? ''))} ${how}. ${after}`.trim();
    const evidence = [{ label: resolved.join(' '), text: output.slice(0, 4096) }];
    const finding = actFinding(nameText(output) ?? 'deploy-failed', intent.name.ascii, `${title} failed`, evidence);
    throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
  }
}

/** The way back to what stood there when the run began. */
class Undo {
  readonly #deployment: Deployment;
  readonly #server: Server;
  readonly #replaced = new Map<string, Before>();

  constructor(deployment: Deployment, server: Server) {
    this.#deployment = deployment;
    this.#server = server;
  }

  get isEmpty(): boolean {
    return this.#replaced.size === 0;
  }

  /** Told before the file changes; what stood there first counts. */
  note(place: string, before: Before): void {
    if (!this.#replaced.has(place)) this.#replaced.set(place, before);
  }

  /**
   * Back to that state, even where the run was cancelled; what is not ours by now stays. Resolves to whether anything was
   * put back. The first error is the one to tell; one of this way is told beside it.
   */
  async perform(kept: KeptFiles): Promise<boolean> {
    const { plan, run, record, fence, pointBack, inService } = this.#deployment;
    if (this.isEmpty && (plan.files.length > 0 || pointBack === null)) return false;
    run.progress({ step: deployTitles.putBack, fraction: 0.9 });
    const machine = machineOf(plan, AbortSignal.timeout(longestUndoMs));
    try {
      // Before the files: a run that is killed now has not brought it into service. One that stood there already stays.
      if (!inService) await record({ event: 'put-back' });
      for (const [place, before] of [...this.#replaced].toReversed()) {
        const now = await machine.read(place);
        if (now === null || kept.isOurs(place, now)) await putBack({ path: place, before }, now, machine, fence);
      }
      if (plan.files.length === 0) {
        await fence();
        await pointBack?.();
      }
      if (this.#server.reloaded) await this.#server.again(machine);
      return true;
    } catch (error) {
      const text = error instanceof IssuanceStop && 'text' in error.stopped ? error.stopped.text : String(error);
      run.progress({ step: `Putting the earlier files back did not work: ${text}` });
      return false;
    }
  }
}

async function putBack(
  { path: place, before }: Replaced,
  now: PlacedFile | null,
  machine: DeployMachine,
  fence: () => Promise<void>,
): Promise<void> {
  await fence();
  if (before !== null) await machine.write(now?.path ?? place, before.bytes, before.mode, before);
  else if (now !== null) await machine.remove(now.path);
}

async function confirmAct(run: Run, act: PlannedAct): Promise<void> {
  if (!(await untilAborted(run.confirm(act), run.signal)))
    throw new IssuanceStop({ kind: 'declined', what: act.title });
}

function pathsOf(files: readonly DeployFile[]): string {
  return files.map((file) => `${file.path} (${contentWords[file.content]})`).join(', ');
}

const contentWords: Readonly<Record<DeployFile['content'], string>> = {
  certificate: 'certificate',
  chain: 'intermediate certificates',
  'full-chain': 'certificate and chain',
  key: 'private key',
  'full-chain-and-key': 'certificate, chain and private key',
  pkcs12: 'PKCS#12 key store',
  jks: 'Java key store',
};

/** Where a certificate was shown before and none is now. */
function silencedSince(before: ServedLook, now: ServedLook): readonly string[] {
  return now.served
    .filter(({ serial }) => serial === null)
    .filter((look) =>
      before.served.some((one) => one.address === look.address && one.name === look.name && one.serial !== null),
    )
    .map(({ name, address }) => `${name} at ${address}`);
}
