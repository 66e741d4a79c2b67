import { describe, expect, it, vi } from 'vitest';
import { issueSteps, type IssuePlan, type PlanCheck, type PlanStep } from '../../../src/core/acme/issue-plan.ts';
import type { IssueRequest } from '../../../src/core/acme/issuance.ts';
import { intentFor } from '../../../src/core/domain/intent.ts';
import { planSummary, planText } from '../../../src/extension/renewals/plan-text.ts';

vi.mock('vscode', async () => (await import('./editor.ts')).vscode);

const example = { ascii: 'example.com', wildcard: false };
const request: IssueRequest = {
  intent: intentFor(example, { names: [example, { ascii: 'example.com', wildcard: true }] }),
  ca: {
    ...{ directoryUrl: 'https://acme.zerossl.com/v2/DV90', rootFile: null, contact: 'me@example.com' },
    ...{ termsAgreed: true, externalAccount: 'kid-1', profile: null, preferredChain: null },
  },
  challenge: { type: 'dns-01', by: 'hook', argv: ['/usr/local/bin/dns', 'zone 1'] },
  ...{ keyType: 'ec-p256', storage: '/home/me/.cert-doctor' },
  deploy: {
    host: 'web1',
    files: [
      { path: '/etc/nginx/ssl/fullchain.pem', content: 'full-chain' },
      { path: '/etc/nginx/ssl/privkey.pem', content: 'key' },
    ],
    ...{ test: ['nginx', '-t'], reload: ['nginx', '-s', 'reload'] },
  },
};

const passed: PlanCheck = { title: 'Clock', state: 'passed', text: 'It is right.' };
const failed: PlanCheck = { title: 'CAA', state: 'failed', text: 'Only letsencrypt.org may issue.', risk: 'too-early' };
const unknown: PlanCheck = { title: 'Port 80', state: 'unknown', text: 'Nothing looked from outside.' };

function plan(
  checks: readonly PlanCheck[] = [passed, failed, unknown],
  steps: readonly PlanStep[] = issueSteps(request, null),
): IssuePlan {
  return { checks, steps, findings: [], directory: null };
}

