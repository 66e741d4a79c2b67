import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import path from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { ChallengeAnswer } from './domains.ts';

/** PEM texts: the chain as it is sent, and the key of its first certificate. */
export interface ServedCertificate {
  readonly chain: string;
  readonly key: string;
}

export interface WebSite {
  readonly name: string;
  readonly challenge: ChallengeAnswer;
  /** The `Server` header. */
  readonly server: string;
  /** The folder whose `.well-known/acme-challenge` is served, and `index.html` where there is one. */
  readonly webRoot: string;
}

export interface WebServerOptions {
  readonly address: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly sites: readonly WebSite[];
  /** What HTTPS shows by name, read again at each reload. Without a name that it knows, the port stays closed. */
  readonly certificates: () => ReadonlyMap<string, ServedCertificate>;
}

export interface WebServer {
  /** What `nginx -t` does: throws where a certificate cannot be read or its key belongs to another. */
  readonly test: () => void;
  /** Reads the certificates again. Throws, and keeps the old ones, where the test does. */
  readonly reload: () => Promise<void>;
  close(): Promise<void>;
}

/** HTTP and HTTPS of many names on one address: which answer by Host, which certificate by SNI. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const sites = new Map(options.sites.map((site) => [site.name, site]));
  const handle: http.RequestListener = (request, response) => {
    respond(request, response, sites);
  };
  let contexts: ReadonlyMap<string, SecureContext> = new Map();
  const plain = http.createServer(handle);
  const secure = https.createServer(
    {
      SNICallback(name, done) {
        // Like nginx's default server: a name that nobody claims gets the first site's certificate.
        done(null, contexts.get(name) ?? contexts.values().next().value);
      },
    },
    handle,
  );
  const reload = async (): Promise<void> => {
    contexts = readContexts(options.certificates());
    if (contexts.size > 0 && !secure.listening) await listen(secure, options.httpsPort, options.address);
  };
  await listen(plain, options.httpPort, options.address);
  await reload();
  return {
    test() {
      readContexts(options.certificates());
    },
    reload,
    async close() {
      await Promise.all([close(plain), close(secure)]);
    },
  };
}

function readContexts(certificates: ReadonlyMap<string, ServedCertificate>): ReadonlyMap<string, SecureContext> {
  return new Map([...certificates].map(([name, { chain, key }]) => [name, createSecureContext({ cert: chain, key })]));
}

const challengePath = '/.well-known/acme-challenge/';

function respond(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  sites: ReadonlyMap<string, WebSite>,
): void {
  const page = (title: string): string => `<!doctype html>\n<title>${title}</title>\n<h1>${title}</h1>\n`;
  const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const url = request.url ?? '/';
  const site = sites.get(name);
  const server = site?.server ?? 'nginx';
  const send = (status: number, type: string, body: string): void => {
    response.writeHead(status, { 'content-type': type, server }).end(body);
  };
  if (site === undefined) {
    send(404, 'text/html', page('404 Not Found'));
  } else if (!url.startsWith(challengePath)) {
    const front = path.join(site.webRoot, 'index.html');
    send(200, 'text/html', existsSync(front) ? readFileSync(front, 'utf8') : page(`This is ${name}`));
  } else if (site.challenge === 'forbidden') {
    send(403, 'text/html', page('403 Forbidden'));
  } else if (site.challenge === 'html-page') {
    send(200, 'text/html', page('Our shop'));
  } else if (site.challenge === 'loop') {
    response.writeHead(301, { location: `http://${request.headers.host ?? name}${url}`, server }).end();
  } else {
    const token = url.slice(challengePath.length);
    const file = path.join(site.webRoot, challengePath, token);
    const there = site.challenge === 'web-root' && /^[\w-]+$/.test(token) && existsSync(file);
    if (there) send(200, 'application/octet-stream', readFileSync(file, 'utf8'));
    else send(404, 'text/html', page('404 Not Found'));
  }
}

function listen(server: net.Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, address, resolve);
  });
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    // An error only says that it never listened.
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
