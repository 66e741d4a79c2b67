import type * as vscode from 'vscode';
import { chat, commands as registry, lm } from 'vscode';
import { commands, participants, tools } from './ids.ts';

/** Registers the commands, the tools of language models and the chat participant, and nothing else; whatever wakes the extension, the features are loaded right after. */
export function activate(context: vscode.ExtensionContext): void {
  const features = import('./features.ts').then(({ startFeatures }) => startFeatures(context));
  for (const id of Object.values(commands)) {
    context.subscriptions.push(
      registry.registerCommand(id, async (...args: readonly unknown[]) => (await features).run(id, args)),
    );
  }
  for (const name of Object.values(tools)) {
    context.subscriptions.push(
      lm.registerTool(name, {
        prepareInvocation: async ({ input }) => (await features).assistant.prepare(name, input),
        invoke: async ({ input }, token) => (await features).assistant.invoke(name, input, token),
      }),
    );
  }
  context.subscriptions.push(
    chat.createChatParticipant(participants.assistant, async (request, _context, response, token) => {
      await (await features).assistant.respond(request, response, token);
    }),
  );
}
