import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createSecureContext, createServer } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { defaultNetwork, type NetworkOptions } from '../../../src/engine/engine.ts';
import { lookForSerial, waitForSerial, type ServedLook } from '../../../src/engine/act/served-serial.ts';
import { reply, startNameServer, type Behaviour } from '../observe/fake-name-server.ts';
import { createPki, type Issued } from '../pki.ts';

const name = 'www.example.test';
let leaf: Issued;
beforeAll(async () => {
  leaf = await (await createPki()).leaf({ names: [name] });
});

/** A server on 127.0.0.1 that shows one certificate after the other, the last one from then on. */
async function serve(shown: readonly Issued[]): Promise<number> {
  const contexts = shown.map(({ key, certificate }) => createSecureContext({ key, cert: certificate }));
  let handshakes = 0;
  const server = createServer({
    SNICallback: (_name, answer) => {
      answer(null, contexts[Math.min(handshakes++, contexts.length - 1)]);
    },
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Looks by a resolver that knows 127.0.0.1 and answers for IPv6 as told. */
async function look(
  answerIpv6: Behaviour,
  shown: readonly Issued[] = [leaf],
  by: (network: NetworkOptions) => Promise<ServedLook> = (network) =>
    lookForSerial(serial(), { names: [{ ascii: name, wildcard: false }] }, network, new AbortController().signal),
): Promise<ServedLook> {
  await using names = await startNameServer((query) => {
    return query.type === 'A' ? [reply(query, [{ type: 'A', address: '127.0.0.1' }])] : answerIpv6(query);
  });
  return await by({
    ...defaultNetwork,
    ...{ skipSystemResolver: true, allowPrivate: true, timeoutMs: 1500 },
    resolvers: [`${names.server.address}:${names.server.port}`],
    httpsPort: await serve(shown),
  });
}

function serial(): string {
  return new X509Certificate(leaf.certificate).serialNumber;
}

describe('the new certificate', () => {
  it('is seen where every address serves it', async () => {
    expect(await look((query) => [reply(query)])).toMatchObject({ everywhere: true, notKnown: [] });
  });

  it.each<[string, Behaviour]>([
    ['stays silent', () => []],
    ['refuses', (query) => [reply(query, [], { rcode: 5 })]],
    ['fails', (query) => [reply(query, [], { rcode: 2 })]],
  ])('is not called seen where the resolver %s on IPv6: an address there may serve the old one', async (_, answer) => {
    const { everywhere, served, notKnown } = await look(answer);
    expect([everywhere, notKnown]).toEqual([false, [name]]);
    expect(served).toMatchObject([{ address: '127.0.0.1', serial: serial() }]);
  });

  it('is not called seen after one look: a worker with the old one may linger after a reload', async () => {
    const old = await (await createPki()).leaf({ names: [name] });
    let looks = 0;
    const counted: Behaviour = (query) => {
      looks++;
      return [reply(query)];
    };
    const { everywhere } = await look(counted, [leaf, old, leaf], (network) =>
      waitForSerial(serial(), { names: [{ ascii: name, wildcard: false }] }, network, {
        signal: new AbortController().signal,
        patienceMs: 10_000,
      }),
    );
    expect(everywhere).toBe(true);
    // New, old, new, new.
    expect(looks).toBe(4);
  });
});
