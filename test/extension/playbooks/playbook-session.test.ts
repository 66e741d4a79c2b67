import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IssueReport } from '../../../src/core/acme/issuance.ts';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { automationFailure } from '../../../src/core/playbook/automation-failure.ts';
import { certificateExpired } from '../../../src/core/playbook/certificate-expired.ts';
import { hardeningAdvice } from '../../../src/core/playbook/hardening-advice.ts';
import { mixedContent } from '../../../src/core/playbook/mixed-content.ts';
import { nothingKnown } from '../../../src/core/playbook/look.ts';
import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { resumeRun } from '../../../src/core/playbook/resume-run.ts';
import { startRun, type PlaybookRun } from '../../../src/core/playbook/run.ts';
import { noLooks } from '../../../src/core/picture/two-looks.ts';
import type { PanelView } from '../../../src/extension/playbooks/panel/messages.ts';
import type { OfferedView } from '../../../src/extension/playbooks/panel-view.ts';
import type { PlaybookAction } from '../../../src/extension/playbooks/playbook-action.ts';
import { PlaybookSession, type PlaybookWorld } from '../../../src/extension/playbooks/playbook-session.ts';
import { keptLeaf, knownGood, machine, page, servedFile } from '../../core/playbook/recorded-machine.ts';
import { at, healthy, intent, observing, portRefused, shown } from '../../core/playbook/recorded-report.ts';
import { context } from './views.ts';

/** An editor that writes down what is asked of it, and an engine that plays recorded reports; the last one repeats. */
class Recorded {
  readonly performed: PlaybookAction[] = [];
  looks = 0;
  saved: PlaybookRun | null = null;
  shown: OfferedView | null = null;
  trusted = true;
  addresses: readonly string[] | null = null;
  readonly #reports: readonly DomainReport[];
  readonly session: PlaybookSession;

  constructor(
    reports: readonly DomainReport[],
    change: Partial<PlaybookWorld> = {},
    from: DomainIntent = intent,
    playbook = issuanceFailed,
  ) {
    this.#reports = reports;
    this.session = new PlaybookSession(playbook, startRun(playbook, from, null, at), {
      listedIntent: () => intent,
      look: (_intent, signal) => {
        const report = this.#reports[Math.min(this.looks++, this.#reports.length - 1)];
        if (report === undefined) throw new Error('nothing recorded');
        signal.throwIfAborted();
        return Promise.resolve({ ...report, at: new Date().toISOString() });
      },
      known: () => Promise.resolve(nothingKnown),
      issue: () => Promise.resolve(null),
      renew: () => Promise.resolve({ outcome: 'declined', text: 'You declined the command.', findings: [] }),
      askSource: () => Promise.resolve(null),
      askReason: () => Promise.resolve(null),
      askAddresses: () => Promise.resolve(this.addresses),
      perform: (action) => {
        this.performed.push(action);
        return Promise.resolve(true);
      },
      context: () => ({
        shell: context.shell,
        ports: context.ports,
        resolver: null,
        issuer: null,
        looks: noLooks,
        trusted: this.trusted,
      }),
      save: (run) => {
        this.saved = run;
      },
      show: (view) => {
        this.shown = view;
      },
      ...change,
    });
  }

  get view(): PanelView {
    if (this.shown === null) throw new Error('nothing was shown');
    return this.shown.view;
  }

  state(id: string): string | undefined {
    return this.view.steps.find((step) => step.id === id)?.state;
  }

  async press(label: string): Promise<void> {
    const buttons = JSON.stringify(this.view);
    const id = [...(this.shown?.offered.keys() ?? [])].find((one) =>
      buttons.includes(`${JSON.stringify({ id: one, label }).slice(0, -1)},`),
    );
    if (id === undefined) throw new Error(`no button ${label}`);
    await this.session.act(id);
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(at) });
});
afterEach(() => {
  vi.useRealTimers();
});

test('it looks at once and shows what was seen', async () => {
  const recorded = new Recorded([healthy]);
  await recorded.session.start();
  expect(recorded.looks).toBe(1);
  expect(recorded.state('port-80')).toBe('fine');
});

test('while a problem stands it looks again by itself after 3, 5, 10, 20, 30 and 30 seconds', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  for (const seconds of [3, 5, 10, 20, 30, 30]) {
    const before = recorded.looks;
    await vi.advanceTimersByTimeAsync(seconds * 1_000 - 1);
    expect(recorded.looks).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(recorded.looks).toBe(before + 1);
  }
});

test('what the user did by hand is looked at at once, and waits where it is still wrong', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  await recorded.press('Done by hand');
  expect(recorded.looks).toBe(2);
  expect(recorded.state('port-80')).toBe('you');
  expect(recorded.view.nextLookAt).not.toBeNull();
});

