import * as vscode from 'vscode';
import { usualPlaces } from '../../core/log/usual-places.ts';
import type { Engine } from '../../engine/engine.ts';
import { LookBeside } from '../../engine/look-beside.ts';
import type { Configuration } from '../configuration.ts';
import type { DomainStore, Histories } from '../domains/domain-store.ts';
import type { ToolName } from '../ids.ts';
import { quietRun } from '../long-job.ts';
import { markdownText } from '../shown-text.ts';
import type { Answer } from './answer.ts';
import { ToolRefusal, type AssistantTool } from './assistant-tool.ts';
import { assistantTools } from './assistant-tools.ts';
import { chatQuestion } from './chat-question.ts';
import { modelText } from './model-text.ts';
import { boundedQuotes } from './quoted-data.ts';

export interface AssistantDependencies {
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  readonly histories: Pick<Histories, 'read'>;
}

/**
 * What language models may ask for, and the chat participant that answers without one. Both only look, and both are
 * registered with the extension itself (extension.ts), so that a question may be what wakes it.
 */
export class Assistant {
  readonly #configuration: Configuration;
  readonly #tools: Readonly<Record<ToolName, AssistantTool>>;

  constructor({ engine, configuration, store, histories }: AssistantDependencies) {
    const beside = new LookBeside(engine, histories);
    this.#configuration = configuration;
    this.#tools = assistantTools({
      isTrusted: () => vscode.workspace.isTrusted,
      domains: async () => {
        // A question may be what woke the extension, before it read the list.
        if (store.files.length === 0) await store.read();
        return store.domains;
      },
      check: async (intent, signal) => {
        const run = quietRun(signal);
        const listed = store.domains.find((domain) => domain.intent === intent);
        const report = listed === undefined ? null : await store.check(listed.name, run);
        return report ?? engine.check(intent, configuration.network(), run);
      },
      known: (playbook, { intent, sources }, signal) =>
        beside.known(
          { needs: playbook.steps.map(({ needs }) => needs), intent, sources },
          {
            logs: [...configuration.logPaths(), ...usualPlaces.map(({ path }) => path)],
            storage: configuration.storage(),
          },
          quietRun(signal),
        ),
      scan: (path, signal) => engine.scan({ log: { path } }, quietRun(signal)),
      readLines: (path, ranges, signal) => engine.readLines(path, ranges, quietRun(signal)),
      now: () => new Date().toISOString(),
    });
  }

  prepare(name: ToolName, input: unknown): vscode.PreparedToolInvocation {
    const { doing, consent } = this.#tools[name].prepare(input);
    return {
      invocationMessage: new vscode.MarkdownString(markdownText(doing)),
      ...(consent === null
        ? {}
        : {
            confirmationMessages: {
              title: consent.title,
              message: new vscode.MarkdownString(markdownText(consent.message)),
            },
          }),
    };
  }

  /** Answers a model. A refusal is an answer too: it says what to do instead. */
  async invoke(
    name: ToolName,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await this.#told(name, input, token))]);
  }

  async #told(name: ToolName, input: unknown, token: vscode.CancellationToken): Promise<string> {
    const answer = await this.#answer(name, input, token);
    return typeof answer === 'string' ? answer : modelText(answer);
  }

  /** Answers the user, by the engine alone: no model is asked. */
  async respond(
    { command, prompt, references }: Pick<vscode.ChatRequest, 'command' | 'prompt' | 'references'>,
    response: Pick<vscode.ChatResponseStream, 'markdown' | 'progress' | 'button'>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const files = references.flatMap(({ value }) =>
      value instanceof vscode.Uri ? [value.fsPath] : value instanceof vscode.Location ? [value.uri.fsPath] : [],
    );
    const { tool, input } = chatQuestion(command, prompt, files);
    response.progress(this.#tools[tool].prepare(input).doing);
    const answer = await this.#answer(tool, input, token);
    if (typeof answer === 'string') {
      response.markdown(new vscode.MarkdownString(markdownText(answer)));
      return;
    }
    response.markdown(answerMarkdown(answer));
    for (const { title, command: id, argument } of answer.offers) {
      response.button({ title, command: id, ...(argument === undefined ? {} : { arguments: [argument] }) });
    }
  }

  async #answer(name: ToolName, input: unknown, token: vscode.CancellationToken): Promise<Answer | string> {
    if (!this.#configuration.isAssistantEnabled()) return 'The user has turned this off (certDoctor.ai.enabled).';
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await this.#tools[name].answer(input, abort.signal);
    } catch (error) {
      if (error instanceof ToolRefusal) return error.message;
      throw error;
    } finally {
      listening.dispose();
    }
  }
}

/** Our words as text, what others wrote as quoted blocks; nothing in it is a link, a command or HTML. */
function answerMarkdown(answer: Answer): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const { kind, text } of answer.lines) {
    const words = markdownText(text);
    markdown.appendMarkdown(
      kind === 'heading' ? `\n**${words}**\n\n` : kind === 'item' ? `- ${words}\n` : `\n${words}\n\n`,
    );
  }
  const { quotes } = boundedQuotes(answer);
  if (quotes.length > 0) {
    markdown.appendMarkdown('\nWhat was seen, word for word, without secrets:\n');
    markdown.appendCodeblock(quotes.map(({ label, text }) => `${label}: ${text}`).join('\n'), 'plaintext');
  }
  return markdown;
}
