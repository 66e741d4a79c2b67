import { quotedText } from '../quoted-text.ts';
import type { DnsServer } from './answer.ts';
import type { ComparedAnswer, ComparedQuestion } from './compare-answers.ts';

const sources: Readonly<Record<DnsServer['source'], string>> = {
  system: 'system',
  configured: 'configured',
  authority: 'name server',
};

const verdicts: Readonly<Record<ComparedAnswer['verdict'], string>> = {
  same: 'same',
  differs: 'DIFFERS',
  'no-answer': 'no answer',
};

/** The comparison as lines of text with columns; differences stand first, and are said in words. Fit for a terminal. */
export function comparisonTable(questions: readonly ComparedQuestion[]): readonly string[] {
  const differing = questions.filter(({ agreed }) => !agreed);
  const ordered = [...differing, ...questions.filter(({ agreed }) => agreed)];
  const head =
    questions.length === 0
      ? 'Nothing was asked.'
      : differing.length === 0
        ? `On all ${questions.length} questions, everybody who answered says the same.`
        : `${differing.length} of ${questions.length} questions are answered differently.`;
  return [
    head,
    ...ordered.flatMap(({ question, answers }) => [
      '',
      `${question.type} ${quotedText(question.name === '' ? '.' : question.name, 260)}`,
      ...rows(answers),
    ]),
  ];
}

function rows(answers: readonly ComparedAnswer[]): readonly string[] {
  const cells = answers.map(({ source, server, answer, verdict, ms }) => [
    verdicts[verdict],
    sources[source],
    quotedText(server),
    `${ms} ms`,
    quotedText(answer, 500),
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(60, Math.max(...cells.map((row) => (row[column] ?? '').length))),
  );
  return cells.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
