import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { noSecrets, type IssueRequest } from '../../../src/core/acme/issuance.ts';
import { renewDue } from '../../../src/engine/act/renew/renew-due.ts';
import { certificateIdOf, renewalDueOf, updateRenewalWord } from '../../../src/engine/act/renewal-info.ts';
import { readLive } from '../../../src/engine/act/storage.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import type { FakeCa, FakeReply, FakeRequest } from './fake-ca.ts';
import { asked, Issuing, wellPlanned } from './issuing.ts';

const day = 86_400_000;
const never = new AbortController().signal;

/** A CA that says when to renew; what it says changes while it runs. */
class Word {
  window: unknown = { suggestedWindow: { start: iso(-2 * day), end: iso(-day) } };
  retryAfter = '21600';
  status = 200;
  directory = '';

  readonly answer = ({ resource }: FakeRequest, { body }: { readonly body: unknown }): FakeReply => {
    if (resource === 'dir') {
      const { newNonce } = body as { readonly newNonce: string };
      return { status: 200, body: { ...(body as object), renewalInfo: newNonce.replace(/nonce$/, 'renewal-info') } };
    }
    if (resource !== 'renewal-info') return null;
    return { status: this.status, headers: { 'retry-after': this.retryAfter }, body: this.window };
  };
}

function iso(fromNow: number): string {
  return new Date(Date.now() + fromNow).toISOString();
}

async function look(issuing: Issuing, ca: FakeCa, now = new Date()): ReturnType<typeof updateRenewalWord> {
  const live = await readLive(issuing.lineage());
  if (live === null) throw new Error('no certificate');
  return await updateRenewalWord(issuing.lineage(), live.leaf, issuing.request(ca).ca, now, never);
}

async function dueFrom(issuing: Issuing): ReturnType<typeof renewalDueOf> {
  const live = await readLive(issuing.lineage());
  if (live === null) throw new Error('no certificate');
  return await renewalDueOf(issuing.lineage(), live.leaf);
}

