import { actRisks, type ActRisk } from '../core/acme/act-risk.ts';
import { isReady, type IssuePlan, type PlanCheck, type PlanStep } from '../core/acme/issue-plan.ts';
import type { IssueRequest } from '../core/acme/issuance.ts';
import { issuedText } from '../core/acme/issued-text.ts';
import { problems } from '../core/problem/catalogue.ts';
import { shellLine } from '../core/problem/shell-line.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { Engine, Run } from '../engine/engine.ts';
import { confirmOn, type AskLine } from './confirm-act.ts';
import type { IssueCommand } from './issue-options.ts';
import { issued, secretsFrom, told } from './renew.ts';
import { safeJson, styled, wrapped, type ExitCode, type Style, type Terminal } from './terminal.ts';

export interface IssueWorld {
  readonly engine: Pick<Engine, 'planIssue' | 'issue'>;
  readonly terminal: Terminal;
  readonly ask: AskLine;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Shows what will be done and what speaks against it, asks, and issues one certificate. */
export async function issue(command: IssueCommand, world: IssueWorld, run: Run): Promise<ExitCode> {
  const { request, network, dryRun, risks, json } = command;
  const { engine, terminal, ask, environment } = world;
  const secrets = secretsFrom(environment);
  const asked: Run = { ...run, ...told(terminal, json), confirm: confirmOn(terminal, ask, command) };
  // Whether the terms are agreed to is asked when they were seen.
  const agreeing: IssueRequest = { ...request, ca: { ...request.ca, termsAgreed: true } };
  const plan = await engine.planIssue(agreeing, secrets, network, asked);
  // With --json the result alone is written, which is the plan where the CA is not asked.
  const planAlone = (): void => {
    if (json) terminal.out(`${safeJson({ version: 1, plan })}\n`);
  };
  if (!json) (dryRun ? terminal.out : terminal.err)(`${planText(plan, terminal)}\n`);
  if (dryRun || run.signal.aborted) {
    planAlone();
    return isReady(plan) ? 0 : isRefused(plan, risks) ? 1 : 2;
  }
  if (isRefused(plan, risks)) {
    planAlone();
    const possible = isRefused(plan, actRisks) ? [] : plan.checks.flatMap(({ risk }) => risk ?? []);
    const how = [...new Set(possible)].map((risk) => ` --accept ${risk} goes on all the same.`).join('');
    terminal.err(`The CA was not asked: first see to what failed ${json ? 'in the plan' : 'above'}.${how}\n`);
    return 1;
  }
  if (!(await agrees(plan, request, world)) || !(await goesOn(plan, request, asked))) {
    planAlone();
    return 2;
  }
  const report = await engine.issue(agreeing, secrets, network, asked);
  return issued(report, issuedText(report, request.deploy), json, terminal);
}

function isRefused({ checks }: IssuePlan, risks: readonly ActRisk[]): boolean {
  return checks.some(({ state, risk }) => state === 'failed' && (risk === undefined || !risks.includes(risk)));
}

async function agrees({ directory }: IssuePlan, { ca }: IssueRequest, { terminal, ask }: IssueWorld): Promise<boolean> {
  const terms = directory?.termsOfService ?? null;
  if (terms === null || ca.termsAgreed) return true;
  terminal.err(`The CA's terms: ${quotedText(terms, 300)}\n`);
  const answer = await ask('Do you agree to them? [y/N] ');
  if (answer === null) terminal.err('Nobody is there to ask; --agree-tos agrees to them.\n');
  return answer !== null && /^y(?:es)?$/i.test(answer.trim());
}

async function goesOn(plan: IssuePlan, { intent }: IssueRequest, { confirm }: Run): Promise<boolean> {
  const unseen = plan.checks.filter(({ state }) => state === 'unknown').map(({ title }) => title);
  const why =
    unseen.length === 0 ? 'All that it needs was seen to be well.' : `Not all could be seen: ${unseen.join(', ')}.`;
  return await confirm({ title: `Issuing a certificate for ${intent.name.ascii}`, why, argv: null });
}

function planText({ steps, checks, findings }: IssuePlan, terminal: Terminal): string {
  const fixes = [...new Set(findings.map(({ problem }) => problem))].map((problem) =>
    wrapped(`${problems[problem].title}: ${problems[problem].fix}`, '    ', terminal),
  );
  return [
    styled('What will be done', 'bold', terminal),
    ...steps.map((step, at) => stepText(step, at + 1, terminal)),
    '',
    styled('What was looked at', 'bold', terminal),
    ...checks.map((check) => checkText(check, terminal)),
    ...(fixes.length === 0 ? [] : ['', styled('What to do', 'bold', terminal), ...fixes]),
  ].join('\n');
}

function stepText({ title, detail, argv }: PlanStep, number: number, terminal: Terminal): string {
  const command =
    argv === null ? [] : [`       $ ${shellLine(argv, 'posix') ?? argv.map((word) => quotedText(word)).join(' ')}`];
  return [
    `  ${String(number).padStart(2)}. ${title}`,
    wrapped(quotedText(detail, 1000), '      ', terminal),
    ...command,
  ].join('\n');
}

function checkText({ title, state, text }: PlanCheck, terminal: Terminal): string {
  const style: Style = { passed: 'green', failed: 'red', unknown: 'yellow' }[state] as Style;
  const word = { passed: 'well', failed: 'failed', unknown: 'unknown' }[state];
  return `  ${styled(word, style, terminal)}  ${title}\n${wrapped(quotedText(text, 1000), '      ', terminal)}`;
}
