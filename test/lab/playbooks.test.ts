import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPlatform } from '../../src/core/platform/platforms.ts';
import { statusMeaning } from '../../src/core/platform/status-meaning.ts';
import type { PlaybookId } from '../../src/core/playbook/playbook.ts';
import { findPlaybook } from '../../src/core/playbook/playbooks.ts';
import { placesOfStep } from '../../src/core/playbook/step-places.ts';
import type { StepRun, Verdict } from '../../src/core/playbook/run.ts';
import { describeLab } from './describe-lab.ts';
import type { Lab } from './lab.ts';
import { issueInLab, labRequest } from './lab-issue.ts';
import { domainOf, type Situation } from './situation.ts';
import { startSituationLab } from './situation-lab.ts';
import { allSituations } from './situations/all-situations.ts';
import { commandLine, onMachine, outside } from './vantage.ts';

/** What `cert-doctor playbook --json` writes, as far as it is looked at here. */
interface Walked {
  readonly verdict: Verdict;
  readonly current: string;
  readonly steps: readonly StepRun[];
}

interface Walk {
  readonly playbook: PlaybookId;
  /** A situation that real servers make, and the step that it stops. */
  readonly failing: string;
  readonly step: string;
  /** What is said there. */
  readonly says: RegExp;
  /** A situation in which that step is fine. */
  readonly healed: string;
  /** How the step stands then; `fine` unless said. */
  readonly passes?: StepRun['state'];
  /** How the healed one ends. */
  readonly ends: Verdict['kind'];
}

const walks: readonly Walk[] = [
  ...[
    { failing: 'refused', step: 'port-80', says: /nothing listens|refused/ },
    { failing: 'nowhere', step: 'dns', says: /does not exist/ },
    { failing: 'caa', step: 'caa', says: /CAA/ },
  ].map((one) => ({ playbook: 'PB-1' as const, ...one, healed: 'active', ends: 'unproven' as const })),
  { playbook: 'PB-2', failing: 'expired', step: 'renew', says: /expired/, healed: 'active', ends: 'unproven' },
  { playbook: 'PB-3', failing: 'wronghost', step: 'shown', says: /another name|other/, healed: 'active', ends: 'done' },
  { playbook: 'PB-3', failing: 'http-only', step: 'https', says: /./, healed: 'active', ends: 'done' },
  {
    playbook: 'PB-3',
    failing: 'incomplete',
    step: 'shown',
    says: /intermediate|chain/,
    healed: 'active',
    ends: 'done',
  },
  {
    playbook: 'PB-4',
    failing: 'mixed-script',
    step: 'page',
    says: /http/,
    // Its front page is forbidden, so that nobody saw what it names.
    healed: 'active',
    ends: 'unproven',
    passes: 'unknown',
  },
  {
    playbook: 'PB-5',
    failing: 'not-enabled',
    step: 'answering-sites',
    says: /not enabled/,
    healed: 'own-server',
    // The lab's addresses are those of documentation, so that nobody but the user can tell whether they are public.
    ends: 'waiting',
  },
  {
    playbook: 'PB-5',
    failing: 'port-taken',
    step: 'port-80-owner',
    says: /apache2/,
    healed: 'own-server',
    ends: 'waiting',
  },
  {
    playbook: 'PB-6',
    failing: 'refused',
    step: 'port-80',
    says: /nothing listens|refused/,
    healed: 'active',
    ends: 'unproven',
  },
  {
    playbook: 'PB-6',
    failing: 'deny',
    step: 'site',
    says: /403/,
    healed: 'active',
    passes: 'unknown',
    ends: 'unproven',
  },
  {
    playbook: 'PB-7',
    failing: 'delegation-missing',
    step: 'records',
    says: /_acme-challenge/,
    healed: 'delegated',
    ends: 'done',
  },
  {
    playbook: 'PB-7',
    failing: 'delegation-duplicate',
    step: 'records',
    says: /TXT/,
    healed: 'delegated',
    ends: 'done',
  },
  {
    playbook: 'PB-8',
    failing: 'nothing-renews',
    step: 'automation',
    says: /certbot/,
    healed: 'own-server',
    ends: 'unproven',
  },
  { playbook: 'PB-9', failing: 'ca-closed', step: 'ca', says: /CA|directory/, healed: 'ca-well', ends: 'unproven' },
  {
    playbook: 'PB-10',
    failing: 'not-reloaded',
    step: 'file-and-served',
    says: /not reloaded/,
    healed: 'own-server',
    ends: 'unproven',
  },
  {
    playbook: 'PB-12',
    failing: 'key-for-all',
    step: 'key-rights',
    says: /can read/,
    healed: 'own-server',
    // Its own port 80, which no firewall of its own stops it from.
    ends: 'unproven',
  },
];

/** What a system of the source documents says, and the situation of real servers in which it says so. */
const scenarios = [
  {
    platform: 'cloud-ai-pilot',
    word: 'No valid A records found',
    ...({ playbook: 'PB-1', failing: 'nowhere', step: 'dns', says: /does not exist/, healed: 'active' } as const),
  },
  {
    platform: 'cloudpanel',
    word: '403 Forbidden',
    ...({ playbook: 'PB-6', failing: 'deny', step: 'site', says: /403/, healed: 'active' } as const),
  },
  {
    platform: 'smoxy',
    word: 'DNS Duplicate',
    ...({ playbook: 'PB-7', failing: 'delegation-duplicate', step: 'records', says: /TXT/ } as const),
    healed: 'delegated',
  },
  {
    platform: 'certinext',
    word: 'Provisioning bot shows Stopped',
    ...({ playbook: 'PB-10', failing: 'not-reloaded', step: 'file-and-served', says: /not reloaded/ } as const),
    healed: 'own-server',
  },
];

