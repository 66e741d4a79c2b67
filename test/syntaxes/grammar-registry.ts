import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const { OnigScanner, OnigString, loadWASM } = oniguruma;
const { INITIAL, parseRawGrammar, Registry } = textmate;

export const grammarFiles = {
  'text.log.acme': 'acme-log',
  'text.log.nginx-error': 'nginx-error-log',
  'text.log.nginx-access': 'nginx-access-log',
} as const;
export type ScopeName = keyof typeof grammarFiles;

export interface GrammarRule {
  readonly match: string;
  readonly name?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
}
export interface GrammarText {
  readonly scopeName: string;
  readonly patterns: readonly { readonly include: string }[];
  readonly repository: Readonly<Record<string, { readonly patterns: readonly GrammarRule[] }>>;
}

const fileOf = (scopeName: ScopeName): URL =>
  new URL(`../../syntaxes/${grammarFiles[scopeName]}.tmLanguage.json`, import.meta.url);

function readGrammar(scopeName: ScopeName): GrammarText {
  return JSON.parse(readFileSync(fileOf(scopeName), 'utf8')) as GrammarText;
}

/** Every pattern of a grammar, with the rule that it stands in. */
export function rulesOf(scopeName: ScopeName): { readonly place: string; readonly rule: GrammarRule }[] {
  return Object.entries(readGrammar(scopeName).repository).flatMap(([name, { patterns }]) =>
    patterns.map((rule, at) => ({ place: `${grammarFiles[scopeName]} ${name} ${String(at)}`, rule })),
  );
}

/** A piece of a line with the scopes that it has beside the grammar's own. */
export interface Piece {
  readonly text: string;
  readonly scopes: readonly string[];
}

export interface Tokenizer {
  tokenize(this: void, scopeName: ScopeName, line: string): readonly Piece[];
  /** Finds every match of one pattern in a line, as the editor's scanner does; the number of matches. */
  scan(this: void, pattern: string, line: string): number;
}

/** The editor's own machinery: vscode-textmate over Oniguruma. */
export async function loadTokenizer(): Promise<Tokenizer> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new OnigScanner(patterns),
      createOnigString: (text: string) => new OnigString(text),
    }),
    loadGrammar: (scopeName) =>
      Promise.resolve(
        scopeName in grammarFiles
          ? parseRawGrammar(readFileSync(fileOf(scopeName as ScopeName), 'utf8'), 'grammar.json')
          : null,
      ),
  });
  const grammars = new Map(
    await Promise.all(
      (Object.keys(grammarFiles) as ScopeName[]).map(async (name) => [name, await registry.loadGrammar(name)] as const),
    ),
  );
  return {
    tokenize(scopeName, line) {
      const tokens = grammars.get(scopeName)?.tokenizeLine(line, INITIAL).tokens ?? [];
      return tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes: scopes.slice(1),
      }));
    },
    scan(pattern, line) {
      const scanner = new OnigScanner([pattern]);
      const text = new OnigString(line);
      let matches = 0;
      for (let at = 0; at <= line.length;) {
        const found = scanner.findNextMatchSync(text, at)?.captureIndices[0];
        if (found === undefined) break;
        matches += 1;
        at = Math.max(found.end, at + 1);
      }
      text.dispose();
      scanner.dispose();
      return matches;
    },
  };
}
