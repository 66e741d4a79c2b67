import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  chatCommands,
  commands,
  configFileName,
  contextKeys,
  languages,
  panels,
  participants,
  settings,
  tools,
  views,
} from '../../src/extension/ids.ts';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}
interface Setting {
  readonly scope?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}
interface Tool {
  readonly name: string;
  readonly modelDescription: string;
  readonly userDescription: string;
  readonly when?: string;
  readonly inputSchema: {
    readonly additionalProperties?: boolean;
    readonly properties: Readonly<Record<string, unknown>>;
  };
}
interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly main: string;
  readonly icon?: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly activationEvents?: readonly string[];
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string; readonly contents: string }[];
    readonly languages: readonly { readonly id: string; readonly configuration?: string }[];
    readonly grammars: readonly { readonly language: string; readonly path: string }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly languageModelTools: readonly Tool[];
    readonly chatSkills: readonly { readonly path: string; readonly when?: string }[];
    readonly chatParticipants: readonly {
      readonly id: string;
      readonly when?: string;
      readonly commands: readonly { readonly name: string; readonly description: string }[];
    }[];
    readonly keybindings?: readonly { readonly command: string; readonly when?: string }[];
  };
}

const root = path.join(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const sorted = (ids: Iterable<string>): readonly string[] => [...ids].toSorted();

describe('manifest and code', () => {
  it('contribute exactly the same commands', () => {
    expect(sorted(contributes.commands.map(({ command }) => command))).toEqual(sorted(Object.values(commands)));
  });

  it('contribute exactly the same settings', () => {
    expect(sorted(Object.keys(contributes.configuration.properties))).toEqual(sorted(Object.values(settings)));
  });

  it('contribute exactly the same views', () => {
    const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
    const ids = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    expect(sorted([...containers, ...ids])).toEqual(sorted(Object.values(views)));
    expect(Object.keys(contributes.views)).toEqual([views.container]);
  });

  it('know the same languages and the same list of domains', () => {
    const ours = contributes.languages.map(({ id }) => id).filter((id) => id !== 'jsonc');
    expect(sorted(ours)).toEqual(sorted(Object.values(languages)));
    expect(sorted(contributes.grammars.map(({ language }) => language))).toEqual(sorted(Object.values(languages)));
    expect(contributes.jsonValidation.map(({ fileMatch }) => fileMatch)).toEqual([configFileName]);
  });

  it('speak of no id that the code does not know', () => {
    const known = new Set<string>(
      [commands, settings, views, panels, participants, contextKeys].flatMap((ids) => Object.values(ids)),
    );
    const spokenOf = new Set(text.match(/certDoctor(?:\.\w+)+/g) ?? []);
    expect(sorted(spokenOf).filter((id) => !known.has(id))).toEqual([]);
  });

  it('contribute exactly the same tools, chat participants and slash commands, all of which the setting turns off', () => {
    const { languageModelTools, chatParticipants, chatSkills } = contributes;
    expect(sorted(languageModelTools.map(({ name }) => name))).toEqual(sorted(Object.values(tools)));
    expect(sorted(chatParticipants.map(({ id }) => id))).toEqual(sorted(Object.values(participants)));
    const names = chatParticipants.flatMap((participant) => participant.commands.map(({ name }) => name));
    expect(sorted(names)).toEqual(sorted(Object.values(chatCommands)));
    const switches = [...languageModelTools, ...chatParticipants, ...chatSkills].map(({ when }) => when);
    expect(new Set(switches)).toEqual(new Set([`config.${settings.aiEnabled}`]));
  });

  it('tell a model of each tool when to use it, that it changes nothing, and take no field that is not described', () => {
    for (const { name, modelDescription, userDescription, inputSchema } of contributes.languageModelTools) {
      expect(modelDescription, name).toMatch(/[Uu]se it|call it first/);
      expect(modelDescription, name).toMatch(/Changes nothing|Looks at nothing/);
      expect(userDescription, name).not.toBe('');
      expect(inputSchema.additionalProperties, name).toBe(false);
      for (const field of Object.values(inputSchema.properties)) expect(field, name).toHaveProperty('description');
    }
  });

  it('ship skills that bear the name of their folder, and speak of every tool and of no other', () => {
    for (const skill of contributes.chatSkills) {
      const written = readFileSync(path.join(root, skill.path), 'utf8');
      expect(written).toMatch(
        new RegExp(`^---\\nname: ${path.basename(path.dirname(skill.path))}\\ndescription: .{40,1024}\\n---\\n`),
      );
      expect(sorted(new Set(written.match(/cert-doctor_\w+/g)))).toEqual(sorted(Object.values(tools)));
    }
  });

  it('restore every panel after a reload', () => {
    const events = Object.values(panels).map((type) => `onWebviewPanel:${type}`);
    expect(manifest.activationEvents ?? []).toEqual(expect.arrayContaining(events));
  });

  it('use every context key', () => {
    expect(Object.values(contextKeys).filter((key) => !text.includes(key))).toEqual([]);
  });
});

describe('manifest', () => {
  it('gives every command a title and our category', () => {
    expect(contributes.commands.filter(({ title, category }) => title === '' || category !== 'Cert Doctor')).toEqual(
      [],
    );
  });

  it('gives every setting a default and a description, and keeps out of a workspace’s hands what is looked at and run', () => {
    for (const [id, setting] of Object.entries(contributes.configuration.properties)) {
      expect(setting, id).toHaveProperty('default');
      expect(setting.markdownDescription ?? setting.description, id).toBeTruthy();
      // What a trusted workspace ignores in its logs is its own affair.
      expect(setting.scope, id).toBe(id === settings.logsIgnore ? 'window' : 'machine');
    }
  });

  it('hides from the palette what makes no sense without an argument', () => {
    const hidden = (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false');
    expect(hidden.map(({ command }) => command)).toContain(commands.copyRecord);
  });

  it('says why a view is empty in every state in which it is', () => {
    const { domains, findings, renewals } = views;
    expect(contributes.viewsWelcome.map(({ view }) => view)).toEqual([
      ...[domains, domains, domains],
      ...[findings, findings],
      ...[renewals, renewals],
    ]);
  });

  it('points at files that exist', () => {
    const files = [
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.languages.flatMap(({ configuration }) => (configuration === undefined ? [] : [configuration])),
      ...contributes.grammars.map((grammar) => grammar.path),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.chatSkills.map((skill) => skill.path),
      ...(manifest.icon === undefined ? [] : [manifest.icon]),
    ];
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('starts the extension for nothing but what it is asked', () => {
    const greedy = (event: string): boolean => event === '*' || event === 'onStartupFinished';
    expect((manifest.activationEvents ?? []).filter(greedy)).toEqual([]);
  });

  it('asks for the version of VS Code whose API it was compiled against, and pins every dependency', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode'] ?? ''}`);
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