/** A page as it reads once it is drawn: without the backslashes before punctuation. */
const drawn = (page: string): string => page.replace(/\\([!-/:-@[-`{-~])/g, '$1');
/** What of a page is Markdown: neither words nor what stands behind a backslash. */
const markup = (page: string): readonly string[] =>
  page.split('\n').map((line) => line.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/[^!-/:-@[-`{-~]+/g, ''));

const commands = [
  "/usr/local/bin/dns 'zone 1' add _acme-challenge.example.com '<value>'",
  ...['nginx -t', 'nginx -s reload'],
];

describe.each<[string, (plan: IssuePlan) => string]>([
  ['the whole plan', (one: IssuePlan) => drawn(planText('example.com', one))],
  ['the plan in a question', planSummary],
])('%s', (_, textOf) => {
  it('names every step in its order, with a number', () => {
    const steps = issueSteps(request, 'https://trial.example/directory');
    const lines = textOf(plan([], steps)).split('\n');
    const numbered = lines.flatMap((line) => /^(\d+\. )\**([^*:]+?)(?:\*\*|:)/.exec(line)?.slice(1, 3).join('') ?? []);
    expect(numbered).toEqual(steps.map(({ title }, at) => `${at + 1}. ${title}`));
    expect(numbered).toHaveLength(9);
  });

  it('shows every command as one would type it', () => {
    for (const command of commands) expect(textOf(plan())).toContain(command);
  });

  it('names every file and the machine on which it is replaced', () => {
    expect(textOf(plan())).toContain(
      '/etc/nginx/ssl/fullchain.pem, /etc/nginx/ssl/privkey.pem on web1; what stands there is kept.',
    );
    expect(textOf(plan())).toContain('/home/me/.cert-doctor');
  });

  it('says what speaks against it, with the reason, and what could not be looked at', () => {
    const lines = textOf(plan()).split('\n');
    for (const [mark, { title, text }] of [
      ['✖', failed],
      ['?', unknown],
    ] as const) {
      const line = lines.find((one) => one.includes(title)) ?? '';
      expect(line).toContain(mark);
      expect(line).toContain(text);
    }
  });

  it('says what is as it should be', () => {
    expect(textOf(plan())).toMatch(/✔.*Clock/);
  });

  it('shows a command that nobody could type all the same', () => {
    const reload: PlanStep = { title: 'Reload', detail: '', argv: ['reload', 'a\u001b[2Jb'] };
    expect(textOf(plan([], [reload]))).toContain('"reload" "a\\u001b[2Jb"');
  });
});

describe('the plan in a question', () => {
  it('puts what speaks against it before everything else, and what is well into one line', () => {
    const summary = planSummary(plan([passed, { ...passed, title: 'Disk' }, failed]));
    expect(summary.split('\n').slice(0, 3)).toEqual(['✖ CAA: Only letsencrypt.org may issue.', '✔ Clock, Disk', '']);
  });

  it('says nothing of what is well where nothing is', () => {
    expect(planSummary(plan([failed]))).not.toContain('✔');
  });

  it('says that each command is asked for again, and what ordering means', () => {
    expect(planSummary(plan()).split('\n').at(-1)).toBe(
      'Each command is asked for once more. By ordering you agree to the terms of the CA.',
    );
  });

  it('cuts what is too long for a line, and shows that it did', () => {
    const long: PlanStep = { title: 'Reload', detail: '', argv: ['reload', 'x'.repeat(500)] };
    const line = planSummary(plan([], [long]))
      .split('\n')
      .find((one) => one.startsWith('1. Reload'));
    expect(line).toHaveLength(161);
    expect(line).toMatch(/x…$/);
  });
});

describe('hostile text', () => {
  const texts: readonly (readonly [what: string, text: string])[] = [
    ['a link with a command', '[press](command:workbench.action.quit)'],
    ['a picture', '![x](https://evil.example/pixel)'],
    ['HTML', '<a href="command:x">press</a> <script>x</script>'],
    ['an address', '<https://evil.example> https://evil.example www.evil.example'],
    ['other Markdown', '** # heading | `code` ~~y~~ &lt; \\[x](command:y)'],
    ['a definition of a link', '[x]: https://evil.example'],
    ['more lines', 'one\n\n# heading\n- list\r\n2. step\u2028new\u2029new\u0085new'],
    ['controls', '\u001b]8;;https://evil.example\u0007press\u001b]8;;\u0007 \u202emoc.elpmaxe\u202c\u200b'],
    ['what icons and templates look like', '$(alert) {{x}} $x$'],
    ['very long text', `${'x'.repeat(10_000)}](command:y)`],
  ];
  const plans = (text: string): readonly IssuePlan[] => [
    plan([{ ...failed, text }]),
    plan([{ ...failed, title: text }]),
    plan([{ ...passed, title: text }]),
    plan([], [{ title: text, detail: 'x', argv: null }]),
    plan([], [{ title: 'x', detail: text, argv: null }]),
    plan([], [{ title: 'x', detail: 'x', argv: ['reload', text] }]),
    plan([], [{ title: 'x', detail: 'x', argv: [text, 'reload'] }]),
  ];
  const harmless = plans('word');

  it.each(texts)('is neither a link nor HTML nor a new line in the whole plan: %s', (_, text) => {
    for (const [at, one] of plans(text).entries()) {
      const page = planText(text, one);
      expect(markup(page)).toEqual(markup(planText('word', harmless[at] ?? plan())));
      expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }
  });

  it.each(texts)('is one line in a question: %s', (_, text) => {
    for (const [at, one] of plans(text).entries()) {
      const lines = planSummary(one).split('\n');
      expect(lines).toHaveLength(planSummary(harmless[at] ?? plan()).split('\n').length);
      for (const line of lines) {
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(line.length).toBeLessThanOrEqual(161);
      }
    }
  });

  it('is there to be read where it is only ugly', () => {
    const text = '[press](command:workbench.action.quit)';
    expect(drawn(planText('x', plan([{ ...failed, text }])))).toContain(text);
  });

  it('does not end the page before what comes after it', () => {
    const page = planText('x', plan([{ ...failed, text: 'y'.repeat(100_000) }]));
    expect(page.length).toBeLessThan(10_000);
    expect(drawn(page)).toContain('Look at every address');
  });

  it('from a request stays one argument of its command', () => {
    const steps = issueSteps(
      { ...request, deploy: { host: null, files: [], test: null, reload: ['reload', "a'; touch /tmp/x; '$(id)`id`"] } },
      null,
    );
    expect(planSummary(plan([], steps))).toContain(`reload 'a'\\''; touch /tmp/x; '\\''$(id)\`id\`'`);
  });
});
