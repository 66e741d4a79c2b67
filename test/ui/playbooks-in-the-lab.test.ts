import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import type { IssueRequest } from '../../src/core/acme/issuance.ts';
import type { PlaybookId } from '../../src/core/playbook/playbook.ts';
import { describeLab } from '../lab/describe-lab.ts';
import { issueInLab, labRequest } from '../lab/lab-issue.ts';
import { machineAddress } from '../lab/vantage.ts';
import { addresses } from '../lab/zones.ts';
import { guidedPanel, startPlaybook } from './guided-panel.ts';
import { caAddress, startServerInTheLab, type ServerInTheLab, type ServerSite } from './server-in-the-lab.ts';
import { useWorkbenchOn } from './workbench.ts';

interface Walk {
  readonly playbook: PlaybookId;
  /** As its title begins. */
  readonly title: string;
  /** What is wrong, in a few words for people. */
  readonly what: string;
  readonly site: ServerSite;
  /** Before all walks: what takes its time until it is wrong. */
  prepares?(this: void, server: ServerInTheLab): Promise<void>;
  /** Makes it wrong, where it is not so from the start. */
  fails?(this: void, server: ServerInTheLab): Promise<void>;
  /** The step that is held up, and what it says. */
  readonly step: string;
  readonly says: RegExp;
  /** Mends it, as somebody on the server or at the DNS provider does. */
  heals(this: void, server: ServerInTheLab): Promise<void>;
  /** A step with a question that only the user can answer: yes. */
  readonly answers?: string;
  /** A step that this machine itself may hold up while the tests run: done by hand then. */
  readonly leaves?: string;
  /** The step by which the user lets Cert Doctor act at the end, and its button. */
  readonly acts?: { readonly step: string; readonly button: string };
}

const reload = (server: ServerInTheLab): Promise<void> => server.run('nginx', '-s', 'reload');

async function replaceAndReload(server: ServerInTheLab, label: string): Promise<void> {
  await server.replaceCertificate(label);
  await reload(server);
}

/** What Cert Doctor is asked where its command line issues for a site. */
function requestOf({ lab, name, webRoot, storage }: ServerInTheLab, label: string): IssueRequest {
  const challenge = { type: 'http-01', by: 'web-root', folder: webRoot(label) } as const;
  return { ...labRequest(lab, name(label)), challenge, storage };
}

const insecure = 'http://cdn.example.net/shop.js';
const key = '/etc/letsencrypt/live/open.walk.example.com/privkey.pem';

