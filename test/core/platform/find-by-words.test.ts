import { describe, expect, it, test } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import { findByWords, searchPlaybooks } from '../../../src/core/platform/find-by-words.ts';
import { findPlatform } from '../../../src/core/platform/platforms.ts';
import { statusMeaning } from '../../../src/core/platform/status-meaning.ts';
import type { ProblemId } from '../../../src/core/problem/catalogue.ts';
import { paraphrases } from './paraphrases.ts';
import { sourceRows, sourceSentences } from './source-rows.ts';
import { tiredWords } from './tired-words.ts';

const scanner = createLogScanner();
const problemsIn = (text: string): readonly ProblemId[] =>
  diagnoseLog(text.split('\n'), scanner).findings.map(({ problem }) => problem);

describe.each(Object.entries(sourceRows))('the words of %s lead to the right place', (id, rows) => {
  it.each(rows.map((row) => [row.words, row] as const))('typed into the search: %s', (words, { playbook, problem }) => {
    const [first] = findByWords(words, problemsIn);
    expect({ playbook: first?.playbook, problem: first?.problem }).toEqual({ playbook, problem });
  });

  it.each(rows.map((row) => [row.words, row] as const))('read on the platform: %s', (words, { playbook, problem }) => {
    const meaning = statusMeaning(findPlatform(id) ?? null, words);
    // A few of them are names of the whole and no status.
    if (meaning === null) expect(problem).toBeNull();
    else expect({ playbook: meaning.playbook, problem: meaning.problem }).toEqual({ playbook, problem });
  });
});

describe.each(Object.entries(sourceSentences))('each sentence of %s leads to the right playbook', (_, sentences) => {
  it.each(sentences.map(([words, ...meant]) => [words, meant] as const))('%s', (words, meant) => {
    expect(meant).toContain(searchPlaybooks(words, problemsIn(words))[0]?.id);
    // Before what is pasted was read as a log, and where nobody reads logs.
    expect(meant).toContain(searchPlaybooks(words)[0]?.id);
  });
});

test.each(paraphrases.map(([words, ...meant]) => [words, meant] as const))(
  'somebody who never read the instructions is led right: %s',
  (words, meant) => {
    expect(meant).toContain(searchPlaybooks(words, problemsIn(words))[0]?.id);
  },
);

test.each(tiredWords.map(([words, ...meant]) => [words, meant] as const))(
  'somebody who does not know what it is called is led right: %s',
  (words, meant) => {
    expect(meant).toContain(findByWords(words, problemsIn)[0]?.playbook);
  },
);

describe('a line of a log', () => {
  it.each([
    [
      '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/t: Timeout during connect (likely firewall problem)',
      'http-timeout',
      'PB-1',
    ],
    [
      '[error] example.com: smoxy: TXT ACME challenge exists for _acme-challenge.example.com, generation stopped',
      'delegation-duplicate',
      'PB-7',
    ],
    ['2026/11/22 07:15:02 [alert] 12#12: 1024 worker_connections are not enough', 'nginx-worker-connections', 'PB-12'],
    [
      'Detail: DNS problem: NXDOMAIN looking up A for www.example.com - check that a DNS record exists for this domain',
      'dns-nxdomain',
      'PB-1',
    ],
    ['connect() failed (111: Connection refused) while connecting to upstream', 'nginx-upstream', 'PB-1'],
  ] as const)('leads to its problem: %s', (line, problem, playbook) => {
    const [first] = findByWords(line, problemsIn);
    expect({ problem: first?.problem, playbook: first?.playbook }).toEqual({ problem, playbook });
  });
});

describe('the search', () => {
  it('knows problems by their titles and ids, and playbooks by their numbers', () => {
    expect(findByWords('Port 80 does not answer')[0]).toMatchObject({
      by: 'problem',
      problem: 'http-timeout',
      playbook: 'PB-1',
    });
    expect(findByWords('caa-forbids')[0]).toMatchObject({ problem: 'caa-forbids', playbook: 'PB-1' });
    expect(findByWords('Issuance failed or stuck')[0]).toMatchObject({ by: 'playbook', playbook: 'PB-1' });
    expect(findByWords('PB-4')[0]).toMatchObject({ by: 'playbook', playbook: 'PB-4' });
  });

  it('finds nothing in nothing, and names no place twice', () => {
    expect(findByWords('')).toEqual([]);
    expect(findByWords('   !? ')).toEqual([]);
    expect(findByWords('xyzzy plugh')).toEqual([]);
    const keys = findByWords('pending', problemsIn).map(({ by, title, playbook, problem }) =>
      [by, title, playbook, problem].join(),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('finds by half a word, while it is typed', () => {
    expect(searchPlaybooks('deploym')[0]?.id).toBe('PB-11');
    expect(searchPlaybooks('mix')[0]?.id).toBe('PB-4');
    expect(searchPlaybooks('pb4').map(({ id }) => id)).toEqual(['PB-4']);
  });

  it('offers several playbooks, best first, and each once', () => {
    const found = searchPlaybooks('the deployment hangs after the renewal').map(({ id }) => id);
    expect(found[0]).toBe('PB-11');
    expect(found).toContain('PB-10');
    expect(new Set(found).size).toBe(found.length);
  });

  it('takes the words of the platform that is named', () => {
    expect(findByWords('pending since two hours in smoxy')[0]?.playbook).toBe('PB-7');
    expect(findByWords('CloudAIPilot says pending')[0]?.playbook).toBe('PB-1');
  });

  it('finds nothing where words are met by chance', () => {
    for (const words of ['hello world', 'football results today', 'i love you']) expect(findByWords(words)).toEqual([]);
  });

  it('a word alone is a status only where nothing else is said', () => {
    expect(statusMeaning(null, 'pending')?.status).toEqual({ of: 'certificate', is: 'pending' });
    expect(statusMeaning(findPlatform('smoxy') ?? null, 'SSL status: Missing')?.problem).toBe('delegation-missing');
    expect(statusMeaning(null, 'the active worker has a pending connection')).toBeNull();
  });
});
