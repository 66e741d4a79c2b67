// Listens at a port inside the lab and takes the network down with the first connection, as a laptop that leaves its WLAN.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

createServer(() => {
  spawnSync('ip', ['link', 'set', 'lo', 'down']);
}).listen(Number(process.argv[2]), () => {
  process.stdout.write('listening\n');
});
