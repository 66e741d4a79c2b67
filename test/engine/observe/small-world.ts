// A name, its name server and its servers in this process, and a whole check of it.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { intentFor, type DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { defaultNetwork, type NetworkOptions } from '../../../src/engine/engine.ts';
import { startNameServer, zone } from './fake-name-server.ts';

export const unwatched = {
  signal: new AbortController().signal,
  progress: () => undefined,
  confirm: () => Promise.resolve(false),
};

/** Starts a server until the end of the test; the port it got. */
export async function listen(server: Server, { host = '127.0.0.1', port = 0 } = {}): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(port, host);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

export const notFound: RequestListener = (_, response) => response.writeHead(404, { server: 'nginx' }).end('nothing');

export const http = (listener: RequestListener = notFound): Server => createHttpServer(listener);
export const https = (options: TlsOptions, listener: RequestListener = notFound): Server =>
  createHttpsServer(options, listener);

/** A file with these roots, until the end of the test. */
export function rootFile(...pems: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cert-doctor-roots-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = path.join(folder, 'roots.pem');
  writeFileSync(file, pems.join('\n'));
  return file;
}

export interface World {
  /** What is checked; www.example.test unless said. */
  readonly name?: string;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly roots?: readonly string[];
  /** Addresses of `www.example.test`; others as `name: addresses`. */
  readonly addresses?: readonly string[];
  readonly others?: Readonly<Record<string, readonly string[]>>;
  readonly intent?: Partial<DomainIntent>;
  readonly network?: Partial<NetworkOptions>;
}

/** Checks www.example.test, or another name or address, in this world. Ports that are not said are closed. */
export async function checkIn({
  name = 'www.example.test',
  httpPort = 1,
  httpsPort = 1,
  roots = [],
  addresses = ['127.0.0.1'],
  others = {},
  intent = {},
  network = {},
}: World): Promise<DomainReport> {
  const names = Object.entries({ 'www.example.test': addresses, ...others });
  await using server = await startNameServer(
    zone(
      Object.fromEntries(
        names.flatMap(([name, all]) => {
          const of = (ipv6: boolean) => all.filter((address) => address.includes(':') === ipv6);
          return [
            [`A ${name}`, of(false).map((address) => ({ type: 'A', address }))],
            [`AAAA ${name}`, of(true).map((address) => ({ type: 'AAAA', address }))],
          ];
        }),
      ) as Parameters<typeof zone>[0],
    ),
  );
  const resolver = `${server.server.address}:${server.server.port}`;
  return await createEngine().check(
    intentFor({ ascii: name, wildcard: false }, intent),
    {
      ...defaultNetwork,
      ...{ skipSystemResolver: true, allowPrivate: true, resolvers: [resolver], httpPort, httpsPort },
      rootFiles: roots.length === 0 ? [] : [rootFile(...roots)],
      ...network,
    },
    unwatched,
  );
}

/** `problem` or, where it is no error, `problem (severity)`, of the problems in question. */
export function foundOf(report: DomainReport, ...problems: readonly string[]): readonly string[] {
  return report.findings
    .filter(({ problem }) => problems.length === 0 || problems.includes(problem))
    .map(({ problem, severity }) => (severity === 'error' ? problem : `${problem} (${severity})`));
}

/** The sentence about a problem; empty where it was not found. */
export function sentenceOf(report: DomainReport, problem: string): string {
  return report.findings.find((finding) => finding.problem === problem)?.message ?? '';
}
