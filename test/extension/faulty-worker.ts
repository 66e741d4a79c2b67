// An engine on the far side of a thread that does what the text says: answer, crash, stall, ask. Logs are read in earnest.
import { parentPort } from 'node:worker_threads';
import type { Engine } from '../../src/engine/engine.ts';
import { serveEngine, type ToEngine } from '../../src/engine/protocol.ts';

let letGo = (): void => undefined;
// Loaded where it is asked for: most tests need nothing of it, and it takes a second on a busy machine.
const real = async (): Promise<Engine> =>
  (loaded ??= (await import('../../src/engine/create-engine.ts')).createEngine());
let loaded: Engine | undefined;

const engine: Partial<Engine> = {
  scan: async (...args) => (await real()).scan(...args),
  openLog: async (...args) => (await real()).openLog(...args),
  changeLog: async (...args) => (await real()).changeLog(...args),
  closeLog: async (...args) => (await real()).closeLog(...args),
  followLog: async (...args) => (await real()).followLog(...args),
  issue: () =>
    new Promise((resolve) => {
      letGo = () => {
        resolve('issued' as never);
      };
    }),
  async readConfig(text, run) {
    switch (text) {
      case 'crash':
        setImmediate(() => {
          throw new Error('a dependency broke');
        });
        return new Promise(() => undefined);
      case 'stall':
        for (;;);
      case 'wait':
        return new Promise((_resolve, reject) => {
          run.signal.addEventListener('abort', () => {
            reject(new DOMException('stopped', 'AbortError'));
          });
        });
      case 'deaf':
        return new Promise(() => undefined);
      case 'reject':
        throw Object.assign(new Error('no such file'), { name: 'ReadError', reason: 'not-found' });
      case 'ask': {
        run.progress({ step: 'asking' });
        const yes = await run.confirm({ title: 'Reload?', why: 'New files.', argv: ['nginx', '-s', 'reload'] });
        return { domains: [], errors: [{ message: yes ? 'yes' : 'no', offset: 0, length: 0, line: 1 }] };
      }
      case 'let go':
        letGo();
        return { domains: [], errors: [] };
      default:
        return { domains: [], errors: [] };
    }
  },
  check: () => {
    process.exit(3);
  },
};

const receive = serveEngine(engine as Engine, (message) => parentPort?.postMessage(message));
parentPort?.on('message', (message: ToEngine) => {
  receive(message);
});
