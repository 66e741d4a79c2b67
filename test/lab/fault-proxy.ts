// A TLS proxy before Pebble that does to its answers what networks, load balancers and CAs in trouble do, to be run inside
// the lab: `fault-proxy.ts FOLDER UPSTREAM-PORT`, the folder being Pebble's own. It obeys one JSON `ProxyOrder` a line on its standard input, and tells
// what it saw, one JSON `ProxyWord` a line. Pebble makes its URLs from the Host header, so all of them lead back here.
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type CaResource =
  'dir' | 'nonce' | 'account' | 'new-order' | 'order' | 'authz' | 'chal' | 'finalize' | 'cert' | 'renewal-info';

export type Deed =
  /** The CA does its work, and the connection breaks before its answer. */
  | 'lose'
  /** The CA is not asked; HTTP 503 with a page. */
  | '503'
  /** The CA is not asked; HTTP 429 with a problem document and Retry-After. */
  | '429'
  /** A page with HTTP 200, as a captive portal sends it. */
  | 'html'
  /** The connection breaks in the middle of the body. */
  | 'truncate'
  /** Half of the body, declared as all of it. */
  | 'half'
  /** One byte a second. */
  | 'drip'
  /** Waits for the order to go on. */
  | 'hold';

export interface Fault {
  readonly on: CaResource;
  readonly deed: Deed;
  /** How many requests it befalls. */
  readonly times: number;
}

/** What the CA says of when to renew (ARI): a stand-in, for Debian's Pebble 2.4 does not. */
export interface FakeRenewalInfo {
  readonly start: string;
  readonly end: string;
  /** Seconds. */
  readonly retryAfter: string;
}

export type ProxyOrder =
  | { readonly listen: number }
  | { readonly port: number; readonly faults: readonly Fault[]; readonly renewalInfo?: FakeRenewalInfo }
  /** Lets go on what is held. */
  | { readonly release: number };

export type ProxyWord =
  | { readonly listening: number }
  | { readonly port: number; readonly obeyed: true }
  | {
      readonly port: number;
      readonly method: string;
      readonly resource: CaResource;
      readonly deed: Deed | null;
      /** What the CA said; null where it was not asked. */
      readonly status: number | null;
      /** Of newOrder and finalize: the JWS's payload. */
      readonly payload: unknown;
    };

const resources: Readonly<Record<string, CaResource>> = {
  dir: 'dir',
  'nonce-plz': 'nonce',
  'sign-me-up': 'account',
  'order-plz': 'new-order',
  'my-order': 'order',
  authZ: 'authz',
  chalZ: 'chal',
  'finalize-order': 'finalize',
  certZ: 'cert',
  'renewal-info': 'renewal-info',
};
const page = '<html><body>Service temporarily unavailable</body></html>';
const tooMany = JSON.stringify({
  type: 'urn:ietf:params:acme:error:rateLimited',
  detail: 'too many new orders recently',
});

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const [folder = '', upstream = ''] = process.argv.slice(2);
const pem = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const identity = { key: pem('https.key'), cert: pem('https.pem') };
const agent = new https.Agent({ keepAlive: true, ca: pem('https-root.pem') });
const plans = new Map<number, { faults: Fault[]; renewalInfo: FakeRenewalInfo | null; held: (() => void)[] }>();
const tell = (word: ProxyWord): void => {
  process.stdout.write(`${JSON.stringify(word)}\n`);
};

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

/** Asks Pebble the same. */
async function forward(request: IncomingMessage, body: Buffer): Promise<Reply> {
  return await new Promise((resolve, reject) => {
    const { method = 'GET', url = '/' } = request;
    const asked = https.request({
      ...{ host: 'localhost', port: Number(upstream), method, path: url, headers: request.headers, agent },
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      bytesOf(response).then((bytes) => {
        // What is held back, cut or added to is sent with its length, not in chunks.
        const length = method === 'HEAD' ? {} : { 'content-length': String(bytes.length) };
        const headers = { ...response.headers, 'transfer-encoding': undefined, ...length };
        resolve({ status: response.statusCode ?? 0, headers: defined(headers), body: bytes });
      }, reject);
    });
    asked.end(body);
  });
}

