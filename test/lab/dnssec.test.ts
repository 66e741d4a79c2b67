import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DnssecObservation, SecurityStatus } from '../../src/core/dns/dnssec-result.ts';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { describeLab } from './describe-lab.ts';
import { startLab, type Lab } from './lab.ts';
import { startSignedWorld, type SignedWorld } from './signed-world.ts';

/** What delv says of an answer, in our words. */
const oracleWords: readonly (readonly [string, SecurityStatus])[] = [
  ['fully validated', 'secure'],
  ['unsigned answer', 'insecure'],
  ['resolution failed', 'bogus'],
];

describeLab('our own DNSSEC validation against BIND', () => {
  let lab: Lab;
  let world: SignedWorld;

  beforeAll(async () => {
    lab = await startLab();
    world = await startSignedWorld(lab);
  }, 120_000);
  afterAll(async () => {
    await lab.stop();
  });

  async function check(name: string): Promise<DomainReport> {
    const program = [process.execPath, path.join(import.meta.dirname, '../../src/cli/main.ts')];
    const options = ['check', '--json', '--allow-private', '--timeout', '8'];
    const network = ['--resolver', world.resolver, '--trust-anchor', world.trustAnchor];
    const { stdout, stderr } = await lab.run([...program, ...options, ...network, name]);
    const { domains } = JSON.parse(stdout) as { domains: readonly DomainReport[] };
    const [report] = domains;
    if (report === undefined) throw new Error(stderr);
    return report;
  }

  async function oracle({ question: { name, type } }: DnssecObservation): Promise<string> {
    const { stdout, stderr } = await lab.run([
      'delv',
      `@${world.resolver}`,
      '-a',
      world.anchorFile,
      '+root',
      name,
      type,
    ]);
    const all = `${stdout}${stderr}`;
    return oracleWords.find(([words]) => all.includes(words))?.[1] ?? all;
  }

  it.each<[string, SecurityStatus, string]>([
    ['rsasha256.test', 'secure', 'signed by rsasha256.test'],
    ['ecdsap256sha256.test', 'secure', ''],
    ['ecdsap384sha384.test', 'secure', ''],
    ['ed25519.test', 'secure', ''],
    ['www.ed25519.test', 'secure', ''],
    ['alias.rsasha256.test', 'secure', ''],
    ['any.wild.ecdsap256sha256.test', 'secure', ''],
    ['under.name.ecdsap256sha256.test', 'secure', 'proves that there is no A'],
    ['nowhere.ecdsap256sha256.test', 'secure', 'proves that nowhere.ecdsap256sha256.test does not exist'],
    ['nsec3.test', 'secure', ''],
    ['any.wild.nsec3.test', 'secure', ''],
    ['under.name.nsec3.test', 'secure', ''],
    ['nowhere.nsec3.test', 'secure', ''],
    ['optout.test', 'secure', ''],
    ['www.unsigned.optout.test', 'insecure', 'opt-out'],
    ['insecure.test', 'insecure', 'test proves that insecure.test is not signed'],
    ['nods.test', 'insecure', ''],
    ['expired.test', 'bogus', 'expired.test expired on 2025-02-01 00:00 UTC'],
    ['later.test', 'bogus', 'is valid only from 2040-01-01 00:00 UTC'],
    ['wrongds.test', 'bogus', 'is the one that is vouched for (DS in test: key 4711)'],
    ['unsigned.test', 'bogus', 'unsigned.test has no keys although it is said to be signed'],
    ['tampered.test', 'bogus', 'the signature over A of tampered.test does not fit the records'],
    ['nosig.test', 'bogus', 'there is no signature over A of nosig.test'],
  ])(
    '%s is %s, as delv says, and why: %s',
    async (name, status, reason) => {
      const {
        observations: { dnssec = [] },
        findings,
      } = await check(name);
      const address = dnssec.find(({ question }) => question.type === 'A' && question.name === name);
      expect(address, JSON.stringify(dnssec)).toMatchObject({ status });
      expect(address?.reason).toContain(reason);
      for (const one of dnssec) {
        const said = await oracle(one);
        // RFC 5155 §9.2: what an opt-out record covers may exist unsigned, so its absence is not secure. BIND takes it for validated.
        const expected = one.reason.includes('opt-out') && said === 'secure' ? 'insecure' : said;
        expect([one.question, one.status]).toEqual([one.question, expected]);
      }
      const errors = findings.filter(({ severity }) => severity === 'error').map(({ problem }) => problem);
      if (status === 'bogus') expect(errors[0]).toBe('dns-dnssec');
      else expect(errors).not.toContain('dns-dnssec');
    },
    60_000,
  );

  it('a zone with more NSEC3 iterations than validators bear counts as unsigned', async () => {
    const {
      observations: { dnssec = [] },
    } = await check('nowhere.iterations.test');
    expect(dnssec.find(({ question }) => question.type === 'A')).toMatchObject({
      status: 'insecure',
      reason: expect.stringContaining('140 iterations') as string,
    });
  }, 60_000);

  it('a resolver that has another view of a signed zone is not the zone’s fault', async () => {
    const {
      observations: { dnssec = [] },
      findings,
    } = await check('view.test');
    expect(dnssec.find(({ question }) => question.type === 'A')).toMatchObject({
      status: 'indeterminate',
      reason: expect.stringContaining("what the zone's own servers say is secure (signed by view.test)") as string,
    });
    expect(findings.map(({ problem }) => problem)).not.toContain('dns-dnssec');
  }, 60_000);

  it.each([
    ['www.stale.test', 'dns-inconsistent (error)'],
    ['half.test', 'dns-lame (warning)'],
    ['alone.test', null],
  ])(
    '%s: of its name servers is said %s',
    async (name, problem) => {
      const { findings } = await check(name);
      const ofServers = findings.filter(
        (finding) => finding.problem === 'dns-inconsistent' || finding.problem === 'dns-lame',
      );
      expect(ofServers.map((finding) => `${finding.problem} (${finding.severity})`)).toEqual(
        problem === null ? [] : [problem],
      );
    },
    60_000,
  );
});
