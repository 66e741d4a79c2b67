import path from 'node:path';
import { intentFor, type DomainIntent } from '../../core/domain/intent.ts';
import { parseIdentifier, textOf } from '../../core/domain/name.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { whyUnreadable } from '../../core/log/unreadable.ts';
import type { LogReport } from '../../core/log/report.ts';
import type { Known } from '../../core/playbook/look.ts';
import { searchPlaybooks } from '../../core/platform/find-by-words.ts';
import { playbooksThatFit } from '../../core/playbook/playbooks.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { advance, startRun, type PlaybookRun } from '../../core/playbook/run.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { LineRange, LogLine } from '../../engine/engine.ts';
import type { Domain } from '../domains/domain-store.ts';
import { tools, type ToolName } from '../ids.ts';
import { shownText } from '../shown-text.ts';
import { ToolRefusal, type AssistantTool } from './assistant-tool.ts';
import { logAnswer, toldFindings } from './log-answer.ts';
import { playbookAnswer, playbooksAnswer } from './playbook-answer.ts';
import { checkAnswer, statusAnswer } from './status-answer.ts';
import { nameIn, textIn } from './tool-input.ts';

export type KnownDomain = Pick<Domain, 'name' | 'intent' | 'report'>;

/** What the tools need of the world. All of it only looks. */
export interface AssistantWorld {
  isTrusted(this: void): boolean;
  domains(this: void): Promise<readonly KnownDomain[]>;
  /** Looks at a domain; rejects where that cannot be. */
  check(this: void, intent: DomainIntent, signal: AbortSignal): Promise<DomainReport>;
  /** What a playbook needs beside a check: what is remembered, what logs in the usual places say. */
  known(this: void, playbook: Playbook, run: PlaybookRun, signal: AbortSignal): Promise<Known>;
  scan(this: void, path: string, signal: AbortSignal): Promise<LogReport>;
  readLines(this: void, path: string, ranges: readonly LineRange[], signal: AbortSignal): Promise<readonly LogLine[]>;
  now(this: void): string;
}

const onlyLooks = 'Nothing is changed.';

/** Every tool by its name. None of them changes anything: what does is left to the user's own buttons. */
export function assistantTools(world: AssistantWorld): Readonly<Record<ToolName, AssistantTool>> {
  const listed = async (name: string): Promise<KnownDomain | undefined> =>
    (await world.domains()).find(({ intent }) => intent.names.some((one) => textOf(one) === name));
  const intentOf = async (name: string): Promise<DomainIntent> => {
    const known = await listed(name);
    if (known !== undefined) return known.intent;
    const parsed = parseIdentifier(name);
    if (!parsed.ok) throw new ToolRefusal('This is not a domain name.');
    return intentFor(parsed.name);
  };
  const look = (intent: DomainIntent, signal: AbortSignal): Promise<DomainReport> => {
    if (!world.isTrusted()) {
      throw new ToolRefusal(
        'This window is in Restricted Mode, so Cert Doctor looks at no host until the user trusts the folder.',
      );
    }
    return world.check(intent, signal);
  };

  return {
    [tools.getStatus]: {
      prepare: () => ({ doing: 'Reading what is known of the domains', consent: null }),
      answer: async (input) => {
        if (textIn(input, 'name') === null) return statusAnswer(await world.domains());
        const name = nameIn(input);
        const known = await listed(name);
        if (known === undefined) {
          throw new ToolRefusal(`${name} is not in cert-doctor.json. A check can look at it all the same.`);
        }
        return checkAnswer(known);
      },
    },

    [tools.checkDomain]: {
      prepare: (input) => {
        const name = shownName(input);
        return {
          doing: `Checking ${name}`,
          consent: {
            title: `Look at ${name}?`,
            message: `Cert Doctor asks resolvers and name servers for ${name}, and connects to its addresses over HTTP and TLS, from the machine where this window runs. ${onlyLooks}`,
          },
        };
      },
      answer: async (input, signal) => {
        const intent = await intentOf(nameIn(input));
        const report = await look(intent, signal);
        return checkAnswer({ name: textOf(intent.name), intent, report });
      },
    },

    [tools.readLog]: {
      prepare: (input) => {
        const file = shownText(textIn(input, 'path') ?? 'no path', 300);
        return {
          doing: `Reading ${file}`,
          consent: {
            title: 'Read this log?',
            message: `${file} — Cert Doctor diagnoses it itself. The model is told what was found, and the lines that show it, without secrets. ${onlyLooks}`,
          },
        };
      },
      answer: async (input, signal) => {
        const file = textIn(input, 'path');
        if (file === null || !path.isAbsolute(file)) throw new ToolRefusal('Give the absolute path of a log file.');
        let report: LogReport;
        try {
          report = await world.scan(file, signal);
        } catch (error) {
          throw new ToolRefusal(`The log could not be read: ${whyUnreadable(error)}.`);
        }
        const ranges = toldFindings(report).map(({ line }) => ({ first: line, last: line }));
        // A log that changed meanwhile costs the quotes, not the diagnosis.
        const lines = ranges.length === 0 ? [] : await world.readLines(file, ranges, signal).catch(() => []);
        return logAnswer(report, lines);
      },
    },

    [tools.walkPlaybook]: {
      prepare: (input) => {
        const name = shownName(input);
        const playbook = playbookIn(input) ?? playbooksThatFit(problemIn(input), null)[0];
        const which = playbook === undefined ? 'the playbook that fits' : `“${playbook.title}” (${playbook.id})`;
        return {
          doing: `Walking ${which} for ${name}`,
          consent: {
            title: `Walk ${which} for ${name}?`,
            message: `Every step looks by itself: at DNS, ports and certificates of ${name}, at this machine where it serves it, and at what its logs say of it. ${onlyLooks}`,
          },
        };
      },
      answer: async (input, signal) => {
        const about = problemIn(input);
        const named = playbookIn(input);
        if (named === undefined && textIn(input, 'playbook') !== null) return playbooksAnswer();
        const intent = await intentOf(nameIn(input));
        const at = world.now();
        const report = await look(intent, signal);
        const playbook = named ?? playbooksThatFit(about, report)[0];
        if (playbook === undefined) return playbooksAnswer();
        const start = startRun(playbook, intent, about, at);
        const known = await world.known(playbook, start, signal);
        const looking = advance(playbook, start, { kind: 'look-started', intent, at });
        const run = advance(playbook, looking, { kind: 'looked', report, known, at: world.now() });
        return playbookAnswer(playbook, run, report);
      },
    },
  };
}

/** By its number, its title, or a symptom. */
function playbookIn(input: unknown): Playbook | undefined {
  const wanted = textIn(input, 'playbook');
  return wanted === null ? undefined : searchPlaybooks(wanted)[0];
}

function problemIn(input: unknown): ProblemId | null {
  const id = textIn(input, 'problem');
  return id !== null && Object.hasOwn(problems, id) ? (id as ProblemId) : null;
}

/** For a question to the user, before the input is held against its grammar. */
function shownName(input: unknown): string {
  const parsed = parseIdentifier(textIn(input, 'name') ?? '');
  return parsed.ok ? textOf(parsed.name) : 'what is no domain name';
}
