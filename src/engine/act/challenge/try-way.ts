import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { ChallengePlan, DnsPlan } from '../../../core/acme/challenge-plan.ts';
import { tsigSecretOf, type IssueSecrets } from '../../../core/acme/issuance.ts';
import { persistentOwner } from '../../../core/dns/persistent-validation.ts';
import type { DomainName } from '../../../core/domain/name.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import { resolveCommand } from '../../command-runner.ts';
import type { NetworkOptions } from '../../engine.ts';
import { proveWritable } from '../storage.ts';
import { withoutTrace } from '../without-trace.ts';
import { findMissingTokens, placeOf, type MissingToken } from '../token-look.ts';
import { findMissingIdentifiers } from './identifier-look.ts';
import { openHttpListener } from './http-listener.ts';
import { RecordLook } from './record-look.ts';
import { tryUpdate } from './send-update.ts';
import { openTlsAlpnListener } from './tls-alpn-listener.ts';
import { challengeFolder, placeToken, removeToken, tokenFile } from './web-root.ts';

/** What came of trying a way of proof without the CA, one sentence. */
export interface WayLook {
  readonly state: 'passed' | 'failed' | 'unknown';
  readonly text: string;
}

export interface WayOptions {
  readonly network: NetworkOptions;
  readonly secrets: IssueSecrets;
  readonly signal: AbortSignal;
}

/**
 * Tries a way of proof without the CA: a token of a trial is put where the real one will be and looked for at every
 * address; of records, only whether they could be written and where they have to stand. Leaves nothing behind. Rejects with
 * what the way itself would reject with.
 */
export async function tryWay(plan: ChallengePlan, names: readonly DomainName[], options: WayOptions): Promise<WayLook> {
  const { network, signal } = options;
  const token = randomBytes(24).toString('base64url');
  const content = `${token}.cert-doctor`;
  const tokens = names.map(({ ascii: name }) => ({ name, token, content }));
  const look = async (): Promise<WayLook> => lookOf(await findMissingTokens(tokens, network, signal));
  switch (plan.type) {
    case 'http-01': {
      if (plan.by === 'listener') {
        await using listener = await openHttpListener(plan.port, signal);
        for (const { name } of tokens) listener.answer(name, token, content);
        return await look();
      }
      await proveWritable(plan.folder);
      return await withoutTrace(path.join(plan.folder, challengeFolder), async () => {
        const file = await tokenFile(plan.folder, token);
        await placeToken({ file, content });
        try {
          return await look();
        } finally {
          await removeToken({ file, content });
        }
      });
    }
    case 'tls-alpn-01': {
      await using listener = await openTlsAlpnListener(plan.port, signal);
      for (const { name } of tokens) await listener.answer(name, content);
      const answers = tokens.map(({ name }) => ({ name, keyAuthorization: content }));
      return lookOf(await findMissingIdentifiers(answers, network, signal));
    }
    case 'dns-01':
    case 'dns-account-01':
    case 'dns-persist-01':
      return await tryRecords(plan, names, options);
  }
}

async function tryRecords(
  plan: DnsPlan,
  names: readonly DomainName[],
  { network, secrets, signal }: WayOptions,
): Promise<WayLook> {
  using look = new RecordLook(network, signal);
  const bases = [...new Set(names.map(({ ascii }) => ascii))];
  // The label of an account is not known before there is one; it stands in the same zone.
  const starts = bases.map((base) =>
    plan.type === 'dns-persist-01' ? persistentOwner(base) : `_acme-challenge.${base}`,
  );
  const ends = await Promise.all(starts.map((start) => look.end(start)));
  if (plan.by === 'hook') await resolveCommand(plan.argv);
  if (plan.by === 'rfc2136') {
    for (const end of ends) await tryUpdate(end, plan, tsigSecretOf(secrets, plan.keyName), signal);
  }
  const led = ends.filter((end, at) => end !== starts[at]);
  const where = led.length === 0 ? '' : ` Aliases lead to ${led.slice(0, 3).join(', ')}: the record goes there.`;
  const unknown = (await look.unserved(ends.map((owner) => ({ owner, fits: () => false })))).filter(
    ({ server }) => server === '',
  );
  if (unknown.length > 0) {
    return {
      state: 'unknown',
      text: `The name servers for ${unknown[0]?.owner ?? ''} are not known from here.${where}`,
    };
  }
  return { state: 'passed', text: `${wellWords(plan)}${where}` };
}

function wellWords(plan: DnsPlan): string {
  switch (plan.by) {
    case 'hand':
      return 'You are told the records when the CA has named their values.';
    case 'hook':
      return 'The program is there; it runs when the CA has named the value.';
    case 'rfc2136':
      return `The name server at ${plan.server} knows the key, and would take updates.`;
  }
}

function lookOf(looks: readonly MissingToken[]): WayLook {
  const missing = looks.filter(({ unknown }) => !unknown);
  const [first] = missing;
  if (first !== undefined) {
    const more = missing.length > 1 ? ` and ${String(missing.length - 1)} more` : '';
    const text = `A token of a trial is not seen at ${placeOf(first)}${more}: ${quotedText(first.seen)}.`;
    return { state: 'failed', text };
  }
  if (looks.length > 0) {
    const names = looks.map(({ name }) => name).join(', ');
    return { state: 'unknown', text: `No address of ${names} is known from here.` };
  }
  return { state: 'passed', text: 'A token of a trial was seen at every address.' };
}
