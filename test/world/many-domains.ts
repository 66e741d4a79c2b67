// Thousands of healthy domains on loopback: a name server, one web server at many addresses, and a count of who is asked.
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createAuthority } from '../lab/authority.ts';
import { startNameServer } from './name-server.ts';

export interface ManyDomains extends AsyncDisposable {
  readonly names: readonly string[];
  /** `127.0.0.1:PORT` */
  readonly resolver: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** PEM. */
  readonly root: string;
  /** The most connections that were open at once: addresses with one, and at one address. */
  most(): { readonly hosts: number; readonly perHost: number };
}

/** Why it cannot run here; null where it can. Only Linux has all of 127.0.0.0/8. */
export function whyNotMany(): string | null {
  return process.platform === 'linux' ? null : 'only Linux has many loopback addresses';
}

/**
 * Starts `count` domains on `hosts` addresses of 127.1.0.0/16.
 * @param holdMs how long an answer to HTTP takes, so that what is asked at once overlaps
 */
export async function startManyDomains(count: number, hosts: number, holdMs = 0): Promise<ManyDomains> {
  await using stack = new AsyncDisposableStack();
  const apex = 'many.test';
  const names = Array.from({ length: count }, (_, index) => `d${String(index).padStart(5, '0')}.${apex}`);
  const addressOf = (index: number): string =>
    `127.1.${Math.floor((index % hosts) / 250)}.${((index % hosts) % 250) + 1}`;
  const resolver = await startNameServer(
    apex,
    Object.fromEntries(names.map((name, index) => [name, [{ type: 'A' as const, address: addressOf(index) }]])),
  );
  stack.defer(() => resolver.close());
  const authority = await createAuthority('many domains');
  const { chain, key } = await authority.leaf({ names: [`*.${apex}`] });

  const open = new Map<string, number>();
  const most = { hosts: 0, perHost: 0 };
  const noteOpen = (socket: Socket): void => {
    const host = socket.localAddress ?? '';
    open.set(host, (open.get(host) ?? 0) + 1);
    most.hosts = Math.max(most.hosts, open.size);
    most.perHost = Math.max(most.perHost, open.get(host) ?? 0);
    socket.on('error', () => undefined);
    // What the client has ended does not count any more, whenever this side hears of it.
    const left = (): void => {
      const rest = (open.get(host) ?? 1) - 1;
      if (rest === 0) open.delete(host);
      else open.set(host, rest);
    };
    socket.once('close', left);
  };
  const answer: RequestListener = (_, response) => {
    setTimeout(() => response.writeHead(404, { connection: 'close' }).end('nothing'), holdMs);
  };
  const start = async (server: Server): Promise<number> => {
    server.on('connection', noteOpen);
    server.on('tlsClientError', () => undefined);
    server.listen(0, '0.0.0.0');
    await once(server, 'listening');
    stack.defer(
      () =>
        new Promise<void>((closed) =>
          server.close(() => {
            closed();
          }),
        ),
    );
    return (server.address() as AddressInfo).port;
  };
  const httpPort = await start(createHttpServer(answer));
  const httpsPort = await start(createHttpsServer({ cert: chain, key }, answer));
  const owned = stack.move();
  return {
    ...{ names, resolver: resolver.address, httpPort, httpsPort, root: authority.root },
    most: () => most,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
