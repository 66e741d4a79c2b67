import { withoutSecrets } from '../report/redact.ts';
import type { IssueReport } from './issuance.ts';

const longest = 2_000;

/** Why an issuance stopped, in the words of whoever stopped it; hostile text, without secrets and at most 2000 characters. */
export function stoppedText(stopped: NonNullable<IssueReport['stopped']>): string {
  switch (stopped.kind) {
    case 'cancelled':
      return 'It was cancelled.';
    case 'declined':
      return `${stopped.what} was declined.`;
    case 'ca':
      return whole(`${stopped.problem.type}: ${stopped.problem.detail}`);
    case 'failed': {
      const [evidence] = stopped.findings[0]?.evidence ?? [];
      return whole(evidence === undefined ? stopped.text : `${stopped.text} ${evidence.text.trim()}`);
    }
  }
}

function whole(text: string): string {
  return withoutSecrets(text).slice(0, longest);
}
