import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** The machine's own Node.js, not the one that the scripts bring: whoever runs the CLI has that one, from version 20 on. */
const ownNode = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => path.join(folder, 'node'))
  .find((file) => existsSync(file));

describe.skipIf(ownNode === undefined)("the CLI on the machine's own Node.js", () => {
  const run = (...args: readonly string[]) =>
    spawnSync(ownNode ?? '', [path.join(root, 'dist/cli.cjs'), ...args], { cwd: root, encoding: 'utf8' });

  it('scans a log and says nothing else', () => {
    const { stdout, stderr } = run('scan', '--json', 'test/fixtures/world-logs/letsencrypt/letsencrypt.log');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, cause: { problem: 'http-refused' } });
  });

  it('checks a name and says nothing else', () => {
    // Nothing listens on port 9 of this machine: all is unknown, and that is an answer too.
    const { stdout, stderr, status } = run('check', '--json', 'www.example.com', '--resolver', '127.0.0.1:9');
    expect(stderr).toBe('');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, domains: [{ name: 'www.example.com', ssl: 'unknown' }] });
  });
});