describe.concurrent('the CA’s word on when to renew', () => {
  it('is asked for by the name of the certificate, kept, and not asked for again before the CA wants to be', async () => {
    await using issuing = new Issuing();
    const word = new Word();
    const ca = await issuing.startCa(word.answer);
    await issuing.issue(issuing.request(ca));
    const first = await look(issuing, ca);
    expect(first).toMatchObject({ start: expect.any(String) as string });
    const { from, by } = await dueFrom(issuing);
    expect([from.toISOString(), by]).toEqual([first?.chosen, 'ca']);
    expect(await look(issuing, ca)).toEqual(first);
    expect(asked(ca, 'GET renewal-info')).toBe(1);
    // Six hours later; the moment stays as long as the window does.
    expect((await look(issuing, ca, new Date(Date.now() + 7 * 3_600_000)))?.chosen).toBe(first?.chosen);
    expect(asked(ca, 'GET renewal-info')).toBe(2);
  });

  it('moves the moment where the window moves', async () => {
    await using issuing = new Issuing();
    const word = new Word();
    const ca = await issuing.startCa(word.answer);
    await issuing.issue(issuing.request(ca));
    const first = await look(issuing, ca);
    word.window = { suggestedWindow: { start: iso(5 * day), end: iso(6 * day) } };
    const second = await look(issuing, ca, new Date(Date.now() + 2 * day));
    expect(Date.parse(second?.chosen ?? '')).toBeGreaterThan(Date.parse(first?.chosen ?? ''));
  });

  it.each<[string, (word: Word) => void]>([
    ['has no answer', (word) => (word.status = 404)],
    ['says nonsense', (word) => (word.window = { suggestedWindow: 'soon' })],
    ['is in trouble', (word) => (word.status = 503)],
  ])('gives way to the lifetime where the CA %s, and what it said before stays', async (_what, spoil) => {
    await using issuing = new Issuing();
    const word = new Word();
    const ca = await issuing.startCa(word.answer);
    await issuing.issue(issuing.request(ca));
    const { window, status } = word;
    spoil(word);
    expect(await look(issuing, ca)).toBeNull();
    expect((await dueFrom(issuing)).by).toBe('lifetime');
    Object.assign(word, { window, status });
    const said = await look(issuing, ca);
    spoil(word);
    expect(await look(issuing, ca, new Date(Date.now() + 2 * day))).toMatchObject({ chosen: said?.chosen });
  });

  it('is not asked of a CA that says nothing of it, and that CA is told of no replacement', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    await issuing.issue(issuing.request(ca));
    expect(await look(issuing, ca)).toBeNull();
    await issuing.issue(issuing.request(ca));
    expect(asked(ca, 'GET renewal-info')).toBe(0);
    expect(ca.issued()).toBe(2);
  });

  it('that cannot be read is put aside', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa(new Word().answer);
    await issuing.issue(issuing.request(ca));
    const file = path.join(issuing.lineage(), 'renewal.json');
    for (const text of ['', '{', '{"certificateId":1}', 'x'.repeat(20_000)]) {
      writeFileSync(file, text);
      expect((await dueFrom(issuing)).by).toBe('lifetime');
    }
    expect(
      readdirSync(issuing.lineage()).filter((name) => name.startsWith('renewal.json.corrupt-')).length,
    ).toBeGreaterThan(0);
  });

  it('needs no second yes, and the order names what is replaced', async () => {
    await using issuing = new Issuing();
    const orders: unknown[] = [];
    const word = new Word();
    const ca = await issuing.startCa((request, honest) => {
      if (request.resource === 'new-order') orders.push(request.payload);
      return word.answer(request, honest);
    });
    await issuing.issue(issuing.request(ca));
    const live = await readLive(issuing.lineage());
    await look(issuing, ca);
    const report = await issuing.issue(issuing.request(ca), { confirm: () => Promise.resolve(false) });
    expect(report).toMatchObject({ reached: 'stored', stopped: null });
    expect(orders.at(0)).not.toHaveProperty('replaces');
    expect(orders.at(1)).toMatchObject({ replaces: live === null ? '' : certificateIdOf(live.leaf) });
  });

  it('orders without naming it where the CA counts it as replaced already', async () => {
    await using issuing = new Issuing();
    const word = new Word();
    const replaced = { type: 'urn:ietf:params:acme:error:alreadyReplaced', detail: 'replaced by another order' };
    const ca = await issuing.startCa((request, honest) =>
      request.resource === 'new-order' && 'replaces' in (request.payload as object)
        ? { status: 409, body: replaced }
        : word.answer(request, honest),
    );
    await issuing.issue(issuing.request(ca));
    expect(await issuing.issue(issuing.request(ca))).toMatchObject({ stopped: null });
    expect(ca.issued()).toBe(2);
  });
});

describe.concurrent('renewing what is due', () => {
  it('goes on with the others where one fails', async () => {
    await using issuing = new Issuing();
    const word = new Word();
    const ca = await issuing.startCa(word.answer);
    const request = (ascii: string): IssueRequest => {
      const name = { ascii, wildcard: false };
      const base = issuing.request(ca);
      return { ...base, intent: { ...base.intent, name, names: [name] } };
    };
    const folder = path.join(issuing.folder, 'gone');
    const names = ['a.example.com', 'b.example.com', 'c.example.com'];
    for (const name of names) await issuing.issue(request(name));
    // From now on the second is served from elsewhere.
    const lineages = path.join(issuing.storage, 'certificates');
    const second = path.join(
      lineages,
      readdirSync(lineages).find((name) => name.startsWith('b.')) ?? '',
      'request.json',
    );
    writeFileSync(second, readFileSync(second, 'utf8').replaceAll(issuing.webRoot, folder));
    rmSync(folder, { recursive: true, force: true });
    const run = { signal: never, progress: () => undefined, confirm: () => Promise.resolve(false) };
    const network = { ...defaultNetwork, skipSystemResolver: true, resolvers: ['127.0.0.1:1'], timeoutMs: 1000 };
    const due = await renewDue(issuing.storage, noSecrets, network, run, {
      plan: wellPlanned,
      agreed: true,
      issue: (wanted) => issuing.issue(wanted, { confirm: () => Promise.resolve(true) }),
    });
    expect(due.map(({ names: [name], outcome }) => [name, outcome])).toEqual([
      ['a.example.com', 'renewed'],
      ['b.example.com', 'failed'],
      ['c.example.com', 'renewed'],
    ]);
    expect(ca.issued()).toBe(5);
  });
});
