import { lstat, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { isIssueRequest } from '../../../core/acme/issue-request.ts';
import type { IssueRequest } from '../../../core/acme/issuance.ts';
import { writeAtomically } from '../atomic-write.ts';
import { notOursFor } from '../own-places.ts';
import { stamp } from '../stamp.ts';

const fileMode = 0o600;

/** Keeps how a certificate was asked for, so that the next one can be asked for in the same way. It holds no secret. */
export async function rememberRequest(lineage: string, request: IssueRequest): Promise<void> {
  // What is damaged is put aside, not written over.
  await recallRequest(lineage);
  await writeAtomically(fileOf(lineage), `${JSON.stringify({ version: 1, request }, null, 2)}\n`, fileMode);
}

/**
 * How the certificate was asked for; null where nothing is kept, or where others could have written it, or where it cannot
 * be read. The last is put aside.
 */
export async function recallRequest(lineage: string): Promise<IssueRequest | null> {
  const file = fileOf(lineage);
  try {
    // It names programs: what a link leads to, or what somebody else could have written, is not to be believed.
    if (!(await lstat(file)).isFile()) throw new SyntaxError('no file');
    for (const place of [lineage, file]) if ((await notOursFor(place)) !== null) return null;
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof value === 'object' && value !== null && 'request' in value && isIssueRequest(value.request)) {
      return value.request;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (!(error instanceof SyntaxError)) throw error;
  }
  await rename(file, `${file}.corrupt-${stamp()}`);
  return null;
}

function fileOf(lineage: string): string {
  return path.join(lineage, 'request.json');
}
