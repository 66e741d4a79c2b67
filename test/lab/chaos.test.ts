import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IssueReport } from '../../src/core/acme/issuance.ts';
import { InFlight } from '../../src/engine/observe/in-flight.ts';
import { machineFaults, kills, networkFaults, type ChaosFault } from './chaos-faults.ts';
import {
  bundleRuns,
  ChaosDomain,
  startFaultProxies,
  type ChaosOutcome,
  type ChaosRun,
  type FaultProxies,
} from './chaos-kit.ts';
import { reliabilityPage, type ChaosRow } from './chaos-table.ts';
import { describeLab } from './describe-lab.ts';
import { startLab, type Lab } from './lab.ts';

/** More than it ever takes, on a machine with much else to do. */
const longestMs = 400_000;
/** As many domains suffer at once as a small machine can bear. */
const lanes = 3;

describeLab('renewing under trouble', () => {
  let lab: Lab;
  let proxies: FaultProxies;
  let made = 0;
  const rows = new Map<string, ChaosRow>();
  const free: ChaosDomain[] = [];
  const line = new InFlight(lanes);

  beforeAll(async () => {
    lab = await startLab();
    proxies = startFaultProxies(lab, lab.pebble);
    await bundleRuns(lab);
  }, 60_000);
  afterAll(async () => {
    await lab.stop();
  }, 60_000);

  function newDomain(): ChaosDomain {
    made += 1;
    return new ChaosDomain(lab, proxies, `domain-${String(made)}`, made);
  }

  /** Runs a trouble on a domain as it was after its first certificate; domains are used again. */
  function onDomain(trouble: (one: ChaosDomain) => Promise<void>): Promise<void> {
    return line.run(async () => {
      const used = free.pop();
      const one = used ?? newDomain();
      if (used === undefined) {
        await one.prepare();
        await one.save();
      } else await one.restore();
      await trouble(one);
      free.push(one);
    });
  }

  interface Trouble {
    readonly what: string;
    /** The first run, into the trouble. */
    readonly run: () => Promise<ChaosOutcome>;
    /** The trouble ends. */
    readonly heal?: () => Promise<void>;
    /** Words before the command of the runs after it. */
    readonly afterwards?: readonly string[];
  }

  /** Lets a renewal run into trouble, ends the trouble, and lets the next runs finish. The row is what the table says. */
  async function endure(one: ChaosDomain, { what, run, heal, afterwards = [] }: Trouble): Promise<ChaosRow> {
    const before = one.look();
    const issuedBefore = one.issued().length;
    const first = await run();
    await heal?.();
    await one.faults();
    const meanwhile = await one.reload();
    let last = first;
    let after = one.look();
    for (let runs = 1; !isRenewed(last.report, before.live) && runs < 5; runs += 1) {
      last = await one.run({ enough: after.live !== before.live }, afterwards);
      after = one.look();
    }
    const issued = one.issued().slice(issuedBefore);
    const row: ChaosRow = {
      what,
      said: messageOf(first, lab.folder),
      issued: issued.length,
      lost: [...before.keys, ...issued].filter((key) => !after.keys.includes(key)).length,
      meanwhile: meanwhile === before.live ? 'old' : 'new',
    };
    expect(isRenewed(last.report, before.live), JSON.stringify([first, last])).toBe(true);
    expect(row).toMatchObject({ issued: 1, lost: 0 });
    expect(after).toMatchObject({ whole: true, temporaries: [], open: [] });
    expect(after.live).not.toBe(before.live);
    expect(await one.served()).toBe(after.live);
    return row;
  }

  function endureFault(fault: ChaosFault): Promise<void> {
    const { what, faults = [], killBefore, killAfter, killDuring, before = [], afterwards = [] } = fault;
    const order = {
      ...(killBefore === undefined ? {} : { killBefore }),
      ...(killAfter === undefined ? {} : { killAfter }),
    };
    const suffer = (one: ChaosDomain): Promise<ChaosRow> =>
      endure(one, {
        what,
        async run() {
          if (killDuring === undefined) {
            await one.faults(...faults);
            return await one.run(order, before);
          }
          const held = await one.hold(killDuring);
          const started = one.start();
          const isReached = await Promise.race([held.reached.then(() => true), started.outcome.then(() => false)]);
          if (isReached) await one.signal(started, 'KILL');
          const outcome = await started.outcome;
          one.release();
          return outcome;
        },
        afterwards,
      });
    return onDomain(async (one) => {
      for (;;) {
        const asked = one.asked('chal').length;
        const row = await suffer(one);
        rows.set(what, row);
        // Told never to do so, Pebble takes an authorization of before for one order of a hundred (wfe.go, makeAuthorizations).
        if (one.asked('chal').length > asked) return;
        await one.restore();
      }
    });
  }

  /** One row of several trials that differ in where it hurts only. */
  function together(what: string, trials: readonly ChaosRow[]): void {
    const said = [...new Set(trials.map((row) => row.said))].filter((text) => text !== '').toSorted();
    const meanwhile = trials.every((row) => row.meanwhile === 'old') ? 'old' : 'whole';
    rows.set(what, { what, said: said.join(' '), issued: 1, lost: 0, meanwhile });
  }

  describe.concurrent('and then in peace', () => {
    it.for(networkFaults)('$what', { timeout: longestMs }, endureFault);
    it.for(kills)('$what', { timeout: longestMs }, endureFault);
    it.for(machineFaults)('$what', { timeout: longestMs }, endureFault);

    it(
      'asks once where the CA says that it is too much, and no window asks before it may',
      { timeout: longestMs },
      () =>
        onDomain(async (one) => {
          const asked = one.asked('new-order').length;
          const what = 'HTTP 429 for newOrder, three windows';
          const row = await endure(one, {
            what,
            async run() {
              await one.faults({ on: 'new-order', deed: '429', times: 99 });
              const first = await one.run();
              const others = await Promise.all([one.run({ asWindow: true }), one.run({ asWindow: true }), one.run()]);
              expect(others.map((other) => messageOf(other, lab.folder))).toEqual(
                Array(3).fill('The CA was not asked: it allows the next try from TIME.'),
              );
              expect(one.asked('new-order').length - asked).toBe(1);
              return first;
            },
            // The CA's time has come; by less than the hour by which a clock may be off.
            afterwards: ['faketime', '-f', '+55m'],
          });
          rows.set(what, row);
        }),
    );

    it('gets one certificate where two windows and the CLI want it at once', { timeout: longestMs }, () =>
      onDomain(async (one) => {
        const what = 'Two windows and the CLI at once';
        let followed = '';
        const row = await endure(one, {
          what,
          async run() {
            const held = await one.hold('new-order');
            const first = one.start({ asWindow: true });
            await held.reached;
            const others: readonly ChaosRun[] = [one.start({ asWindow: true }), one.start()];
            await Promise.all(others.map((other) => other.told('is at work on this certificate')));
            one.release();
            const outcomes = await Promise.all([first, ...others].map(({ outcome }) => outcome));
            const serials = outcomes.map(({ report }) => report?.certificate?.serialNumber);
            expect(new Set(serials).size).toBe(1);
            expect(outcomes.map(({ report }) => report?.stopped)).toEqual([null, null, null]);
            followed = outcomes[1]?.progress[0] ?? '';
            return outcomes[0] ?? (await first.outcome);
          },
        });
        rows.set(what, { ...row, said: masked(followed, lab.folder) });
      }),
    );

    it.for(['finalize', 'cert'] as const)(
      'passes by a run that is frozen while it waits for %s',
      { timeout: longestMs },
      (resource) =>
        onDomain(async (one) => {
          const what = `The holder of the lock is frozen (SIGSTOP) while it waits for ${resource === 'cert' ? 'the certificate' : resource}`;
          const frozen: ChaosOutcome[] = [];
          const row = await endure(one, {
            what,
            async run() {
              const held = await one.hold(resource);
              const sleeper = one.start();
              await held.reached;
              await one.signal(sleeper, 'STOP');
              const second = await one.run();
              const requests = one.requests();
              await one.signal(sleeper, 'CONT');
              one.release();
              frozen.push(await sleeper.outcome);
              // Nothing but the answer to what it had asked before.
              expect(one.requests() - requests).toBe(1);
              expect(frozen[0]?.report?.stopped).toMatchObject({
                kind: 'failed',
                text: expect.stringContaining('another one took over') as string,
              });
              return second;
            },
          });
          rows.set(what, { ...row, said: frozen.map((outcome) => messageOf(outcome, lab.folder)).join(' ') });
        }),
    );

    it(
      'keeps every byte of before where the disk is full, at whichever write',
      { timeout: 2 * longestMs },
      async () => {
        const trials: ChaosRow[] = [];
        await line.run(async () => {
          const one = newDomain();
          await one.mount('1m');
          await one.prepare();
          await one.save();
          const filler = `${one.storage}/filler`;
          const { writes } = await one.run();
          expect(writes).toBeGreaterThan(20);
          for (let fullFrom = 1; fullFrom <= writes; fullFrom += 1) {
            await one.restore();
            trials.push(
              await endure(one, {
                what: `full from write ${String(fullFrom)}`,
                run: () => one.run({ fullFrom, filler }),
                heal: () => one.remove(filler),
              }),
            );
          }
        });
        together('The disk is full, from any of its writes on', trials);
      },
    );

    it('uses nothing that the disk did not confirm', { timeout: longestMs }, async () => {
      const trials: ChaosRow[] = [];
      const inject = (call: string, at: number): readonly string[] => [
        ...['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`],
        ...['-e', `inject=${call}:error=EIO:when=${String(at)}+`],
      ];
      await onDomain(async (one) => {
        for (const at of [1, 4, 9, 16, 25, 36]) {
          await one.restore();
          trials.push(
            await endure(one, { what: `EIO at fsync ${String(at)}`, run: () => one.run({}, inject('fsync', at)) }),
          );
        }
        for (const at of [1, 3, 5]) {
          await one.restore();
          trials.push(
            await endure(one, { what: `EIO at rename ${String(at)}`, run: () => one.run({}, inject('rename', at)) }),
          );
        }
      });
      together('The disk reports an error (EIO), from any fsync or rename on', trials);
    });

    it('orders nothing where it may not write', { timeout: longestMs }, async () => {
      await line.run(async () => {
        const one = newDomain();
        await one.mount('1m');
        await one.prepare();
        const asked = one.asked('new-order').length;
        const readOnly = await endure(one, {
          what: 'The file system is read-only',
          async run() {
            await one.remount('ro');
            const outcome = await one.run();
            expect(one.asked('new-order')).toHaveLength(asked);
            return outcome;
          },
          heal: () => one.remount('rw'),
        });
        rows.set(readOnly.what, readOnly);
      });
      await onDomain(async (one) => {
        const asked = one.asked('new-order').length;
        const denied = await endure(one, {
          what: 'The storage belongs to another user',
          async run() {
            await one.giveTo('nobody');
            // Root that may do no more than others.
            const outcome = await one.run({}, ['setpriv', '--bounding-set', '-dac_override,-dac_read_search']);
            expect(one.asked('new-order')).toHaveLength(asked);
            return outcome;
          },
          heal: () => one.giveTo('root'),
        });
        rows.set(denied.what, denied);
      });
    });

    it(
      'comes through a CA that refuses every second nonce, takes its time and keeps authorizations',
      { timeout: longestMs },
      async () => {
        await line.run(async () => {
          const moody = await lab.startPebble({ name: 'moody', port: 14_600, nonceReject: 50, moody: true });
          const own = startFaultProxies(lab, moody);
          made += 1;
          const one = new ChaosDomain(lab, own, 'moody', made, moody);
          await one.prepare();
          const what = 'Every second nonce is refused, validations take up to three seconds, authorizations are reused';
          const row = await endure(one, { what, run: () => one.run() });
          // Ten refusals in a row happen once in a hundred runs; then the next one goes on.
          rows.set(what, { ...row, said: '', meanwhile: 'new' });
          await moody.stop();
        });
      },
    );

    it(
      'makes its account again, with the same key, at a CA that has forgotten everything',
      { timeout: longestMs },
      async () => {
        await line.run(async () => {
          const options = { name: 'forgetful', port: 14_700, nonceReject: 0 };
          const before = await lab.startPebble(options);
          const own = startFaultProxies(lab, before);
          made += 1;
          const one = new ChaosDomain(lab, own, 'forgetful', made, before);
          await one.prepare();
          await before.stop();
          const after = await lab.startPebble(options);
          const what = 'The CA has forgotten the account';
          rows.set(what, await endure(one, { what, run: () => one.run() }));
          await after.stop();
        });
      },
    );

    it('renews when the CA says, and tells it what is replaced', { timeout: longestMs }, () =>
      onDomain(async (one) => {
        const day = 86_400_000;
        const info = (from: number, to: number): { start: string; end: string; retryAfter: string } => ({
          start: new Date(Date.now() + from * day).toISOString(),
          end: new Date(Date.now() + to * day).toISOString(),
          retryAfter: '21600',
        });
        const before = one.look();
        await one.tellsWhen(info(10, 20));
        const early = await one.run({ renewDue: true });
        expect(early.due).toMatchObject([{ outcome: 'not-due' }]);
        // Kept for six hours, by the CA's word.
        await one.tellsWhen(info(-2, -1));
        expect((await one.run({ renewDue: true })).due).toMatchObject([{ outcome: 'not-due' }]);
        expect(one.asked('renewal-info')).toHaveLength(1);
        await one.forgetRenewalWord();
        const due = await one.run({ renewDue: true });
        expect(due.due, due.stderr).toMatchObject([{ outcome: 'renewed' }]);
        expect(one.asked('new-order').at(-1)).toMatchObject({ replaces: expect.stringContaining('.') as string });
        expect(one.look().live).not.toBe(before.live);
        await one.faults();
      }),
    );
  });

  it('says in docs/reliability.md what came of it', async () => {
    const page = await reliabilityPage([...rows.values()]);
    await expect(page).toMatchFileSnapshot('../../docs/reliability.md');
  });
});

/** A certificate that is in service and only not journaled so is kept where nobody wants another. */
function isRenewed(report: IssueReport | null, old: string | null): boolean {
  const isNew = (report?.certificate?.serialNumber ?? old) !== old;
  return isNew && (report?.stopped?.kind === 'declined' || (report?.reached === 'verified' && report.stopped === null));
}

/** What the user reads, without what differs from run to run. */
function messageOf({ report }: ChaosOutcome, folder: string): string {
  const stopped = report?.stopped ?? null;
  if (stopped === null) return '';
  const text =
    stopped.kind === 'ca'
      ? [...stopped.findings.map(({ message }) => message), nextTry(stopped.problem.retryAfter)].join(' ').trim()
      : stopped.kind === 'failed'
        ? stopped.text
        : stopped.kind;
  return masked(text, folder);
}

function nextTry(retryAfter: string | null): string {
  return retryAfter === null ? '' : `Next try allowed from ${retryAfter}.`;
}

function masked(text: string, folder: string): string {
  return text
    .split(folder)
    .map((part, at) => (at === 0 ? part : part.replace(/^[^ ]*/, 'FILE')))
    .join('')
    .replaceAll(/localhost:\d+/g, 'ca.example')
    .replaceAll(/Process \d+/g, 'Process N')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'DATE')
    .replaceAll(/\(seen from [^)]*\)/g, '(seen from HOST)');
}
