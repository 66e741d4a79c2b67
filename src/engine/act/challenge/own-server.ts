import type { Server, Socket } from 'node:net';
import { quotedText } from '../../../core/quoted-text.ts';
import { runningPrograms, webListeners } from '../../observe/host/processes.ts';

/** Longer than any CA takes to look. After it the port is free again, whatever became of the run. */
const longestLifeMs = 10 * 60_000;

/** The port for an answer of our own cannot be had; the message says why, and who has it as far as that can be seen. */
class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** Listens on all addresses of this machine until it is closed, ten minutes at most. Rejects with `PortTaken`. */
export async function listenForCa(server: Server, port: number, signal: AbortSignal): Promise<AsyncDisposable> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  }).catch(async (error: unknown) => {
    throw await whyTaken(error as NodeJS.ErrnoException, port, signal);
  });
  server.on('error', () => undefined);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const close = (): Promise<void> => {
    clearTimeout(timer);
    return new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      // Who holds a connection and says nothing must not hold the run.
      for (const socket of sockets) socket.destroy();
    });
  };
  const timer = setTimeout(() => void close(), longestLifeMs);
  return { [Symbol.asyncDispose]: close };
}

async function whyTaken({ code, message }: NodeJS.ErrnoException, port: number, signal: AbortSignal): Promise<Error> {
  if (code === 'EACCES') {
    return new PortTaken(`This user may not listen on port ${port}: ports below 1024 are for root, as a rule.`);
  }
  if (code !== 'EADDRINUSE') return new PortTaken(`Port ${port} cannot be listened on: ${message}.`);
  const holder = await holderOf(port, signal);
  const who = holder === null ? 'another program' : quotedText(holder, 40);
  return new PortTaken(`Port ${port} is held by ${who}. Prove the name through that server instead, or by DNS.`);
}

/** Only what is seen in /proc, and by users who may see it. */
async function holderOf(port: number, signal: AbortSignal): Promise<string | null> {
  const machine = { root: '/', signal };
  const listeners = await webListeners(machine, await runningPrograms(machine)).catch(() => null);
  return listeners?.find((listener) => listener.port === port && listener.program !== null)?.program ?? null;
}
