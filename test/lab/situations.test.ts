import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainFindings, isLoud } from '../../src/core/judge/explain-findings.ts';
import type { DomainReport } from '../../src/core/domain/report.ts';
import { problems } from '../../src/core/problem/catalogue.ts';
import { describeLab } from './describe-lab.ts';
import type { Lab } from './lab.ts';
import { domainOf, type Situation } from './situation.ts';
import { checkSituations, startSituationLab } from './situation-lab.ts';
import { allSituations } from './situations/all-situations.ts';
import { addresses } from './zones.ts';

/** One question after the other, of which some wait for servers that never answer. */
const oracleMs = 300_000;

const broken = allSituations.filter(({ finds }) => finds !== null);
const healthy = allSituations.filter(({ finds }) => finds === null);

function withId(id: string): Situation {
  const found = allSituations.find((situation) => situation.id === id);
  if (found === undefined) throw new Error(`There is no situation ${id}.`);
  return found;
}

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
    findings.filter(isLoud).map(({ problem, message }) => `${problem}: ${message}`);

  const statuses = ({ ssl, names }: DomainReport): readonly unknown[] => [ssl, names[0]?.dns];

  it.each(broken)('$id: $finds', (situation) => {
    const report = reportOf(situation);
    expect(loud(report)[0]?.split(':')[0], loud(report).join('\n')).toBe(situation.finds);
    expect(statuses(report)).toEqual([situation.ssl, situation.dns]);
    const causes = explainFindings(report.findings).map(({ finding }) => finding);
    expect(causes.filter(isLoud).map(({ problem }) => problem)).toEqual([situation.finds]);
  });

  it.each(healthy)('$id: in order', (situation) => {
    const report = reportOf(situation);
    expect(loud(report)).toEqual([]);
    expect(statuses(report)).toEqual([situation.ssl, situation.dns]);
  });

  it('on the server itself, its nginx and the files that it serves are seen too', () => {
    const { observations } = reportOf(withId('own-server'));
    const { host, tls } = observations;
    expect(host?.servers).toMatchObject([{ software: 'nginx', running: true, test: { passed: true } }]);
    expect(host?.listeners).toContainEqual({ address: '0.0.0.0', port: 443, program: 'nginx' });
    const served = tls[0]?.outcome.kind === 'handshake' ? tls[0].outcome.chain[0]?.fingerprint : undefined;
    expect(host?.files.map((file) => [file.matches, file.leaf?.fingerprint])).toEqual([[true, served]]);
    expect(host?.lineages.map(({ client, leaf }) => [client, leaf?.fingerprint])).toEqual([['certbot', served]]);
    expect(reportOf(withId('active')).observations.host).toBeNull();
  });

  /** Runs the same command for several rows in one shell; what each printed, in their order. */
  async function askOracle(rows: readonly (readonly string[])[], command: string): Promise<readonly string[]> {
    const script = `while read -r one two three more; do ${command}; printf '\\036'; done`;
    const { stdout } = await lab.run(['bash', '-c', script], {
      input: rows.map((row) => `${row.join(' ')}\n`).join(''),
    });
    return stdout.split('\u001E').slice(0, -1);
  }

  it(
    'certificates are refused where openssl refuses them; where not, it is said why',
    async () => {
      // Wherever a handshake was seen, but on machines that are no more.
      const rows = allSituations.flatMap((situation) => {
        const domain = domainOf(situation);
        const { tls, mail = [] } = reportOf(situation).observations;
        const seen = situation.machine === undefined ? [...tls, ...mail] : [];
        return seen
          .filter(({ serverName, outcome }) => serverName === domain && outcome.kind === 'handshake')
          .map(({ address, port, startTls }) => ({
            situation,
            words: [
              `${address.includes(':') ? `[${address}]` : address}:${String(port)}`,
              domain,
              lab.rootFile,
              ...(startTls === undefined ? [] : ['-starttls', startTls]),
            ],
          }));
      });
      const asked = [...new Set(rows.map(({ situation }) => situation))];
      const verdicts = await askOracle(
        rows.map(({ words }) => words),
        'openssl s_client -connect $one -servername $two -verify_hostname $two -CAfile $three -verify_return_error $more </dev/null >/dev/null 2>&1; echo $?',
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
    },
    oracleMs,
  );

  it(
    'DNSSEC fails where delv says so',
    async () => {
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
      const wellByDelv = verdicts.map((words) => /; (?:fully validated|unsigned answer)/.test(words));
      const wellByUs = asked.map((one) => !reportOf(one).findings.some(({ problem }) => problem === 'dns-dnssec'));
      expect(wellByDelv).toEqual(wellByUs);
      expect(new Set(wellByDelv)).toEqual(new Set([true, false]));
    },
    oracleMs,
  );

  it(
    'addresses are those that dig gives',
    async () => {
      const asked = allSituations.filter(({ options, intent }) => options === undefined && intent?.name === undefined);
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
    },
    oracleMs,
  );
});