const used = new Set(walks.flatMap(({ failing, healed }) => [failing, healed]).concat('unknown-ca'));
const situations = allSituations.filter(({ id }) => used.has(id));

describeLab('`cert-doctor playbook` where real servers fail, and where they do not', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startSituationLab(situations);
  }, 120_000);
  afterAll(async () => {
    await lab.stop();
  });

  async function walk(id: PlaybookId, situation: Situation, more: readonly string[] = []): Promise<Walked> {
    const { intent = {}, machine } = situation;
    const name = domainOf(situation);
    const expected = [
      ...(situation.sites ?? []).flatMap(({ at }) => at.flatMap((address) => ['--expect', address])),
      ...(intent.method === undefined ? [] : ['--method', intent.method]),
      ...(intent.delegationTarget == null ? [] : ['--delegation-target', intent.delegationTarget]),
    ];
    const argv = commandLine(lab, situation, ['playbook', id, name, '--json', ...expected, ...more]);
    const before = machine === undefined ? outside() : await onMachine(lab, situation, placeOf(situation));
    const { stdout, stderr } = await lab.run([...before, 'env', `HOME=${lab.folder}/home`, ...argv]);
    try {
      return JSON.parse(stdout) as Walked;
    } catch {
      throw new Error(`The playbook gave no JSON: ${stdout.slice(0, 500)}${stderr}`);
    }
  }

  /** The number of its machine, by which its address was put into DNS. */
  function placeOf({ id }: Situation): number {
    return situations.filter(({ machine }) => machine !== undefined).findIndex((one) => one.id === id);
  }

  function withId(id: string): Situation {
    const found = situations.find((situation) => situation.id === id);
    if (found === undefined) throw new Error(`There is no situation ${id}.`);
    return found;
  }

  const told = ({ verdict, steps }: Walked): string =>
    [verdict.title, ...steps.map(({ id, state, said }) => `${id} ${state}: ${said}`)].join('\n');

  const stepOf = ({ steps }: Walked, id: string): StepRun | undefined => steps.find((step) => step.id === id);

  it.each(walks)(
    '$playbook: $failing stops at $step',
    async ({ playbook, failing, step, says }) => {
      const walked = await walk(playbook, withId(failing));
      expect(stepOf(walked, step)?.state, told(walked)).toMatch(/^(?:problem|you)$/);
      expect(stepOf(walked, step)?.said).toMatch(says);
      expect(walked.verdict.kind, told(walked)).not.toBe('done');
    },
    60_000,
  );

  it.each(walks)(
    '$playbook: $healed passes $step',
    async ({ playbook, healed, step, ends, passes = 'fine' }) => {
      const walked = await walk(playbook, withId(healed));
      expect(stepOf(walked, step)?.state, told(walked)).toBe(passes);
      expect(walked.verdict.kind, told(walked)).toBe(ends);
    },
    60_000,
  );

  it.each(scenarios)(
    '$platform: "$word" leads to $playbook, which finds it, names its own place, and is content afterwards',
    async ({ platform, word, playbook, failing, step, says, healed }) => {
      const system = findPlatform(platform);
      expect(statusMeaning(system ?? null, word)?.playbook).toBe(playbook);
      const broken = await walk(playbook, withId(failing), ['--platform', platform]);
      expect(stepOf(broken, step), told(broken)).toMatchObject({
        state: 'problem',
        said: expect.stringMatching(says) as string,
      });
      expect(broken.current).toBe(step);
      const places = findPlaybook(playbook)?.steps.flatMap((one) => placesOfStep(one, platform)) ?? [];
      expect(places.map(({ where }) => where)).toContain(system?.title);
      const mended = await walk(playbook, withId(healed), ['--platform', platform]);
      expect(stepOf(mended, step)?.state, told(mended)).not.toBe('problem');
    },
    60_000,
  );

  it('PB-2 tells what changed since the domain was last well', async () => {
    const situation = withId('active');
    const first = await walk('PB-2', situation, ['--remember']);
    expect(stepOf(first, 'changes')?.state).toBe('unknown');
    const same = await walk('PB-2', situation, ['--remember']);
    expect(stepOf(same, 'changes')?.state).toBe('fine');
    for (const end of ['pem', 'key'])
      await copyFile(
        path.join(lab.folder, `nginx/unknown-ca-0.${end}`),
        path.join(lab.folder, `nginx/active-0.${end}`),
      );
    await lab.run([...lab.lenient, ...lab.nginx, '-s', 'reload']);
    const changed = await walk('PB-2', situation);
    expect(stepOf(changed, 'changes')).toMatchObject({ state: 'you' });
    expect(
      stepOf(changed, 'changes')
        ?.evidence.map(({ what }) => what)
        .join(),
    ).toContain('issuer');
  }, 60_000);

  it('PB-11 tells a run that hangs from those before it', async () => {
    const name = 'issue.example.com';
    const request = labRequest(lab, name);
    await issueInLab(lab, request);
    const issued: Situation = { id: 'issue', what: '', finds: null, ssl: 'active', dns: 'valid' };
    const storage = ['--storage', request.storage];
    const alone = await walk('PB-11', issued, storage);
    expect(stepOf(alone, 'durations')?.state).toBe('unknown');
    await issueInLab(lab, request, { killAfter: 'finalizing' });
    const hanging = await walk('PB-11', { ...issued, clockAheadDays: 1 }, storage);
    expect(stepOf(hanging, 'durations')?.state, JSON.stringify(stepOf(hanging, 'durations'))).toBe('problem');
    expect(stepOf(hanging, 'durations')?.evidence.at(-1)?.seen).toContain('Asked for the certificate');
  }, 60_000);
});