const walks: readonly Walk[] = [
  {
    // The first one: what the CA answered is kept for minutes, and other playbooks want it to answer.
    playbook: 'PB-9',
    title: 'Automation failed',
    what: 'no way leads to the CA',
    site: { label: 'bot', certificate: {}, start: [`ip route add unreachable ${caAddress}`] },
    step: 'Connection to the CA',
    says: /cannot be fetched/,
    heals: (server) => server.run('ip', 'route', 'del', 'unreachable', caAddress),
  },
  {
    playbook: 'PB-2',
    title: 'Certificate expired',
    what: 'a certificate that has expired',
    site: { label: 'expired', certificate: { validFrom: -91, validFor: 90 } },
    step: 'Renewal',
    says: /expired/,
    heals: (server) => replaceAndReload(server, 'expired'),
  },
  {
    playbook: 'PB-10',
    title: 'Renewed, but the old certificate',
    what: 'a renewed file that nginx was not told of',
    site: { label: 'renewed', certificate: { validFrom: -80 } },
    fails: (server) => server.replaceCertificate('renewed'),
    step: 'Certificate in the file and at every address',
    says: /the server was not reloaded/,
    heals: reload,
  },
  {
    playbook: 'PB-5',
    title: 'CloudPanel renewal',
    what: 'a site that is not enabled',
    site: { label: 'panel', certificate: {}, disabled: true },
    step: 'Site in the configuration',
    says: /not enabled/,
    async heals(server) {
      const site = server.name('panel');
      await server.run('ln', '-s', `../sites-available/${site}`, `/etc/nginx/sites-enabled/${site}`);
      await reload(server);
    },
    // The lab's addresses are those of documentation, so that nobody but the user can tell whether they are public.
    answers: 'Machine and its public address',
  },
  {
    playbook: 'PB-6',
    title: 'Error message of a failed',
    what: 'nginx was stopped',
    site: { label: 'stopped', certificate: {} },
    fails: (server) => server.run('nginx', '-s', 'stop'),
    step: 'Connection refused: the web server',
    says: /not running/,
    heals: (server) => server.run('nginx'),
  },
  {
    playbook: 'PB-8',
    title: 'Certificate does not renew',
    what: "certbot's timer is disabled",
    site: { label: 'forgotten', certificate: {}, certbot: true },
    step: 'Automation',
    says: /certbot/,
    heals: (server) => server.run('systemctl', 'enable', '--now', 'certbot.timer'),
  },
  {
    playbook: 'PB-12',
    title: 'Hardening',
    what: 'a key that every user can read',
    // By HTTP it would end with a question: what the server sees of its own port 80 passed no firewall.
    site: { label: 'open', certificate: {}, certbot: true, entry: { method: 'dns-01' } },
    async fails(server) {
      await server.run('chmod', '755', '/etc/letsencrypt/live', '/etc/letsencrypt/archive');
      await server.run('chmod', '644', key);
    },
    step: 'Rights of the private keys',
    says: /can read/,
    async heals(server) {
      await server.run('chmod', '600', key);
      await server.run('chmod', '700', '/etc/letsencrypt/live', '/etc/letsencrypt/archive');
    },
  },
  {
    playbook: 'PB-3',
    title: 'Browser warns although',
    what: "another name's certificate",
    site: { label: 'other', certificate: { names: ['elsewhere.example.com'] } },
    step: 'Certificate that each address shows',
    says: /elsewhere/,
    heals: (server) => replaceAndReload(server, 'other'),
  },
  {
    playbook: 'PB-4',
    title: 'Mixed content',
    what: 'a script over plain HTTP',
    site: {
      label: 'mixed',
      certificate: {},
      page: `<!doctype html>\n<title>Shop</title>\n<script src="${insecure}"></script>\n`,
    },
    step: 'Addresses of plain HTTP in the page',
    says: /shop\.js/,
    async heals(server) {
      const file = path.join(server.webRoot('mixed'), 'index.html');
      await writeFile(file, (await readFile(file, 'utf8')).replace('http:', 'https:'));
    },
  },
  {
    playbook: 'PB-7',
    title: 'Delegation of _acme-challenge',
    what: 'a CNAME that is missing',
    site: {
      label: 'delegated',
      certificate: {},
      entry: { method: 'dns-01', delegationTarget: 'validation.example.net' },
    },
    step: 'CNAME at _acme-challenge of every name',
    says: /_acme-challenge\.delegated/,
    heals: (server) =>
      server.changeZone(`update add _acme-challenge.${server.name('delegated')}. 5 CNAME validation.example.net.`),
  },
  {
    playbook: 'PB-11',
    title: 'Deployment stuck',
    what: 'a run that does not end',
    site: { label: 'hanging', certificate: {} },
    // What takes a minute longer than usual hangs: until then others are walked.
    async prepares(server) {
      const request = requestOf(server, 'hanging');
      const { report, stderr } = await issueInLab(server.lab, request);
      expect(report, stderr).toMatchObject({ stopped: null });
      await issueInLab(server.lab, request, { killAfter: 'finalizing' });
    },
    step: 'Duration against earlier runs',
    says: /Asked for the certificate/,
    async heals(server) {
      const request = requestOf(server, 'hanging');
      // The one that hung comes to its end; what ends in the usual time is the one after it.
      await issueInLab(server.lab, request);
      const { report, stderr } = await issueInLab(server.lab, request);
      if (!report?.certificate) throw new Error(`Not issued: ${JSON.stringify(report)}${stderr}`);
      const { fullChainFile, keyFile } = report.certificate;
      await server.replaceCertificate('hanging', {
        chain: await readFile(fullChainFile, 'utf8'),
        key: await readFile(keyFile, 'utf8'),
      });
      await reload(server);
    },
    leaves: 'Load of the machine',
  },
  {
    playbook: 'PB-1',
    title: 'Issuance failed or stuck',
    what: 'an address that was left behind, then a new certificate',
    site: {
      label: 'new',
      certificate: { validFrom: -80 },
      isIssued: true,
      records: [`new A ${machineAddress(0)}`, `new A ${addresses.wrong}`],
    },
    step: 'DNS to the server',
    says: /203\.0\.113\.30/,
    heals: (server) => server.changeZone(`update delete ${server.name('new')}. A ${addresses.wrong}`),
    acts: { step: 'New certificate', button: 'Issue Certificate…' },
  },
];

