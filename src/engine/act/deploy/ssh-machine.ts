import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { isSshDestination } from '../../../core/acme/deploy-plan.ts';
import { shellLine } from '../../../core/problem/shell-line.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import { resolveCommand, runCommand, type CommandResult } from '../../command-runner.ts';
import type { DeployMachine, PlacedFile } from './deploy-machine.ts';

const longestFileMs = 30_000;
/** A key store may hold many certificates. */
const largestFile = 1024 * 1024;
/** Ends a script where the file is not there. */
const notThere = 44;

/** Something on the other machine did not work; the message says what, with its words. */
class RemoteFailed extends Error {
  override readonly name = 'RemoteFailed';
}

/**
 * A machine behind SSH, with the user's own configuration, keys and agent. Its login shell only ever starts `sh -s`: what is to be
 * done stands in a script that is read from the input, so that neither another shell's quoting nor a list of processes
 * sees it. Never asks for a password.
 */
export function sshMachine(destination: string, signal: AbortSignal): DeployMachine {
  if (!isSshDestination(destination)) throw new RemoteFailed(`${quotedText(destination)} is no SSH destination.`);
  const options = ['BatchMode=yes', 'ConnectTimeout=10', 'LogLevel=ERROR'].flatMap((option) => ['-o', option]);
  const ssh = ['ssh', '-T', ...options, destination, 'sh', '-s'];

  async function script(lines: readonly string[], timeoutMs: number, mostOutput?: number): Promise<CommandResult> {
    return await runCommand(await resolveCommand(ssh), {
      ...{ signal, timeoutMs, input: `${lines.join('\n')}\n`, environment: sshEnvironment() },
      ...(mostOutput === undefined ? {} : { mostOutput }),
    });
  }

  async function done(what: string, lines: readonly string[]): Promise<string> {
    const { code, output, timedOut } = await script(['set -eu', ...lines], longestFileMs);
    if (code === 0) return output;
    const why = timedOut ? `did not end within ${longestFileMs / 1000} s` : quotedText(output.trim().slice(0, 300));
    throw new RemoteFailed(`${what} on ${destination}: ${why}`);
  }

  return {
    async read(file) {
      // A banner, or what a profile prints, may stand before and behind it.
      const mark = randomBytes(12).toString('hex');
      const lines = [
        `f=$(readlink -f -- ${word(file)}) && [ -e "$f" ] || exit ${notThere}`,
        '[ -f "$f" ] || { echo "It is no regular file."; exit 1; }',
        `[ "$(wc -c < "$f")" -le ${largestFile} ] || { echo "It is larger than 1 MiB."; exit 1; }`,
        `printf '%s\\n' ${mark} "$f"`,
        `stat -L -c '%a %u %g %s' -- "$f"`,
        'base64 < "$f"',
        `echo ${mark}`,
      ];
      const { code, output } = await script(['set -eu', ...lines], longestFileMs, 2 * largestFile);
      if (code === notThere) return null;
      const placed = code === 0 ? readPlaced(output.split(`${mark}\n`)[1] ?? '') : null;
      if (placed !== null) return placed;
      throw new RemoteFailed(`Reading ${file} on ${destination}: ${quotedText(output.trim().slice(0, 300))}`);
    },
    async write(file, bytes, mode, owner) {
      const temporary = path.posix.join(
        path.posix.dirname(file),
        `.${path.posix.basename(file).slice(0, 100)}.${randomBytes(6).toString('hex')}.cert-doctor-new`,
      );
      await done(`Writing ${file}`, [
        // Narrow from the first moment, and never through what somebody else put there.
        'umask 077; set -C',
        `t=${word(temporary)}`,
        `trap 'rm -f -- "$t"' EXIT`,
        'base64 -d > "$t" <<END',
        ...bytes
          .toString('base64')
          .replace(/.{1,76}/g, '$&\n')
          .trimEnd()
          .split('\n'),
        'END',
        ...(owner === null ? [] : [`chown ${owner.uid}:${owner.gid} -- "$t"`]),
        `chmod ${mode.toString(8).padStart(4, '0')} -- "$t"`,
        'sync -- "$t" 2>/dev/null || sync',
        // Fails, and ends the script, where the connection was cut meanwhile: the earlier files may be put back by now.
        "trap '' PIPE; echo ready",
        `mv -f -- "$t" ${word(file)}`,
      ]);
    },
    async remove(file) {
      await done(`Removing ${file}`, [`rm -f -- ${word(file)}`]);
    },
    // The other machine finds its programs itself.
    resolve: (argv) => Promise.resolve(['ssh', destination, line(argv)]),
    run: ([, , command = ''], timeoutMs) => script([`exec ${command}`], timeoutMs),
  };
}

/** What `ssh` needs to find the user's configuration and agent; nothing of it reaches the other machine. */
function sshEnvironment(): Readonly<Record<string, string>> {
  const agent = process.env['SSH_AUTH_SOCK'];
  return { HOME: homedir(), ...(agent === undefined ? {} : { SSH_AUTH_SOCK: agent }) };
}

function line(argv: readonly string[]): string {
  const text = shellLine(argv, 'posix');
  if (text === null) throw new RemoteFailed('The command holds a character that cannot be passed on.');
  return text;
}

function word(text: string): string {
  return line([text]);
}

/** Null where it is not whole: what is kept of a file must be all of it. */
function readPlaced(output: string): PlacedFile | null {
  const [file = '', facts = '', ...body] = output.split('\n');
  const [, mode, uid, gid, size] = /^([0-7]{3,4}) (\d{1,10}) (\d{1,10}) (\d{1,10})$/.exec(facts) ?? [];
  if (mode === undefined || !path.posix.isAbsolute(file)) return null;
  const bytes = Buffer.from(body.join(''), 'base64');
  if (bytes.length !== Number(size)) return null;
  return { path: file, bytes, mode: Number.parseInt(mode, 8), uid: Number(uid), gid: Number(gid) };
}
