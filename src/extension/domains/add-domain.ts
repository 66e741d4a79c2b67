import * as vscode from 'vscode';
import { canonicalAddress } from '../../core/dns/address.ts';
import type { ChallengeMethod } from '../../core/domain/intent.ts';
import { nameErrorText, parseIdentifier, textOf } from '../../core/domain/name.ts';
import type { DomainEntry } from '../../engine/discover/config-file.ts';
import { askPick, askText, type Answer } from '../ask.ts';
import type { DomainStore } from './domain-store.ts';

interface Draft {
  name: string;
  names: readonly string[];
  method: ChallengeMethod;
  addresses: readonly string[];
}

const title = 'Add Domain';
const totalSteps = 4;

/** Asks for a domain step by step, writes it into cert-doctor.json and checks it. */
export async function addDomain(store: DomainStore): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const draft: Draft = { name: '', names: [], method: 'http-01', addresses: [] };
  const steps = [askName, askOtherNames, askMethod, askAddresses];
  for (let step = 0; step < steps.length;) {
    const answer = await steps[step]?.(draft, store);
    if (answer === undefined || answer === 'cancel') return;
    step += answer === 'back' ? -1 : 1;
  }
  const entry: DomainEntry = {
    name: draft.name,
    ...(draft.names.length > 0 ? { names: draft.names } : {}),
    method: draft.method,
    ...(draft.addresses.length > 0 ? { addresses: draft.addresses } : {}),
  };
  await store.add(folder, entry);
  await store.check(draft.name);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? (await vscode.window.showWorkspaceFolderPick())?.uri : folders[0]?.uri;
}

/** Takes the answer into the draft and says where to go. */
function taken<T>(answer: Answer<T>, take: (value: T) => void): Answer<T>['kind'] {
  if (answer.kind === 'next') take(answer.value);
  return answer.kind;
}

async function askName(draft: Draft, store: DomainStore): Promise<Answer<string>['kind']> {
  const answer = await askText({
    title,
    step: 1,
    totalSteps,
    prompt: 'The name that the certificate is for. A wildcard is written *.example.com; an IP address works too.',
    placeholder: 'www.example.com',
    value: draft.name,
    validate: (text) => {
      const parsed = parseIdentifier(text);
      if (!parsed.ok) {
        const meant = parsed.suggestion === undefined ? '' : ` Press Enter to write ${parsed.suggestion}.`;
        return `${nameErrorText[parsed.error]}${meant}`;
      }
      return store.find(textOf(parsed.name)) === undefined ? null : `${textOf(parsed.name)} is in the list already.`;
    },
    suggest: (text) => {
      const parsed = parseIdentifier(text);
      return parsed.ok ? undefined : parsed.suggestion;
    },
  });
  return taken(answer, (text) => {
    const parsed = parseIdentifier(text);
    if (!parsed.ok) return;
    draft.name = textOf(parsed.name);
    if (parsed.name.wildcard) draft.method = 'dns-01';
  });
}

async function askOtherNames(draft: Draft): Promise<Answer<string>['kind']> {
  const answer = await askText({
    title,
    step: 2,
    totalSteps,
    prompt: 'More names of the same certificate, separated by commas or spaces. Leave empty if there are none.',
    placeholder: `www.${draft.name.replace(/^\*\./, '')}`,
    value: draft.names.join(', '),
    validate: (text) => {
      for (const part of listOf(text)) {
        const parsed = parseIdentifier(part);
        if (!parsed.ok) return `${part}: ${nameErrorText[parsed.error]}`;
      }
      return null;
    },
  });
  return taken(answer, (text) => {
    draft.names = listOf(text).flatMap((part) => {
      const parsed = parseIdentifier(part);
      return parsed.ok ? [textOf(parsed.name)] : [];
    });
  });
}

async function askMethod(draft: Draft): Promise<Answer<ChallengeMethod>['kind']> {
  const names = [draft.name, ...draft.names];
  const wildcard = names.some((name) => name.startsWith('*.'));
  const withAddress = names.some((name) => canonicalAddress(name) !== null);
  const dns = {
    label: 'dns-01',
    description: 'a TXT record proves control',
    detail: wildcard ? 'A wildcard is validated by DNS only.' : 'Works without port 80, and for wildcards.',
    value: 'dns-01' as const,
  };
  const answer = await askPick<ChallengeMethod>({
    title,
    step: 3,
    totalSteps,
    placeholder: 'How the CA validates the names',
    items: wildcard
      ? [dns]
      : [
          {
            label: 'http-01',
            description: 'the web server shows a file on port 80',
            detail: 'The usual way for a web server.',
            value: 'http-01',
          },
          ...(withAddress ? [] : [dns]),
          {
            label: 'tls-alpn-01',
            description: 'the server answers on port 443 with a special certificate',
            detail: 'Caddy and Traefik use it. It never passes a CDN.',
            value: 'tls-alpn-01',
          },
        ],
  });
  return taken(answer, (method) => {
    draft.method = method;
  });
}

async function askAddresses(draft: Draft): Promise<Answer<string>['kind']> {
  const answer = await askText({
    title,
    step: 4,
    totalSteps,
    prompt: "The server's public addresses, so that a wrong record shows. Leave empty if you do not know them.",
    placeholder: '203.0.113.10, 2001:db8::10',
    value: draft.addresses.join(', '),
    validate: (text) => {
      const wrong = listOf(text).find((part) => canonicalAddress(part) === null);
      return wrong === undefined ? null : `${wrong} is no IP address.`;
    },
  });
  return taken(answer, (text) => {
    draft.addresses = listOf(text).flatMap((part) => canonicalAddress(part) ?? []);
  });
}

function listOf(text: string): readonly string[] {
  return text.split(/[\s,]/).filter((part) => part !== '');
}
