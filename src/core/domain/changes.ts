import type { Landmarks, ServedLandmark } from './landmarks.ts';

/** One thing that is otherwise than it was. All text went through `quotedText`. */
export interface Change {
  readonly what: 'records' | 'certificate' | 'issuer' | 'chain' | 'listeners' | 'sites';
  /** The record, the name and its address, or the machine. */
  readonly subject: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What changed between two looks, in both of which it was seen. */
export function changesBetween(before: Landmarks, after: Landmarks): readonly Change[] {
  return [
    ...shared(before.records, after.records).flatMap(([subject, one, other]) =>
      changeOf('records', subject, one, other),
    ),
    ...shared(before.served, after.served).flatMap(([subject, one, other]) => servedChanges(subject, one, other)),
    ...machineChange('listeners', before.listeners, after.listeners),
    ...machineChange('sites', before.sites, after.sites),
  ];
}

function servedChanges(subject: string, before: ServedLandmark, after: ServedLandmark): readonly Change[] {
  const words = ({ serial, notAfter }: ServedLandmark): string => `serial ${serial}, until ${notAfter.slice(0, 10)}`;
  return [
    ...changeOf('issuer', subject, [before.issuer], [after.issuer]),
    ...(before.serial === after.serial ? [] : changeOf('certificate', subject, [words(before)], [words(after)])),
    ...changeOf('chain', subject, before.chain, after.chain),
  ];
}

function machineChange(
  what: 'listeners' | 'sites',
  before: readonly string[] | null,
  after: readonly string[] | null,
): readonly Change[] {
  if (before === null || after === null) return [];
  // Of many lines only those that differ tell something.
  return changeOf(
    what,
    what === 'sites' ? 'sites of the web server' : 'who listens',
    before.filter((line) => !after.includes(line)),
    after.filter((line) => !before.includes(line)),
  );
}

function changeOf(
  what: Change['what'],
  subject: string,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  return before.join('\n') === after.join('\n') ? [] : [{ what, subject, before, after }];
}

function shared<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): readonly (readonly [string, T, T])[] {
  return Object.entries(after).flatMap(([key, other]) => {
    const one = Object.hasOwn(before, key) ? before[key] : undefined;
    return one === undefined ? [] : [[key, one, other] as const];
  });
}

/** `A www.example.com: 203.0.113.9, was 203.0.113.10`. */
export function changeText({ what, subject, before, after }: Change): string {
  const now = after.length === 0 ? 'nothing' : after.join(', ');
  const was = before.length === 0 ? 'nothing' : before.join(', ');
  return `${what === 'records' ? subject : `${words[what]}, ${subject}`}: ${now}, was ${was}`;
}

const words: Readonly<Record<Exclude<Change['what'], 'records'>, string>> = {
  certificate: 'certificate',
  issuer: 'issuer',
  chain: 'chain',
  listeners: 'machine',
  sites: 'machine',
};
