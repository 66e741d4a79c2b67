import type { JournalEvent } from '../../../core/acme/attempt.ts';
import type { ChallengePlan, DnsPlan } from '../../../core/acme/challenge-plan.ts';
import type { IssueSecrets, UnseenAnswers } from '../../../core/acme/issuance.ts';
import type { AcmeChallenge } from '../../../core/acme/order.ts';
import { fitsAccount } from '../../../core/dns/persistent-validation.ts';
import type { DomainName } from '../../../core/domain/name.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import type { TxtRecord } from '../../../core/acme/placed-challenge.ts';
import type { NetworkOptions, Run } from '../../engine.ts';
import { IssuanceStop } from '../issuance-stop.ts';
import { acceptRisk } from '../accept-risk.ts';
import { findMissingTokens, placeOf, type PlacedToken } from '../token-look.ts';
import { untilAborted } from '../../until-aborted.ts';
import { proofOf } from './dns-proof.ts';
import { openHttpListener, type HttpListener } from './http-listener.ts';
import { findMissingIdentifiers } from './identifier-look.ts';
import { RecordLook, type WantedRecord } from './record-look.ts';
import { writeRecord } from './record-writer.ts';
import { openTlsAlpnListener, type TlsAlpnListener } from './tls-alpn-listener.ts';
import { placeToken, tokenFile } from './web-root.ts';

/** How long name servers may take to serve what a program or an update wrote, and what somebody typed. */
const writtenPatienceMs = 5 * 60_000;
const typedPatienceMs = 30 * 60_000;
const typingTitle = 'Adding the DNS records';

/** One challenge that is to be answered. */
export interface ChallengeTask {
  readonly name: DomainName;
  readonly plan: ChallengePlan;
  readonly challenge: AcmeChallenge;
  /** RFC 8555 §8.1; empty for a challenge without a token. */
  readonly keyAuthorization: string;
}

export interface AnswerOptions {
  readonly network: NetworkOptions;
  readonly run: Run;
  readonly secrets: IssueSecrets;
  readonly accountUrl: string;
  /** Writes to the journal. */
  readonly record: (event: JournalEvent) => Promise<void>;
  /** Is told where answers were looked for, and which of them were not seen. */
  readonly saw: (places: readonly string[], unseen: UnseenAnswers) => void;
}

/**
 * The answers to the challenges of one order: put in place, each journaled before, and looked at as the CA will. What is
 * in the journal is taken away by `removePlaced`; disposing closes the servers.
 */
