import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createAuthority, type Authority } from '../../lab/authority.ts';

export interface FakeRequest {
  /** dir, nonce, account, new-order, order, authz, chal, finalize, cert. */
  readonly resource: string;
  readonly method: string;
  /** How many requests of this method for this resource came before. */
  readonly before: number;
  /** What the JWS holds; empty where there is none. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export type FakeReply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }
  /** The CA does its work, and the connection breaks before its answer. */
  | 'lose-answer'
  /** No answer, and the connection stays. */
  | 'hang'
  /** The CA behaves. */
  | null;

export interface FakeCaOptions {
  readonly folder: string;
  /** Where the tokens must lie when the CA validates. */
  readonly webRoot: string;
  /** What goes wrong; `honest` is the answer that the CA would give. */
  /** The name of its root and the beginning of its issuer's. */
  readonly name?: string;
  readonly fault?: (request: FakeRequest, honest: { readonly body: unknown }) => FakeReply;
}

/** A CA in this process for faults that Pebble cannot show. It checks nonces and tokens, no signatures, and signs for real. */
export interface FakeCa extends AsyncDisposable {
  readonly directoryUrl: string;
  readonly rootFile: string;
  readonly authority: Authority;
  /** `POST finalize` and so on, in order. */
  readonly requests: readonly string[];
  /** Certificates signed. */
  readonly issued: () => number;
  close(): Promise<void>;
}

interface Order {
  status: 'pending' | 'ready' | 'valid' | 'invalid';
  readonly names: readonly string[];
  readonly authorizations: readonly {
    readonly name: string;
    readonly token: string;
    status: 'pending' | 'valid' | 'invalid';
  }[];
  certificate: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Starts a CA on a port of its own. */
export async function startFakeCa({
  folder,
  webRoot,
  name = 'Fake CA',
  fault = () => null,
}: FakeCaOptions): Promise<FakeCa> {
  const authority = await createAuthority(name);
  const own = await authority.leaf({ names: ['localhost'] });
  const rootFile = path.join(folder, `root-${randomBytes(4).toString('hex')}.pem`);
  writeFileSync(rootFile, authority.root);
  const requests: string[] = [];
  const nonces = new Set<string>();
  const orders: Order[] = [];
  let accounts = 0;
  let issued = 0;

  const newNonce = (): string => {
    const nonce = randomBytes(12).toString('base64url');
    nonces.add(nonce);
    return nonce;
  };
  const at = (resource: string): string => `${base}/${resource}`;
  const problem = (status: number, type: string, detail: string): Answer => ({
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: { type: `urn:ietf:params:acme:error:${type}`, detail },
  });

  function orderBody(index: number): object {
    const order = orders[index];
    return {
      status: order?.status,
      identifiers: order?.names.map((value) => ({ type: 'dns', value })),
      authorizations: order?.authorizations.map((_, number) => at(`authz/${index}-${number}`)),
      finalize: at(`finalize/${index}`),
      ...(order?.status === 'valid' ? { certificate: at(`cert/${index}`) } : {}),
    };
  }

  async function serve(resource: string, id: string, payload: Readonly<Record<string, unknown>>): Promise<Answer> {
    const [orderId = '', authzId = ''] = id.split('-');
    const order = orders[Number(orderId)];
    if (resource === 'dir') {
      const body = {
        newNonce: at('nonce'),
        newAccount: at('account'),
        newOrder: at('new-order'),
        meta: { termsOfService: at('terms') },
      };
      return { status: 200, body };
    }
    if (resource === 'nonce') return { status: 200, body: '' };
    if (resource === 'account') {
      accounts += 1;
      return { status: 201, headers: { location: at(`account/${accounts}`) }, body: { status: 'valid' } };
    }
    if (resource === 'new-order') {
      const names = (payload['identifiers'] as { value: string }[]).map(({ value }) => value);
      const authorizations = names.map((name) => ({
        name,
        token: randomBytes(24).toString('base64url'),
        status: 'pending' as const,
      }));
      orders.push({ status: 'pending', names, authorizations, certificate: '' });
      const index = orders.length - 1;
      return { status: 201, headers: { location: at(`order/${index}`) }, body: orderBody(index) };
    }
    if (order === undefined) return problem(404, 'malformed', 'No such thing');
    if (resource === 'order') return { status: 200, body: orderBody(Number(orderId)) };
    const authorization = order.authorizations[Number(authzId)];
    if (resource === 'authz' && authorization !== undefined) {
      const { name, status, token } = authorization;
      const error = {
        type: 'urn:ietf:params:acme:error:unauthorized',
        detail: `Invalid response from http://${name}/: 404`,
      };
      const challenge = {
        type: 'http-01',
        url: at(`chal/${id}`),
        status,
        token,
        ...(status === 'invalid' ? { error } : {}),
      };
      return { status: 200, body: { identifier: { type: 'dns', value: name }, status, challenges: [challenge] } };
    }
    if (resource === 'chal' && authorization !== undefined) {
      const file = path.join(webRoot, '.well-known/acme-challenge', authorization.token);
      const right = existsSync(file) && readFileSync(file, 'utf8').startsWith(`${authorization.token}.`);
      authorization.status = right ? 'valid' : 'invalid';
      if (!right) order.status = 'invalid';
      if (order.authorizations.every(({ status }) => status === 'valid')) order.status = 'ready';
      return { status: 200, body: {} };
    }
    if (resource === 'finalize') {
      if (order.status !== 'ready') return problem(403, 'orderNotReady', 'The order is not ready');
      order.certificate = await authority.sign(Buffer.from(String(payload['csr']), 'base64url'));
      order.status = 'valid';
      issued += 1;
      return { status: 200, body: orderBody(Number(orderId)) };
    }
    return { status: 200, headers: { 'content-type': 'application/pem-certificate-chain' }, body: order.certificate };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, resource = '', id = ''] = (request.url ?? '').split('/');
    const method = request.method ?? '';
    const before = requests.filter((entry) => entry === `${method} ${resource}`).length;
    requests.push(`${method} ${resource}`);
    let honest: Answer;
    let payload: Readonly<Record<string, unknown>> = {};
    if (method === 'POST') {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const jws = JSON.parse(Buffer.concat(parts).toString()) as { protected: string; payload: string };
      const header = JSON.parse(Buffer.from(jws.protected, 'base64url').toString()) as { nonce: string };
      const text = jws.payload === '' ? '{}' : Buffer.from(jws.payload, 'base64url').toString();
      payload = JSON.parse(text) as Record<string, unknown>;
      honest = nonces.delete(header.nonce)
        ? await serve(resource, id, payload)
        : problem(400, 'badNonce', 'Used already');
    } else honest = await serve(resource, id, {});
    const reply = fault({ resource, method, before, payload }, honest) ?? honest;
    if (reply === 'hang') return;
    if (reply === 'lose-answer') {
      request.socket.destroy();
      return;
    }
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    const type = typeof reply.body === 'string' ? 'text/plain' : 'application/json';
    response.writeHead(reply.status, { 'content-type': type, 'replay-nonce': newNonce(), ...reply.headers });
    response.end(text);
  }

  const server = https.createServer({ key: own.key, cert: own.chain }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `https://localhost:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    directoryUrl: at('dir'),
    ...{ rootFile, authority, requests, close },
    issued: () => issued,
    [Symbol.asyncDispose]: close,
  };
}
