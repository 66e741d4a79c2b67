import { createServer, type Server } from 'node:http';
import { parseAddress } from '../../../core/dns/address.ts';
import { isToken } from '../../../core/acme/order.ts';
import { listenForCa } from './own-server.ts';

/** Answers http-01 (RFC 8555 §8.3) by itself, and nothing else: GET of one path for one name each. */
export interface HttpListener extends AsyncDisposable {
  /** Throws where the token is none. */
  answer(name: string, token: string, content: string): void;
  forget(name: string): void;
}

/** Listens on all addresses of this machine. Rejects with `PortTaken`. */
export async function openHttpListener(port: number, signal: AbortSignal): Promise<HttpListener> {
  const contents = new Map<string, { readonly path: string; readonly content: string }>();
  const listening = await listenForCa(httpServer(contents), port, signal);
  return {
    answer(name, token, content) {
      if (!isToken(token)) throw new TypeError('The CA sent a token that is none.');
      contents.set(name, { path: `/.well-known/acme-challenge/${token}`, content });
    },
    forget(name) {
      contents.delete(name);
    },
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

function httpServer(contents: ReadonlyMap<string, { readonly path: string; readonly content: string }>): Server {
  const limits = { requestTimeout: 5_000, headersTimeout: 5_000, keepAliveTimeout: 1, maxHeaderSize: 8_192 };
  const server = createServer(limits, ({ method, url, headers }, response) => {
    const asked = contents.get(nameInHost(headers.host ?? ''));
    if (method === 'GET' && asked !== undefined && url === asked.path) {
      response.writeHead(200, { 'content-type': 'application/octet-stream', connection: 'close' });
      response.end(asked.content);
    } else {
      response.writeHead(404, { connection: 'close' }).end();
    }
  });
  server.maxConnections = 100;
  return server;
}

/** The name in a Host field (RFC 9110 §7.2), without its port; of an IPv6 address without its brackets. */
function nameInHost(host: string): string {
  const lower = host.toLowerCase();
  if (lower.startsWith('[')) return lower.slice(1, Math.max(1, lower.indexOf(']')));
  const colon = lower.lastIndexOf(':');
  return colon === -1 || parseAddress(lower) !== null ? lower : lower.slice(0, colon);
}
