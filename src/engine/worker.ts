import { parentPort } from 'node:worker_threads';
import { createEngine } from './create-engine.ts';
import { serveEngine, type FromEngine, type ToEngine } from './protocol.ts';

// The engine's own thread: a hostile packet or a crash in a dependency ends here and not in the editor.
const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');
const receive = serveEngine(createEngine(), (message: FromEngine) => {
  port.postMessage(message);
});
port.on('message', (message: ToEngine) => {
  receive(message);
});
