import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AccountTerms } from '../../../src/engine/act/account-terms.ts';
import { connectToCa } from '../../../src/engine/act/acme-client.ts';
import type { AcmeConnection } from '../../../src/engine/act/acme-connection.ts';
import type { AcmeReply } from '../../../src/engine/acme-transport.ts';
import { createKey } from '../../../src/engine/act/private-key.ts';
import { createAuthority } from '../../lab/authority.ts';

const at = (resource: string): string => `https://ca.example/${resource}`;
const noTerms: AccountTerms = { externalAccount: null, profile: null, preferredChain: null };

interface Sent {
  readonly url: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Connects to a CA that is no more than its replies, and tells what it was sent. */
async function connect(
  terms: Partial<AccountTerms>,
  replies: Readonly<Record<string, Partial<AcmeReply>>> = {},
): Promise<{ readonly connection: AcmeConnection; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  const directory = { newNonce: at('nonce'), newAccount: at('account'), newOrder: at('order') };
  const order = { status: 'pending', authorizations: [at('authz')], finalize: at('finalize') };
  const known: Readonly<Record<string, Partial<AcmeReply>>> = {
    [at('dir')]: { data: directory },
    [at('account')]: { status: 201, headers: { location: at('account/1') } },
    [at('order')]: { status: 201, headers: { location: at('order/1') }, data: order },
    ...replies,
  };
  const decoded = (text: string): Readonly<Record<string, unknown>> =>
    text === '' ? {} : (JSON.parse(Buffer.from(text, 'base64url').toString()) as Readonly<Record<string, unknown>>);
  const connection = await connectToCa({
    ...{ directoryUrl: at('dir'), accountKey: await createKey('ec-p256'), accountUrl: null, patienceMs: 1000 },
    signal: new AbortController().signal,
    terms: { ...noTerms, ...terms },
    transport: {
      request(url, _method, body) {
        if (body !== null) {
          const jws = JSON.parse(body) as { readonly protected: string; readonly payload: string };
          sent.push({ url, header: decoded(jws.protected), payload: decoded(jws.payload) });
        }
        const { status = 200, headers = {}, links = [], data = '' } = known[url] ?? {};
        return Promise.resolve({ status, headers: { 'replay-nonce': 'nonce', ...headers }, links, data });
      },
      close: () => undefined,
    },
  });
  return { connection, sent };
}

describe('what the CA is sent', () => {
  it('binds a new account to the external one by its key (RFC 8555 §7.3.4)', async () => {
    const hmacKey = Buffer.alloc(32, 'k').toString('base64url');
    const { connection, sent } = await connect({ externalAccount: { kid: 'customer-7', hmacKey } });
    await connection.createAccount({ contact: 'me@example.com', termsAgreed: true });
    const [request] = sent;
    const bound = request?.payload['externalAccountBinding'] as Readonly<Record<string, string>>;
    const { protected: header = '', payload = '', signature } = bound;
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      ...{ alg: 'HS256', kid: 'customer-7', url: at('account') },
    });
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual(request?.header['jwk']);
    const mac = createHmac('sha256', Buffer.alloc(32, 'k')).update(`${header}.${payload}`).digest('base64url');
    expect(signature).toBe(mac);
    expect(JSON.stringify(sent)).not.toContain(hmacKey);
    expect(connection.accountUrl()).toBe(at('account/1'));
  });

  it('has no binding where none is wanted', async () => {
    const { connection, sent } = await connect({});
    await connection.createAccount({ contact: null, termsAgreed: true });
    expect(sent[0]?.payload).toEqual({ termsOfServiceAgreed: true });
  });

  it('asks for names and addresses by their kinds, and for a profile', async () => {
    const { connection, sent } = await connect({ profile: 'shortlived' });
    await connection.createAccount({ contact: null, termsAgreed: true });
    await connection.createOrder(['*.example.com', '203.0.113.9', '2001:db8::9'], null);
    expect(sent.at(-1)?.payload).toEqual({
      identifiers: [
        { type: 'dns', value: '*.example.com' },
        { type: 'ip', value: '203.0.113.9' },
        { type: 'ip', value: '2001:db8::9' },
      ],
      profile: 'shortlived',
    });
  });
});

describe('the chain', () => {
  it('is the one that was preferred, of those to which the CA links, else its first', async () => {
    const [first, second] = [await createAuthority('First'), await createAuthority('Second')];
    const leaf = await first.leaf({ names: ['www.example.com'] });
    const other = await second.leaf({ names: ['www.example.com'] });
    const replies = {
      [at('cert')]: {
        data: leaf.chain,
        links: ['<https://ca.example/dir>;rel="index"', '</cert/1>;rel="alternate"', '<cert/2>; rel=alternate'],
      },
      [at('cert/1')]: { data: 'no chain at all' },
      [at('cert/2')]: { data: other.chain },
    };
    const download = async (preferredChain: string | null): Promise<string> => {
      const { connection } = await connect({ preferredChain }, replies);
      await connection.createAccount({ contact: null, termsAgreed: true });
      return await connection.download(at('cert'));
    };
    expect(await download('Second root')).toBe(other.chain);
    expect(await download('First root')).toBe(leaf.chain);
    expect(await download('Third root')).toBe(leaf.chain);
    expect(await download(null)).toBe(leaf.chain);
  });
});
