// Writes a file on another machine and cancels as soon as a file shows that it is being synced there, to be run inside the
// lab: `cancelled-write.ts DESTINATION FILE SHOWN`.
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { sshMachine } from '../../src/engine/act/deploy/ssh-machine.ts';

const [destination = '', file = '', shown = ''] = process.argv.slice(2);
const cancel = new AbortController();
const writing = sshMachine(destination, cancel.signal).write(file, Buffer.from('after'), 0o600, null);
const outcome = writing.then(
  () => 'written',
  (error: unknown) => (cancel.signal.aborted ? 'cancelled' : String(error)),
);
while (!existsSync(shown)) {
  if ((await Promise.race([outcome, pause(20, null)])) !== null) break;
}
cancel.abort();
process.stdout.write(`${await outcome}\n`);
