import { hostname } from 'node:os';
import { createLogScanner } from '../core/log/diagnose.ts';
import type { Scanner } from '../core/log/scanner.ts';
import { reportDomain } from '../core/judge/judge-domain.ts';
import type { ProblemId } from '../core/problem/catalogue.ts';
import type { Engine } from './engine.ts';
import { caOf, withDirectory } from '../core/acme/ca-facts.ts';
import { clockError } from '../core/judge/judge-ca.ts';
import { CaDirectories } from './observe/ca-directories.ts';
import { CaLooks } from './observe/observe-ca.ts';
import { observeCaStatus } from './observe/observe-ca-status.ts';
import { observeDomain } from './observe/observe-domain.ts';
import { MachineLooks } from './observe/host/machine-looks.ts';
import { RootStores } from './observe/root-stores.ts';
import { SideBySide } from './observe/side-by-side.ts';
import { scanLog, scanLogText } from './read/log-file.ts';
import { OpenLogs } from './read/open-logs.ts';
import { followLog } from './read/follow-log.ts';
import { lookAtKeyStore } from './observe/host/key-store.ts';
import { knockAtTarget, targetPorts } from './observe/target-reach.ts';
import { lookAtPlaces } from './read/log-places.ts';
import { readLines } from './read/read-lines.ts';

/** How long a host may let a knock wait, in milliseconds. */
const longestKnockMs = 5_000;

/** The engine itself, to be run where a stall hurts nobody: in a worker thread, in the CLI, in a test. */
export function createEngine(): Engine {
  const roots = new RootStores();
  const shared = new SideBySide();
  const directories = new CaDirectories();
  const caLooks = new CaLooks();
  const machine = new MachineLooks();
  let scanner: Scanner | undefined;
  const logScanner = (): Scanner => (scanner ??= createLogScanner());
  const openLogs = new OpenLogs(logScanner);
  const check: Engine['check'] = async (intent, network, run) => {
    const startedAt = new Date();
    const seen = observeDomain(intent, network, run, roots, shared);
    const [observed, known, ca, caStatus] = await Promise.all([
      seen,
      network.lookAtCa ? caOf(network.directoryUrl) : directories.factsOf(network, run),
      network.lookAtCa ? caLooks.observe(network, () => seen.then(({ tls }) => tls), run.signal) : null,
      network.askCaStatus === true ? observeCaStatus(caOf(network.directoryUrl), network, run.signal) : null,
    ]);
    const observations = { ...observed, ca, ...(caStatus === null ? {} : { caStatus }) };
    const directory = ca?.outcome.kind === 'answer' ? ca.outcome.directory : null;
    // Dates are judged by the better clock.
    const right = (time: Date): Date => new Date(time.getTime() - clockError(observations));
    return reportDomain(intent, observations, {
      now: right(new Date()),
      startedAt: right(startedAt),
      vantage: hostname(),
      ca: directory === null ? known : withDirectory(known, directory),
    });
  };
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
    lookAtKeyStore: (file, { signal }) => lookAtKeyStore({ root: '/', signal }, file),
    knock: (host, { signal }) =>
      Promise.all(targetPorts.map((one) => knockAtTarget(host, one, { timeoutMs: longestKnockMs, signal }))),
    async planIssue(request, secrets, network, run) {
      const { planIssuance } = await import('./act/plan-issuance.ts');
      return planIssuance({ request, secrets, network, run, check });
    },
    async issue(request, secrets, network, run) {
      const { issueCertificate } = await import('./act/issue-certificate.ts');
      return issueCertificate(request, secrets, network, run, (text) => causeIn(text, logScanner()));
    },
    async renewals(storage, run) {
      const { allRenewals } = await import('./act/renew/all-renewals.ts');
      return allRenewals(storage, machine, run.signal);
    },
    async renewDue({ storage, secrets, agreed }, network, run) {
      const [{ renewDue }, { issueCertificate }] = await Promise.all([
        import('./act/renew/renew-due.ts'),
        import('./act/issue-certificate.ts'),
      ]);
      const nameText = (text: string): ProblemId | null => causeIn(text, logScanner());
      return renewDue(storage, secrets, network, run, {
        issue: (...asked) => issueCertificate(...asked, nameText),
        agreed,
      });
    },
    async renewByClient(certificate, run) {
      const { renewByClient } = await import('./act/renew/renew-by-client.ts');
      return renewByClient(certificate, run, logScanner());
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
      return inspectFiles(request, run, roots);
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