describeLab('every playbook, walked to its end on a server of the lab', () => {
  const bench = useWorkbenchOn(() => startServerInTheLab(walks.map(({ site }) => site)));

  function stepOf(panel: FrameLocator, title: string, state: string): Locator {
    return panel.getByRole('button', { name: new RegExp(`^${title}.*(?:${state})`) });
  }

  /** Looks again, as a user does, until the step stands so. */
  async function lookUntil(panel: FrameLocator, title: string, state: string): Promise<void> {
    const again = panel.getByRole('button', { name: 'Look again' }).first();
    const look = async (): Promise<boolean> => {
      if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => undefined);
      return stepOf(panel, title, state).isVisible();
    };
    await expect.poll(look, { timeout: 90_000, interval: 2_000 }).toBe(true);
  }

  beforeAll(async () => {
    for (const { prepares } of walks) await prepares?.(bench().world);
  }, 60_000);

  beforeEach(async () => {
    await bench().command('View: Close All Editors');
  }, 60_000);

  it.each(walks)(
    '$playbook: $what',
    async ({ playbook, title, site, fails, step, says, heals, answers, leaves, acts }) => {
      const { world, page } = bench();
      const panel = guidedPanel(page);
      onTestFailed(() => heals(world).catch(() => undefined));
      await fails?.(world);
      await startPlaybook(bench(), playbook, title, world.name(site.label));
      const told = async (error: unknown): Promise<never> => {
        throw new Error(await panel.locator('body').innerText(), { cause: error });
      };
      await lookUntil(panel, step, 'problem|waits for you').catch(told);
      await stepOf(panel, step, '').click();
      await panel.getByText(says).first().waitFor().catch(told);
      await bench().screenshot(`lab-${playbook}-failing`, ['light', 'dark']);

      await heals(world);
      await lookUntil(panel, step, 'fine').catch(told);
      if (answers !== undefined) {
        await stepOf(panel, answers, 'waits for you').click().catch(told);
        await panel.getByRole('button', { name: 'Yes' }).click();
      }
      if (leaves !== undefined && (await stepOf(panel, leaves, 'problem').isVisible())) {
        await stepOf(panel, leaves, 'problem').click();
        await panel.getByRole('button', { name: 'Done by hand' }).click();
      }
      if (acts !== undefined) {
        await stepOf(panel, acts.step, '').click();
        await panel.getByRole('button', { name: acts.button }).click().catch(told);
        const dialog = page.locator('.monaco-dialog-box');
        await dialog.waitFor();
        await bench().screenshot(`lab-${playbook}-plan`, ['light', 'dark']);
        const confirm = async (): Promise<boolean> => {
          if (await dialog.isVisible()) await page.keyboard.press('Enter');
          return stepOf(panel, acts.step, 'fine').isVisible();
        };
        await expect.poll(confirm, { timeout: 60_000, interval: 1_000 }).toBe(true).catch(told);
      }
      await panel
        .getByText(/^(?:Solved|Nothing wrong)/)
        .first()
        .waitFor()
        .catch(told);
      await bench().screenshot(`lab-${playbook}-healed`, ['light', 'dark']);
    },
    240_000,
  );
});