test('it stops by itself after about twenty minutes, and Look again starts it anew', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  const looks = recorded.looks;
  expect(looks).toBeLessThan(50);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(recorded.looks).toBe(looks);
  expect(recorded.view.nextLookAt).toBeNull();
  await recorded.press('Look again');
  expect(recorded.view.nextLookAt).not.toBeNull();
});

test('a fix turns the step by itself, and then nothing is looked at any more', async () => {
  const recorded = new Recorded([portRefused, healthy]);
  await recorded.session.start();
  expect(recorded.state('port-80')).toBe('problem');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(recorded.state('port-80')).toBe('fine');
  expect(recorded.view.current).toBe('issue');
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(recorded.looks).toBe(2);
});

test('a hidden panel looks at nothing, and goes on when it is shown again', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  recorded.session.setVisible(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recorded.looks).toBe(1);
  recorded.session.setVisible(true);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(recorded.looks).toBe(2);
});

test('what the user begins to do makes the step wait, and the first looks follow quickly', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  await vi.advanceTimersByTimeAsync(18_000);
  const primary = recorded.view.steps.find(({ id }) => id === 'port-80')?.primary;
  await recorded.session.act(primary?.id ?? '');
  expect(recorded.performed[0]).toMatchObject({ kind: 'terminal', step: 'port-80' });
  expect(recorded.state('port-80')).toBe('you');
  const looks = recorded.looks;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(recorded.looks).toBe(looks + 1);
  expect(recorded.state('port-80')).toBe('you');
});

test('an id that was not offered does nothing, however well it is formed', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  await recorded.session.act(JSON.stringify({ kind: 'terminal', step: 'port-80', line: 'rm -rf /' }));
  await recorded.session.act('{}');
  expect(recorded.performed).toEqual([]);
});

test('a look can be stopped; the steps say that nothing is known, and why', async () => {
  const recorded = new Recorded([healthy], {
    look: (_intent, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      }),
  });
  const started = recorded.session.start();
  expect(recorded.state('dns')).toBe('looking');
  await recorded.press('Stop looking');
  await started;
  expect(recorded.state('dns')).toBe('unknown');
  expect(recorded.view.notice?.text).toBe('The last look did not finish: it was stopped.');
});

test('the addresses that the user gives are what the next look is judged by', async () => {
  const without = { ...intent, addresses: [] };
  const unsaid = { ...healthy, names: healthy.names.map((name) => ({ ...name, expected: [] })) };
  const asked: (readonly string[])[] = [];
  const recorded = new Recorded(
    [unsaid],
    {
      listedIntent: () => without,
      look: (from) => {
        asked.push(from.addresses);
        return Promise.resolve(from.addresses.length === 0 ? unsaid : healthy);
      },
    },
    without,
  );
  await recorded.session.start();
  expect(recorded.state('dns')).toBe('you');
  recorded.addresses = ['203.0.113.10'];
  await recorded.press("Enter the server's address…");
  expect(asked.at(-1)).toEqual(['203.0.113.10']);
  expect(recorded.state('dns')).toBe('fine');
});

describe('issuing', () => {
  const renewed = observing({ tls: healthy.names.map(({ name }) => shown(name, '02')) });
  const issued: IssueReport = { reached: 'verified', certificate: null, stopped: null };

  test('shows its progress, looks, and ends with the certificate that is served', async () => {
    const words: string[] = [];
    const recorded: Recorded = new Recorded([healthy, renewed], {
      issue: (progress) => {
        progress('Ordering');
        words.push(recorded.view.steps.at(-1)?.said ?? '');
        return Promise.resolve(issued);
      },
    });
    await recorded.session.start();
    await vi.advanceTimersByTimeAsync(1_000);
    await recorded.press('Issue Certificate…');
    expect(words).toEqual(['Ordering']);
    expect(recorded.view.verdict.title).toBe('Solved');
  });

  test('that breaks off is a problem with its reason, and can be tried again', async () => {
    const recorded = new Recorded([healthy], { issue: () => Promise.reject(new Error('the engine ended')) });
    await recorded.session.start();
    await recorded.press('Issue Certificate…');
    expect(recorded.view.steps.at(-1)).toMatchObject({ state: 'problem', said: 'the engine ended' });
    expect(recorded.view.steps.at(-1)?.primary?.label).toBe('Retry…');
  });

  test('waits and looks again while the server still shows the earlier certificate', async () => {
    const recorded = new Recorded([healthy, healthy, renewed]);
    await recorded.session.start();
    await vi.advanceTimersByTimeAsync(1_000);
    await recorded.press('Issue Certificate…');
    expect(recorded.state('issue')).toBe('you');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(recorded.state('issue')).toBe('fine');
  });
});

