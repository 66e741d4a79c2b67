import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readSources, type SourceFile } from './source-files.ts';

const production = readSources('src');
const all = [...production, ...readSources('test')];
/** Tools that read a default export and programs that run on being started. */
const isConfiguration = (file: SourceFile): boolean => file.path.endsWith('.config.ts');
const programs = ['src/build.ts', 'src/cli/main.ts', 'src/engine/worker.ts', 'src/extension/playbooks/panel/panel.ts'];

const paths = (files: readonly SourceFile[]): readonly string[] => files.map((file) => file.path);

describe('house rules', () => {
  it('no file or folder is named after nothing in particular', () => {
    const vague = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'types', 'index', 'shared', 'lib']);
    const parts = (file: string): readonly string[] => file.split('/').map((part) => part.replace(/\..*$/, ''));
    expect(paths(all).filter((file) => parts(file).some((part) => vague.has(part)))).toEqual([]);
  });

  it('nothing is exported by default', () => {
    const exportsDefault = ({ tree }: SourceFile): boolean =>
      tree.statements.some(
        (statement) =>
          ts.isExportAssignment(statement) ||
          (ts.canHaveModifiers(statement) &&
            (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
      );
    expect(paths(all.filter((file) => !isConfiguration(file) && exportsDefault(file)))).toEqual([]);
  });

  it('nobody exports what another file wrote', () => {
    const isBarrel = ({ tree }: SourceFile): boolean =>
      tree.statements.some((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined);
    expect(paths(all.filter(isBarrel))).toEqual([]);
  });

  it('no module holds state', () => {
    const holdsState = ({ tree }: SourceFile): boolean =>
      tree.statements.some(
        (statement) =>
          ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Const) === 0,
      );
    expect(paths(production.filter(holdsState))).toEqual([]);
  });

  it('importing a file does nothing', () => {
    const acts = ({ tree }: SourceFile): boolean =>
      tree.statements.some(
        (statement) =>
          !ts.isImportDeclaration(statement) &&
          (ts.isExpressionStatement(statement) || ts.isIfStatement(statement) || ts.isForOfStatement(statement)),
      );
    expect(paths(production.filter((file) => !programs.includes(file.path) && acts(file)))).toEqual([]);
  });

  it('nothing is asked of Node.js that its version 20 does not have, on which the command line runs', () => {
    const later = ['.validFromDate', '.validToDate', 'URL.parse(', 'Map.groupBy(', 'Object.groupBy('];
    later.push('Promise.withResolvers(', 'Promise.try(', 'Array.fromAsync(', 'RegExp.escape(');
    const asks = ({ tree }: SourceFile): boolean => later.some((words) => tree.text.includes(words));
    expect(paths(production.filter((file) => !file.path.startsWith('src/extension/') && asks(file)))).toEqual([]);
  });

  it('every file is named in kebab case', () => {
    expect(paths(all).filter((file) => !/^[a-z0-9.-]+$/.test(path.posix.basename(file)))).toEqual([]);
  });
});