function defined(headers: Reply['headers']): Reply['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function payloadOf(resource: CaResource, body: Buffer): unknown {
  if (resource !== 'new-order' && resource !== 'finalize') return null;
  const { payload } = JSON.parse(body.toString()) as { payload: string };
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

/** The directory with the resource that Pebble lacks, and the resource itself. */
function withRenewalInfo(reply: Reply, resource: CaResource, info: FakeRenewalInfo | null, host: string): Reply {
  if (info === null) return reply;
  if (resource === 'dir') {
    const directory = JSON.parse(reply.body.toString()) as object;
    const body = Buffer.from(JSON.stringify({ ...directory, renewalInfo: `https://${host}/renewal-info` }));
    return { ...reply, headers: { ...reply.headers, 'content-length': String(body.length) }, body };
  }
  if (resource !== 'renewal-info') return reply;
  const { start, end, retryAfter } = info;
  const body = Buffer.from(JSON.stringify({ suggestedWindow: { start, end } }));
  return { status: 200, headers: { 'content-type': 'application/json', 'retry-after': retryAfter }, body };
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers).end(body);
}

function spoil(deed: Deed, reply: Reply, response: ServerResponse): void {
  const { status, headers, body } = reply;
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (deed) {
    case 'lose':
      response.socket?.destroy();
      return;
    case 'truncate':
      response.writeHead(status, { ...headers, 'content-length': String(body.length) });
      response.write(half, () => response.socket?.destroy());
      return;
    case 'half':
      send(response, { status, headers: { ...headers, 'content-length': String(half.length) }, body: half });
      return;
    case 'drip': {
      response.writeHead(status, { ...headers, 'content-length': String(body.length) });
      let at = 0;
      const timer = setInterval(() => {
        response.write(body.subarray(at, (at += 1)));
      }, 1000);
      response.on('close', () => {
        clearInterval(timer);
      });
      return;
    }
    case 'hold':
      send(response, reply);
      return;
    case '503':
    case '429':
    case 'html':
      throw new Error(`${deed} asks no CA`);
  }
}

async function answer(port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const plan = plans.get(port) ?? { faults: [], renewalInfo: null, held: [] };
  const { method = '', url = '', headers } = request;
  const resource = resources[url.split('/')[1] ?? ''] ?? 'dir';
  const body = await bytesOf(request);
  const fault = plan.faults.find(({ on, times }) => on === resource && times > 0) ?? null;
  if (fault !== null) plan.faults[plan.faults.indexOf(fault)] = { ...fault, times: fault.times - 1 };
  const deed = fault?.deed ?? null;
  const payload = payloadOf(resource, body);
  const seen = { port, method, resource, deed, payload };
  if (deed === '503' || deed === '429' || deed === 'html') {
    tell({ ...seen, status: null });
    const type = deed === '429' ? 'application/problem+json' : 'text/html';
    const wait = deed === '429' ? { 'retry-after': '3000' } : {};
    response.writeHead(deed === 'html' ? 200 : Number(deed), { 'content-type': type, ...wait });
    response.end(deed === '429' ? tooMany : page);
    return;
  }
  if (deed === 'hold') {
    tell({ ...seen, status: null });
    await new Promise<void>((resolve) => plan.held.push(resolve));
  }
  const honest = await forward(request, body);
  const reply = withRenewalInfo(honest, resource, plan.renewalInfo, headers.host ?? '');
  tell({ ...seen, status: reply.status });
  if (deed === null) send(response, reply);
  else spoil(deed, reply, response);
}

function listen(port: number): void {
  plans.set(port, { faults: [], renewalInfo: null, held: [] });
  const server = https.createServer(identity, (request, response) => {
    answer(port, request, response).catch(() => response.socket?.destroy());
  });
  server.listen(port, '127.0.0.1', () => {
    tell({ listening: port });
  });
}

createInterface(process.stdin).on('line', (line) => {
  const order = JSON.parse(line) as ProxyOrder;
  if ('listen' in order) listen(order.listen);
  else if ('release' in order) for (const go of plans.get(order.release)?.held.splice(0) ?? []) go();
  else {
    const plan = plans.get(order.port);
    if (plan === undefined) return;
    plan.faults = [...order.faults];
    plan.renewalInfo = order.renewalInfo ?? null;
    tell({ port: order.port, obeyed: true });
  }
});
