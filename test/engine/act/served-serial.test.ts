import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { lookForSerial, type ServedLook } from '../../../src/engine/act/served-serial.ts';
import { reply, startNameServer, type Behaviour } from '../observe/fake-name-server.ts';
import { createPki, type Issued } from '../pki.ts';

const name = 'www.example.test';
let leaf: Issued;
beforeAll(async () => {
  leaf = await (await createPki()).leaf({ names: [name] });
});

/** Looks for the serial that 127.0.0.1 serves, by a resolver that answers for IPv6 as told. */
async function look(answerIpv6: Behaviour): Promise<ServedLook> {
  const server = createServer({ key: leaf.key, cert: leaf.certificate }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  await using names = await startNameServer((query) => {
    return query.type === 'A' ? [reply(query, [{ type: 'A', address: '127.0.0.1' }])] : answerIpv6(query);
  });
  const network = {
    ...defaultNetwork,
    ...{ skipSystemResolver: true, allowPrivate: true, timeoutMs: 1500 },
    resolvers: [`${names.server.address}:${names.server.port}`],
    httpsPort: (server.address() as AddressInfo).port,
  };
  return await lookForSerial(serial(), [{ ascii: name, wildcard: false }], network, new AbortController().signal);
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
});
