import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { knockAtTarget } from '../../../src/engine/observe/target-reach.ts';

async function server(speak: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const one: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    speak(socket);
  });
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    one.close();
  });
  return (one.address() as AddressInfo).port;
}

const patience = { timeoutMs: 500, signal: AbortSignal.timeout(20_000) };
const ssh = (port: number) => knockAtTarget('127.0.0.1', { service: 'ssh', port }, patience);

describe('a host that is to get a certificate', () => {
  it('answers at SSH with its banner, also behind other lines and in parts', async () => {
    const port = await server((socket) => {
      socket.write('Authorized use only\r\nSSH-2.0-Open');
      setImmediate(() => socket.write('SSH_9.2p1 Debian-2\r\n'));
    });
    expect(await ssh(port)).toMatchObject({ outcome: 'open', banner: 'SSH-2.0-OpenSSH_9.2p1 Debian-2' });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => undefined],
    ['hangs up', (socket) => socket.end()],
    ['talks without an end', (socket) => socket.write('x'.repeat(100_000))],
  ])('is open without a banner where it %s', async (_, speak) => {
    expect(await ssh(await server(speak))).toMatchObject({ outcome: 'open', banner: null });
  });

  it('is not waited for at WinRM, which speaks only when it is spoken to', async () => {
    const port = await server(() => undefined);
    const look = await knockAtTarget('127.0.0.1', { service: 'winrm', port }, { ...patience, timeoutMs: 60_000 });
    expect(look).toMatchObject({ outcome: 'open', banner: null });
  });

  it('refuses, or has no address', async () => {
    const port = await server(() => undefined);
    expect(await knockAtTarget('127.0.0.2', { service: 'ssh', port }, patience)).toMatchObject({ outcome: 'refused' });
    expect(
      await knockAtTarget('nowhere.invalid', { service: 'ssh', port: 22 }, { ...patience, timeoutMs: 15_000 }),
    ).toMatchObject({
      outcome: 'unreachable',
    });
  });

  it('is not asked by one who stopped', async () => {
    const look = await knockAtTarget(
      '127.0.0.1',
      { service: 'ssh', port: 1 },
      { ...patience, signal: AbortSignal.abort() },
    );
    expect(look.outcome).toBe('silent');
  });
});
