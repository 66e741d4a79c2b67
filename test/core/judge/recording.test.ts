import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecordings, recordingFile, recordingOf, replay } from '../../../src/core/judge/recording.ts';
import { answer, handshake, healthy, home, intent, judged, leaf, noPage, page, replaced } from './recorded.ts';

const host = 'example.com';
const meant = intent(host, { addresses: [home], mail: [{ startTls: 'smtp', port: 25 }] });
const seen = {
  ...healthy(host),
  tls: [handshake(host, home, [leaf({ names: [host], until: -3 })])],
  http: [noPage(host, home, 'refused'), page(host, home, 200, { body: '<html>\n<title>\u001b]0;owned\u0007</title>' })],
};
const report = judged(meant, seen);
const text = JSON.stringify(recordingFile([recordingOf(meant, report)]));
interface Loose {
  recordings: { intent: Record<string, unknown>; observations: Record<string, unknown>; at: unknown }[];
}
const wrong = (change: (one: Loose['recordings'][number]) => void): string => {
  const file = JSON.parse(text) as Loose;
  for (const one of file.recordings) change(one);
  return JSON.stringify(file);
};

/** The places in plain data, each as the way to it. */
function places(value: unknown, way: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, item]) => places(item, [...way, key]))];
}

function withValueAt(value: unknown, [key, ...way]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return (value as readonly unknown[]).map((item, index) =>
      String(index) === key ? withValueAt(item, way, to) : item,
    );
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [key]: withValueAt(members[key], way, to) };
}

describe('a recording', () => {
  it('with anything in any place is judged or refused in words, and never breaks the judgement', () => {
    const file = JSON.parse(text) as unknown;
    fc.assert(
      fc.property(fc.constantFrom(...places(file)), fc.jsonValue(), (way, to) => {
        try {
          readRecordings(JSON.stringify(withValueAt(file, way, to))).map(replay);
        } catch (error) {
          expect((error as Error).name).toBe('RecordingError');
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('comes to the same report without a network', () => {
    expect(readRecordings(text).map(replay)).toEqual([report]);
  });

  it('that was made before parts existed replays with those parts not looked at', () => {
    const [old] = readRecordings(text);
    expect(Object.keys(old?.observations ?? {}).sort()).toEqual(['dns', 'http', 'publicSuffixes', 'tls']);
  });

  it('keeps parts that this version does not know', () => {
    const [one] = readRecordings(wrong(({ observations }) => (observations['later'] = [{ address: '::1' }])));
    expect(one?.observations).toHaveProperty('later');
  });

  it.each([
    ['no JSON', '{'],
    ['something else', '{"version":1}'],
    ['a later version', text.replace('"version":1', '"version":9')],
    ['a name with an escape', wrong((one) => (one.intent['name'] = { ascii: 'a.\u001b[2J', wildcard: false }))],
    ['a name that is a number', wrong((one) => (one.intent['name'] = 5))],
    ['no address', wrong((one) => (one.intent['addresses'] = ['$(id)']))],
    ['no method', wrong((one) => (one.intent['method'] = 'http-02'))],
    ['no mail port', wrong((one) => (one.intent['mail'] = [{ startTls: 'telnet', port: 23 }]))],
    ['no moment', wrong((one) => (one.at = 'yesterday'))],
    ['no list of answers', wrong((one) => (one.observations['dns'] = {}))],
    ['answers that are none', wrong((one) => (one.observations['dns'] = [null]))],
    [
      'an address that steers',
      wrong((one) => (one.observations['tls'] = [{ address: '\u001b[2J', outcome: {}, seen: {} }])),
    ],
    ['a text without end', wrong((one) => (one.observations['x'] = 'a'.repeat(80_000)))],
    ['a nest', wrong((one) => (one.observations['x'] = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown))],
  ])('is refused in words where it holds %s', (_, hostile) => {
    expect(() => readRecordings(hostile)).toThrow(expect.objectContaining({ name: 'RecordingError' }) as Error);
  });

  it('says in words that it cannot be judged where its parts are of another shape', () => {
    const [one] = readRecordings(
      wrong(
        ({ observations }) => (observations['tls'] = [{ address: home, outcome: { kind: 'handshake' }, seen: {} }]),
      ),
    );
    expect(() => one && replay(one)).toThrow(expect.objectContaining({ name: 'RecordingError' }) as Error);
  });

  it('brings no text that steers a terminal but where it is quoted', () => {
    const hostile = wrong((one) => (one.observations['later'] = { '\u001b[2J': ['\u202e\u0007'] }));
    const dns = replaced(
      healthy(host).dns,
      answer(`_acme-challenge.${host}`, 'TXT', [`_acme-challenge.${host} TXT a\tb`]),
    );
    const [one] = readRecordings(hostile);
    expect(JSON.stringify(one?.observations).replaceAll('\\u001b]0;owned\\u0007', '')).not.toMatch(
      /\\u001b|\u202e|\\u0007/,
    );
    const kept = readRecordings(JSON.stringify(recordingFile([recordingOf(meant, judged(meant, { ...seen, dns }))])));
    expect(JSON.stringify(kept)).toContain('a\\tb');
  });
});
