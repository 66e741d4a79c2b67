import ts from 'typescript';
import { expect, it } from 'vitest';
import { readSources, type SourceFile } from './source-files.ts';

/** What would let time, chance, the network or the machine into core without being passed in. */
const ambient = new Set([
  ...['process', 'global', 'globalThis', 'require', 'console', 'performance', 'crypto', 'Buffer'],
  ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'localStorage', 'navigator'],
]);

/** `file:line what`, for every use of an ambient name, of the clock and of chance. */
function ambientUses({ path, tree }: SourceFile): readonly string[] {
  const uses: string[] = [];
  const visit = (node: ts.Node): void => {
    const what = ambientUse(node);
    if (what !== null) uses.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1} ${what}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return uses;
}

function ambientUse(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.getText() === 'new Date()') return node.getText();
  // `fetch` as a name of something else is fine; used as a value without being declared here it is not.
  if (!ts.isIdentifier(node) || !ambient.has(node.text)) return null;
  const { parent } = node;
  const isCallee = ts.isCallExpression(parent) && parent.expression === node;
  const isObject = ts.isPropertyAccessExpression(parent) && parent.expression === node;
  return isCallee || isObject ? node.text : null;
}

it('core takes time, chance and the network as arguments only', () => {
  expect(readSources('src/core').flatMap(ambientUses)).toEqual([]);
});