describe('what a playbook does beside issuing', () => {
  const expiredAt = '2026-11-20T09:00:00.000Z';
  const served = (serial: string, until: string) =>
    healthy.names.map(({ name }) => {
      const one = shown(name, serial);
      return one.outcome.kind === 'handshake'
        ? { ...one, outcome: { ...one.outcome, chain: [keptLeaf(serial, until)] } }
        : one;
    });
  const dns = healthy.observations.dns;
  const expired = observing({ dns, host: machine, tls: served('01', expiredAt) }, { ssl: 'expired' });
  const good = observing({ dns, host: machine, tls: served('02', '2027-02-23T09:00:00.000Z') });
  const known = () => Promise.resolve(knownGood);

  test('the client that owns the certificate renews it, and the step turns by what is served', async () => {
    const owners: unknown[] = [];
    const recorded = new Recorded(
      [expired, good],
      {
        known,
        renew: (owner, progress) => {
          owners.push(owner);
          progress('Running certbot');
          return Promise.resolve({ outcome: 'renewed', text: 'certbot renewed it.', findings: [] });
        },
      },
      intent,
      certificateExpired,
    );
    await recorded.session.start();
    expect(recorded.state('renew')).toBe('you');
    await vi.advanceTimersByTimeAsync(1_000);
    await recorded.press('Renew with certbot…');
    expect(owners).toMatchObject([{ client: 'certbot', name: 'example.com' }]);
    expect(recorded.view.verdict.title).toBe('Solved');
    expect(recorded.view.history.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Running certbot', 'certbot renewed it.']),
    );
  });

  test('a renewal that fails is a problem with the reason of the client', async () => {
    const renew = () =>
      Promise.resolve({ outcome: 'failed', text: 'certbot ended with code 1.', findings: [] } as const);
    const recorded = new Recorded([expired], { known, renew }, intent, certificateExpired);
    await recorded.session.start();
    await recorded.press('Renew with certbot…');
    expect(recorded.view.steps.at(-1)).toMatchObject({ state: 'problem', said: 'certbot ended with code 1.' });
  });

  test('a file that the user names is looked at from then on', async () => {
    const asked: unknown[] = [];
    const recorded = new Recorded(
      [good],
      {
        known: (_intent, sources) => {
          asked.push(sources.files);
          return Promise.resolve(nothingKnown);
        },
        askSource: (kind) => Promise.resolve(kind === 'files' ? '/tmp/site.csr' : null),
      },
      intent,
      automationFailure,
    );
    await recorded.session.start();
    expect(recorded.state('request')).toBe('unknown');
    await recorded.press('Name a file…');
    expect(asked).toEqual([[], ['/tmp/site.csr']]);
    expect(recorded.saved?.sources.files).toEqual(['/tmp/site.csr']);
  });

  test('advice is declined with a reason, which is kept; without one it stays', async () => {
    const open = observing({ dns, host: { ...machine, files: [{ ...servedFile, keyOpenToAll: true }] } });
    let reason: string | null = null;
    const askReason = () => Promise.resolve(reason);
    const recorded = new Recorded([open], { known, askReason }, intent, hardeningAdvice);
    await recorded.session.start();
    await recorded.press('Decline…');
    expect(recorded.state('key-rights')).toBe('problem');
    reason = 'a test machine';
    await recorded.press('Decline…');
    expect(recorded.state('key-rights')).toBe('skipped');
    expect(recorded.view.history.at(-1)?.text).toContain('skipped');
    expect(JSON.stringify(recorded.view.history)).toContain('a test machine');
  });

  test('an address is replaced by the editor; where it was not, nothing is said to be done', async () => {
    const insecure = { use: 'script', element: 'script', attribute: 'src', line: 3, column: 9 } as const;
    const url = 'http://cdn.example.net/a.js';
    const mixed = observing({ pages: [page('example.com', { insecure: [{ ...insecure, url }], insecureCount: 1 })] });
    let isDone = false;
    const perform = () => Promise.resolve(isDone);
    const recorded = new Recorded([mixed], { perform }, intent, mixedContent);
    await recorded.session.start();
    await recorded.press(`Replace ${url}…`);
    expect(recorded.state('page')).toBe('problem');
    isDone = true;
    await recorded.press(`Replace ${url}…`);
    expect(recorded.state('page')).toBe('you');
    expect(recorded.view.history.map(({ text }) => text)).toContain(
      `Replaced in the workspace: ${url} by https://cdn.example.net/a.js`,
    );
  });
});

test('in Restricted Mode it does not look by itself', async () => {
  const recorded = new Recorded([portRefused]);
  recorded.trusted = false;
  await recorded.session.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recorded.looks).toBe(1);
});

test('every step is saved as it turns, and what was saved goes on after a reload', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  const stored: unknown = JSON.parse(JSON.stringify(recorded.saved));
  expect(resumeRun(issuanceFailed, stored)?.steps.map(({ state }) => state)).toEqual(
    recorded.view.steps.map(({ state }) => state),
  );
});

test('a closed panel looks at nothing', async () => {
  const recorded = new Recorded([portRefused]);
  await recorded.session.start();
  recorded.session.dispose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recorded.looks).toBe(1);
});
