import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { problems } from '../../src/core/problem/catalogue.ts';
import { describeLab } from './describe-lab.ts';
import type { Lab } from './lab.ts';
import { domainOf, type Situation } from './situation.ts';
import { checkSituations, startSituationLab } from './situation-lab.ts';
import { allSituations } from './situations/all-situations.ts';
import { addresses } from './zones.ts';

const broken = allSituations.filter(({ finds }) => finds !== null);
const healthy = allSituations.filter(({ finds }) => finds === null);

describeLab('`cert-doctor check` in every situation that real servers can make', () => {
  let lab: Lab;
  let reports: ReadonlyMap<string, DomainReport>;

  beforeAll(async () => {
    lab = await startSituationLab(allSituations);
    reports = await checkSituations(lab, allSituations);
  }, 300_000);
  afterAll(async () => {
    await lab.stop();
  });

  function reportOf({ id }: Situation): DomainReport {
    const report = reports.get(id);
    if (report === undefined) throw new Error(`There is no report of ${id}.`);
    return report;
  }

  const loud = ({ findings }: DomainReport): readonly string[] =>
    findings
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ problem, message }) => `${problem}: ${message}`);

  it.each(broken)('$id: $finds', (situation) => {
    const report = reportOf(situation);
    expect(loud(report)[0]?.split(':')[0], loud(report).join('\n')).toBe(situation.finds);
  });

  it.each(healthy)('$id: in order', (situation) => {
    const report = reportOf(situation);
    expect(loud(report)).toEqual([]);
    expect(report.ssl).toMatch(/^(?:active|unknown)$/);
  });

  /** Runs the same command for several rows in one shell; what each printed, in their order. */
  async function askOracle(rows: readonly (readonly string[])[], command: string): Promise<readonly string[]> {
    const script = `while read -r one two three; do ${command}; printf '\\036'; done`;
    const { stdout } = await lab.run(['bash', '-c', script], {
      input: rows.map((row) => `${row.join(' ')}\n`).join(''),
    });
    return stdout.split('\u001E').slice(0, -1);
  }

  it('certificates are refused where openssl refuses them; where not, it is said why', async () => {
    const asked = allSituations.filter(({ machine, sites = [] }) => {
      return machine === undefined && sites.some(({ certificate }) => certificate !== undefined);
    });
    const rows = asked.flatMap((situation) => {
      const served = (situation.sites ?? []).filter(({ certificate }) => certificate !== undefined);
      const from = served.flatMap(({ at }) => at);
      return from.map((address) => ({
        situation,
        words: [address.includes(':') ? `[${address}]:443` : `${address}:443`, domainOf(situation), lab.rootFile],
      }));
    });
    const verdicts = await askOracle(
      rows.map(({ words }) => words),
      'openssl s_client -connect $one -servername $two -verify_hostname $two -CAfile $three -verify_return_error </dev/null >/dev/null 2>&1; echo $?',
    );
    const differing = asked.filter((situation) => {
      const byOpenssl = rows.some((row, at) => row.situation === situation && verdicts[at]?.trim() !== '0');
      const domain = domainOf(situation);
      const byUs = reportOf(situation).findings.some(({ problem, severity, subject }) => {
        return problems[problem].area === 'certificate' && severity === 'error' && subject === domain;
      });
      return byOpenssl !== byUs;
    });
    expect(verdicts).toHaveLength(rows.length);
    expect(verdicts.filter((verdict) => verdict.trim() === '0').length).toBeGreaterThan(20);
    expect(differing.map(({ id }) => id)).toEqual(
      asked.filter(({ oracleDiffers }) => oracleDiffers !== undefined).map(({ id }) => id),
    );
  }, 60_000);

  it('DNSSEC fails where delv says so', async () => {
    const asked = allSituations.filter(({ zone }) => zone?.dnssec !== undefined);
    const [tag = '', algorithm = '', digestType = '', ...digest] = lab.anchor.trim().split(/\s+/).slice(3);
    const anchors = `trust-anchors { "." static-ds ${tag} ${algorithm} ${digestType} "${digest.join('')}"; };`;
    await lab.run(['bash', '-c', 'cat > "$1"', 'bash', `${lab.folder}/anchors`], { input: anchors });
    const verdicts = await askOracle(
      asked.map((one) => [
        domainOf(one),
        one.zone?.dnssec === 'bad-caa-signature' ? 'CAA' : 'A',
        `${lab.folder}/anchors`,
      ]),
      `delv @${addresses.resolver} -a $three +root=. $one $two 2>&1`,
    );
    const validated = verdicts.map((words) => words.includes('; fully validated'));
    const wellByUs = asked.map((one) => !reportOf(one).findings.some(({ problem }) => problem === 'dns-dnssec'));
    expect(validated).toEqual(wellByUs);
    expect(new Set(validated)).toEqual(new Set([true, false]));
  }, 60_000);

  it('addresses are those that dig gives', async () => {
    const asked = allSituations.filter(({ options }) => options === undefined);
    const answers = await askOracle(
      asked.map((one) => [domainOf(one)]),
      `dig +short @${addresses.resolver} $one A; dig +short @${addresses.resolver} $one AAAA`,
    );
    const byDig = answers.map((words) =>
      words.split('\n').filter((word) => /^[0-9a-f.:]+$/.test(word) && !word.endsWith('.')),
    );
    const byUs = asked.map((one) =>
      (reportOf(one).names[0]?.found ?? [])
        .filter((text) => /^A(?:AAA)? /.test(text))
        .map((text) => text.split(' ')[1]),
    );
    expect(byUs.map((found) => found.toSorted())).toEqual(byDig.map((found) => found.toSorted()));
    expect(byDig.flat().length).toBeGreaterThan(50);
  }, 60_000);
});
