import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const root = path.join(import.meta.dirname, '../..');

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /** What it imports, types and dynamic imports included: packages as written, files relative to the repository. */
  readonly imports: readonly string[];
  readonly tree: ts.SourceFile;
}

/** Every TypeScript file below a folder of the repository. */
export function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readSource(path.posix.join(folder, file.replaceAll('\\', '/'))))
    .toSorted((a, b) => a.path.localeCompare(b.path));
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  const imports = ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
    );
  return { path: file, imports, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
}

/** Whether an import is of this package or of a path inside it. */
export function isPackage(imported: string, name: string): boolean {
  return imported === name || imported.startsWith(`${name}/`);
}