export class ChallengeAnswers implements AsyncDisposable {
  readonly #options: AnswerOptions;
  readonly #look: RecordLook;
  readonly #httpListeners = new Map<number, HttpListener>();
  readonly #tlsListeners = new Map<number, TlsAlpnListener>();
  readonly #tokens: PlacedToken[] = [];
  readonly #identifiers: { readonly name: string; readonly keyAuthorization: string }[] = [];
  readonly #records: (WantedRecord & { readonly typed: boolean })[] = [];

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#look = new RecordLook(options.network, options.run.signal);
  }

  async place(tasks: readonly ChallengeTask[]): Promise<void> {
    const typed: TxtRecord[] = [];
    for (const task of tasks) {
      this.#options.run.signal.throwIfAborted();
      const { plan } = task;
      if (plan.type === 'http-01') await this.#serveToken(task, plan);
      else if (plan.type === 'tls-alpn-01') await this.#serveIdentifier(task, plan.port);
      else typed.push(...(await this.#placeRecord(task, plan)));
    }
    if (typed.length > 0) await this.#haveTyped(typed);
  }

  /** CAs count failed validations; one that will fail is better not asked for. From outside things may look different, so the user decides. */
  async demandSeen(): Promise<void> {
    const { network, run, saw } = this.#options;
    const missing: string[] = [];
    const unseen: Record<string, 'address' | 'answer'> = {};
    if (this.#tokens.length > 0 || this.#identifiers.length > 0) {
      run.progress({ step: 'Looking for the token as the CA will', fraction: 0.3 });
      const looks = await Promise.all([
        findMissingTokens(this.#tokens, network, run.signal),
        findMissingIdentifiers(this.#identifiers, network, run.signal),
      ]);
      for (const look of looks.flat()) {
        missing.push(`${placeOf(look)}: ${quotedText(look.seen)}`);
        unseen[look.name] = look.address === null && !look.unknown ? 'address' : 'answer';
      }
    }
    if (this.#records.length > 0) {
      run.progress({ step: 'Looking for the record at every name server', fraction: 0.3 });
      const patienceMs = this.#records.some(({ typed }) => typed) ? typedPatienceMs : writtenPatienceMs;
      const unserved = await this.#look.untilServed(this.#records, run.progress, patienceMs);
      for (const { owner, server, seen } of unserved) {
        missing.push(`${owner} at ${server || 'its zone'}: ${seen}`);
        unseen[owner] = 'answer';
      }
    }
    saw(
      [...this.#tokens, ...this.#identifiers].map(({ name }) => name).concat(this.#records.map(({ owner }) => owner)),
      unseen,
    );
    if (missing.length === 0) return;
    const why = `${missing.slice(0, 3).join('; ')}. The CA looks from other places, but counts what fails.`;
    await acceptRisk('token-not-seen', why, run, unseen);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#look[Symbol.dispose]();
    const listeners = [...this.#httpListeners.values(), ...this.#tlsListeners.values()];
    await Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]()));
  }

  async #serveToken(
    { name: { ascii: name }, challenge: { token }, keyAuthorization: content }: ChallengeTask,
    plan: ChallengePlan & { readonly type: 'http-01' },
  ): Promise<void> {
    const { record, run } = this.#options;
    if (plan.by === 'web-root') {
      const placed = { by: 'web-root', file: await tokenFile(plan.folder, token), content } as const;
      await record({ event: 'challenge', placed });
      await placeToken(placed);
    } else {
      const { port, type } = plan;
      await record({ event: 'challenge', placed: { by: 'listener', type, name, port } });
      const listener = this.#httpListeners.get(port) ?? (await openHttpListener(port, run.signal));
      this.#httpListeners.set(port, listener);
      listener.answer(name, token, content);
    }
    this.#tokens.push({ name, token, content });
  }

  async #serveIdentifier({ name: { ascii: name }, keyAuthorization }: ChallengeTask, port: number): Promise<void> {
    const { record, run } = this.#options;
    await record({ event: 'challenge', placed: { by: 'listener', type: 'tls-alpn-01', name, port } });
    const listener = this.#tlsListeners.get(port) ?? (await openTlsAlpnListener(port, run.signal));
    this.#tlsListeners.set(port, listener);
    await listener.answer(name, keyAuthorization);
    this.#identifiers.push({ name, keyAuthorization });
  }

  /** The record where the user must write it; none where it is written, or stands there already. */
  async #placeRecord(task: ChallengeTask, plan: DnsPlan): Promise<readonly TxtRecord[]> {
    const { record: journal, run, secrets, accountUrl } = this.#options;
    const { type } = plan;
    const proof = proofOf({ ...task, type, accountUrl });
    const record = { ...proof, owner: await this.#look.end(proof.owner) };
    const stays = type === 'dns-persist-01';
    const { issuers } = task.challenge;
    const fits = (text: string): boolean =>
      stays ? fitsAccount(text, { issuers, accountUrl, ...task.name, now: new Date() }) : text === record.value;
    const wanted = { owner: record.owner, fits, typed: plan.by === 'hand' };
    this.#records.push(wanted);
    if ((await this.#look.unserved([wanted])).length === 0) return [];
    // What is meant to stay is not taken away, so it is none of the journal's.
    if (!stays) await journal({ event: 'challenge', placed: { by: 'record', record, writer: plan } });
    if (plan.by === 'hand') return [record];
    run.progress({ step: `Writing the record at ${record.owner}`, fraction: 0.3 });
    await writeRecord('add', { record, writer: plan, secrets, signal: run.signal, confirm: run.confirm });
    return [];
  }

  /** All at once, so that nobody replaces one value at a name by another. */
  async #haveTyped(records: readonly TxtRecord[]): Promise<void> {
    const { run } = this.#options;
    const why = `The CA looks for ${records.length === 1 ? 'this record' : 'these records'}. Add them at the provider of the zone beside what stands there, several at one name too, and say yes when they are saved.`;
    const yes = await untilAborted(run.confirm({ title: typingTitle, why, argv: null, records }), run.signal);
    if (!yes) throw new IssuanceStop({ kind: 'declined', what: typingTitle });
  }
}
