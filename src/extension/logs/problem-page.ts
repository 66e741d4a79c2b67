import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import { whoCanFix } from './who-can-fix.ts';

/** Documents of this scheme hold one problem of the catalogue each. */
export const problemScheme = 'cert-doctor-problem';

export function isProblemId(value: unknown): value is ProblemId {
  return typeof value === 'string' && Object.hasOwn(problems, value);
}

/** Path of the problem's page under `problemScheme`. */
export function problemPath(problem: ProblemId): string {
  return `/${problem}.md`;
}

/** The problem's page in Markdown; null for a path that is none. */
export function problemPage(path: string): string | null {
  const id = path.replace(/^\//, '').replace(/\.md$/, '');
  if (!isProblemId(id)) return null;
  const { title, meaning, fix, area } = problems[id];
  return `# ${title}

${meaning}

## What to do

${fix}

## Who can fix it

${sentence(whoCanFix[area])}

---

Problem id: \`${id}\`
`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
