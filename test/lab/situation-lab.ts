import { X509Certificate } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { InFlight } from '../../src/engine/observe/in-flight.ts';
import { startLab, startServer, writeFiles, type Lab } from './lab.ts';
import { issueInLab, labRequest } from './lab-issue.ts';
import { domainOf, type Situation } from './situation.ts';
import { checkFromOutside, checkOnMachine, machineAddress } from './vantage.ts';
import { apacheConfiguration } from './web-sites.ts';
import { addresses, longMemoryConfiguration, ownViewConfiguration, recordsOf, zoneUpdate } from './zones.ts';

/** The lab with every situation made. */
export async function startSituationLab(table: readonly Situation[]): Promise<Lab> {
  const situations = withMachineAddresses(table);
  const lab = await startLab(situations);
  try {
    const file = (name: string): string => path.join(lab.folder, name);
    await writeFiles(file('long-memory'), longMemoryConfiguration(file('long-memory'), lab.anchor));
    await writeFiles(file('own-view'), ownViewConfiguration(file('own-view'), lab.anchor));
    await writeFiles(file('apache'), { 'apache.conf': apacheConfiguration(file('nginx'), situations) });
    const lenient = situations.filter(({ zone }) => zone?.servers.includes('ns7') === true);
    const lenientZones = Object.fromEntries(lenient.map((one) => [domainOf(one), recordsOf(one)]));
    const mail = {
      [addresses.mailPlain]: null,
      [addresses.mailExpired]: file('nginx/mail-old'),
      [addresses.mailWell]: file('nginx/mail-well-0'),
    };
    const script = (name: string): readonly string[] => [process.execPath, path.join(import.meta.dirname, name)];
    const server = (argv: readonly string[], word: string): Promise<void> => startServer([...lab.enter, ...argv], word);
    await Promise.all([
      server(['named', '-g', '-c', file('long-memory/named.conf')], 'running'),
      server(['named', '-g', '-c', file('own-view/named.conf')], 'running'),
      server([...script('lenient-name-server.ts'), JSON.stringify(lenientZones)], 'ready'),
      server([...script('edge.ts'), file('nginx/edge'), 'cdn-origin-down.example.com'], 'ready'),
      server([...script('mail-server.ts'), JSON.stringify(mail)], 'ready'),
      must(lab, ['apache2', '-f', file('apache/apache.conf')]),
    ]);
    for (const situation of situations) await change(lab, situation);
    await issueByPebble(lab, situations);
    await staple(lab, situations);
    await must(lab, [...lab.lenient, ...lab.nginx, '-s', 'reload']);
    return lab;
  } catch (error) {
    await lab.stop();
    throw error;
  }
}

/** Checks every situation; the report of each by its id. Machines of their own only three at once: they start servers. */
export async function checkSituations(
  lab: Lab,
  table: readonly Situation[],
): Promise<ReadonlyMap<string, DomainReport>> {
  const situations = withMachineAddresses(table);
  const reports = new Map<string, DomainReport>();
  const remote = situations.filter(({ machine }) => machine === undefined);
  const groups = new Map<string, Situation[]>();
  for (const situation of remote) {
    const key = JSON.stringify([situation.options, situation.clockAheadDays]);
    groups.set(key, [...(groups.get(key) ?? []), situation]);
  }
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const answers = await checkFromOutside(lab, group);
      group.forEach(({ id }, at) => {
        const report = answers[at];
        if (report !== undefined) reports.set(id, report);
      });
    }),
  );
  const line = new InFlight(3);
  const machines = situations.filter(({ machine }) => machine !== undefined);
  await Promise.all(
    machines.map((situation, number) =>
      line.run(async () => {
        const report = await checkOnMachine(lab, situation, number);
        if (report !== undefined) reports.set(situation.id, report);
      }),
    ),
  );
  return reports;
}

/** A machine of its own is where its domain leads. */
function withMachineAddresses(table: readonly Situation[]): readonly Situation[] {
  const machines = table.filter(({ machine }) => machine !== undefined);
  return table.map((situation) => {
    const number = machines.indexOf(situation);
    return number < 0
      ? situation
      : { ...situation, records: [`@ A ${machineAddress(number)}`, situation.records].filter(Boolean).join('\n') };
  });
}

/** The resolver with the long memory learns what was; then the zone is changed. */
async function change(lab: Lab, situation: Situation): Promise<void> {
  const update = zoneUpdate(situation);
  if (update === null) return;
  for (const type of ['A', 'AAAA']) {
    await must(lab, ['dig', `@${addresses.longMemory}`, domainOf(situation), type]);
  }
  const file = path.join(lab.folder, 'update');
  await writeFile(file, update);
  await must(lab, ['nsupdate', file]);
}

/** Puts certificates of Pebble where they are to be, in the place of those of the lab's own CA. */
async function issueByPebble(lab: Lab, situations: readonly Situation[]): Promise<void> {
  for (const situation of situations) {
    for (const [at, { certificate }] of (situation.sites ?? []).entries()) {
      if (certificate?.ca !== 'pebble') continue;
      const { report, stderr } = await issueInLab(lab, labRequest(lab, domainOf(situation)));
      if (!report?.certificate) throw new Error(`Pebble did not issue: ${JSON.stringify(report)}${stderr}`);
      const pair = path.join(lab.folder, `nginx/${situation.id}-${String(at)}`);
      await copyFile(report.certificate.fullChainFile, `${pair}.pem`);
      await copyFile(report.certificate.keyFile, `${pair}.key`);
    }
  }
}

/** Has openssl answer by OCSP in the CA's name, and nginx send the answers along. */
async function staple(lab: Lab, situations: readonly Situation[]): Promise<void> {
  const { intermediate, intermediateKey } = lab.authorities.lab;
  const folder = path.join(lab.folder, 'ocsp');
  await writeFiles(folder, { 'ca.pem': intermediate, 'ca.key': intermediateKey });
  for (const situation of situations) {
    for (const [at, { certificate }] of (situation.sites ?? []).entries()) {
      if (certificate?.staple === undefined) continue;
      const pair = path.join(lab.folder, `nginx/${situation.id}-${String(at)}`);
      const { serialNumber } = new X509Certificate(await readFile(`${pair}.pem`));
      // A line of a CA's index: state, end, moment of revocation, serial number, file, subject.
      const state = certificate.staple === 'good' ? 'V\t991231235959Z\t' : 'R\t991231235959Z\t260101000000Z';
      await writeFiles(folder, { index: `${state}\t${serialNumber}\tunknown\t/CN=${situation.id}\n` });
      const ocsp = ['openssl', 'ocsp'];
      const request = [
        '-issuer',
        `${folder}/ca.pem`,
        '-cert',
        `${pair}.pem`,
        '-no_nonce',
        '-reqout',
        `${folder}/request`,
      ];
      await must(lab, [...ocsp, ...request]);
      const signer = ['-rsigner', `${folder}/ca.pem`, '-rkey', `${folder}/ca.key`, '-CA', `${folder}/ca.pem`];
      const answer = [
        '-index',
        `${folder}/index`,
        '-reqin',
        `${folder}/request`,
        '-ndays',
        '7',
        '-respout',
        `${pair}.ocsp`,
      ];
      await must(lab, [...ocsp, ...signer, ...answer]);
      await writeFile(`${pair}.staple`, `ssl_stapling on; ssl_stapling_file ${pair}.ocsp;\n`);
    }
  }
}

async function must(lab: Lab, argv: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await lab.run(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with code ${String(code)}: ${stdout}${stderr}`);
}
