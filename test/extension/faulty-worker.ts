// An engine on the far side of a thread that does what the intent's name says: answer, crash, stall, ask.
import { parentPort } from 'node:worker_threads';
import type { Engine } from '../../src/engine/engine.ts';
import { serveEngine, type ToEngine } from '../../src/engine/protocol.ts';

let letGo = (): void => undefined;
const engine = {
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
} as Partial<Engine> as Engine;

const receive = serveEngine(engine, (message) => parentPort?.postMessage(message));
parentPort?.on('message', (message: ToEngine) => {
  receive(message);
});
