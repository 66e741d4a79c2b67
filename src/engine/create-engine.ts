import { clientActivityOf, openClientActivity, type ClientActivity } from '../core/acme/client-activity.ts';
import { createLogScanner } from '../core/log/diagnose.ts';
import type { Scanner } from '../core/log/scanner.ts';
import type { ProblemId } from '../core/problem/catalogue.ts';
import type { DomainChecks } from './domain-checks.ts';
import type { Engine, PlannedAct } from './engine.ts';
import { endingAfter } from './observe/deadline.ts';
import type { MachineLooks } from './observe/host/machine-looks.ts';
import { scanLog, scanLogText } from './read/log-file.ts';
import { OpenLogs } from './read/open-logs.ts';
import { followLog } from './read/follow-log.ts';
import { lookAtPlaces } from './read/log-places.ts';
import { readLines } from './read/read-lines.ts';

/** How long a host may let a knock wait, in milliseconds. */
const longestKnockMs = 5_000;
/** A question waits so long for the CA; without its answer less is offered. */
const longestDirectoryMs = 8_000;

/**
 * The engine itself, to be run where a stall hurts nobody: in a worker thread, in the CLI, in a test. Whoever only reads
 * logs pays for nothing else: the network's modules alone take 14 MB.
 */
export function createEngine(): Engine {
  let scanner: Scanner | undefined;
  const logScanner = (): Scanner => (scanner ??= createLogScanner());
  const openLogs = new OpenLogs(logScanner);
  let checks: Promise<DomainChecks> | undefined;
  const domainChecks = (): Promise<DomainChecks> =>
    (checks ??= import('./domain-checks.ts').then((module) => new module.DomainChecks()));
  const check: Engine['check'] = async (...asked) => (await domainChecks()).check(...asked);
  const planIssue: Engine['planIssue'] = async (request, secrets, network, run) => {
    const { planIssuance } = await import('./act/plan-issuance.ts');
    return planIssuance({ request, secrets, network, run, check });
  };
  let machine: MachineLooks | undefined;
  return {
    check,
    scan: (request, run) => scanLog(request, run, logScanner()),
    // Asynchronous, so that what they throw becomes a rejection.
    openLog: async (log) => Promise.resolve(openLogs.open(log)),
    changeLog: async ({ id, edits }) => Promise.resolve(openLogs.change(id, edits)),
    closeLog: ({ id }) => {
      openLogs.close(id);
      return Promise.resolve();
    },
    followLog: (log, run) => followLog(log, run, logScanner()),
    readLines,
    lookAtPlaces,
    async lookAtKeyStore(file, { signal }) {
      const { lookAtKeyStore } = await import('./observe/host/key-store.ts');
      return lookAtKeyStore({ root: '/', signal }, file);
    },
    async knock(host, { signal }) {
      const { knockAtTarget, targetPorts } = await import('./observe/target-reach.ts');
      return Promise.all(targetPorts.map((one) => knockAtTarget(host, one, { timeoutMs: longestKnockMs, signal })));
    },
    planIssue,
    async readCaDirectory({ directoryUrl, rootFile }, { signal }) {
      const { readCaDirectory } = await import('./observe/ca-directories.ts');
      const rootFiles = rootFile === null ? [] : [rootFile];
      return readCaDirectory(directoryUrl, rootFiles, endingAfter(longestDirectoryMs, signal));
    },
    async issue(request, secrets, network, run) {
      const { issueCertificate } = await import('./act/issue-certificate.ts');
      return issueCertificate(request, secrets, network, run, (text) => causeIn(text, logScanner()));
    },
    async renewals(storage, run) {
      const [{ allRenewals }, looks] = await Promise.all([
        import('./act/renew/all-renewals.ts'),
        import('./observe/host/machine-looks.ts'),
      ]);
      machine ??= new looks.MachineLooks();
      return allRenewals(storage, machine, run.signal);
    },
    async renewDue({ storage, secrets, agreed }, network, run) {
      const [{ renewDue }, { issueCertificate }] = await Promise.all([
        import('./act/renew/renew-due.ts'),
        import('./act/issue-certificate.ts'),
      ]);
      const nameText = (text: string): ProblemId | null => causeIn(text, logScanner());
      return renewDue(storage, secrets, network, run, {
        plan: planIssue,
        issue: (...asked) => issueCertificate(...asked, nameText),
        agreed,
      });
    },
    async renewByClient({ storage, ...certificate }, run) {
      const [{ renewByClient }, { keepClientActivity }] = await Promise.all([
        import('./act/renew/renew-by-client.ts'),
        import('./act/renew/client-activities.ts'),
      ]);
      const startedAt = new Date();
      // What was done is told, whether it can be kept or not.
      const keep = (activity: ClientActivity): Promise<void> =>
        keepClientActivity(storage, activity).catch(() => undefined);
      const confirm = async (act: PlannedAct): Promise<boolean> => {
        const yes = await run.confirm(act);
        if (yes) await keep(openClientActivity(certificate, startedAt));
        return yes;
      };
      const report = await renewByClient(certificate, { ...run, confirm }, logScanner());
      const activity = clientActivityOf(certificate, report, { startedAt, endedAt: new Date() });
      if (report.outcome !== 'declined') await keep(activity);
      return report;
    },
    async rollBack(request, network, run) {
      const { rollBack } = await import('./act/roll-back.ts');
      return rollBack(request, network, run);
    },
    async readConfig(text) {
      const { parseConfig } = await import('./discover/config-file.ts');
      return parseConfig(text);
    },
    async addDomain(text, entry) {
      const { addDomain } = await import('./discover/config-file.ts');
      return addDomain(text, entry);
    },
    async inspect(request, run) {
      const { inspectFiles } = await import('./observe/inspect-files.ts');
      return inspectFiles(request, run, (await domainChecks()).roots);
    },
    async setPlatform(text, name, platform) {
      const { setPlatform } = await import('./discover/config-file.ts');
      return setPlatform(text, name, platform);
    },
    async removeDomain(text, name) {
      const { removeDomain } = await import('./discover/config-file.ts');
      return removeDomain(text, name);
    },
  };
}

/** What the log engine reads out of a CA's or a server's own words; null where they name no cause. */
function causeIn(text: string, scanner: Scanner): ProblemId | null {
  const problem = scanLogText(text, scanner).cause?.problem ?? null;
  return problem === 'unknown-cause' ? null : problem;
}
