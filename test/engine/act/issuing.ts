import type { IssuePlan } from '../../../src/core/acme/issue-plan.ts';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { noSecrets, type IssueReport, type IssueRequest } from '../../../src/core/acme/issuance.ts';
import { issueCertificate } from '../../../src/engine/act/issue-certificate.ts';
import { defaultNetwork, type Run } from '../../../src/engine/engine.ts';
import { caChoice } from '../../lab/ca-choice.ts';
import { startFakeCa, type FakeCa, type FakeCaOptions } from './fake-ca.ts';

/** A machine that issues from a CA in this process: a web root, a storage, and nobody who could tell an address. */
export class Issuing implements AsyncDisposable {
  readonly folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-issuing-')));
  readonly webRoot = path.join(this.folder, 'www');
  readonly storage = path.join(this.folder, 'storage');
  readonly #cas: FakeCa[] = [];

  constructor() {
    mkdirSync(this.webRoot);
  }

  async startCa(fault: FakeCaOptions['fault'] = () => null, name = 'Fake CA'): Promise<FakeCa> {
    const { folder, webRoot } = this;
    const ca = await startFakeCa({ folder, webRoot, fault, name });
    this.#cas.push(ca);
    return ca;
  }

  request(ca: FakeCa, changes: Partial<IssueRequest> = {}): IssueRequest {
    const { webRoot, storage } = this;
    const name = { ascii: 'www.example.com', wildcard: false };
    return {
      intent: { name, names: [name], method: 'http-01', addresses: [], delegationTarget: null, webRoot },
      ca: caChoice(ca.directoryUrl, ca.rootFile),
      challenge: { type: 'http-01', by: 'web-root', folder: webRoot },
      ...{ keyType: 'ec-p256', storage, deploy: null },
      ...changes,
    };
  }

  async issue(request: IssueRequest, changes: Partial<Run> = {}, secrets = noSecrets): Promise<IssueReport> {
    const network = { ...defaultNetwork, skipSystemResolver: true, resolvers: ['127.0.0.1:1'], timeoutMs: 1000 };
    const { confirm = () => Promise.resolve(true), ...others } = changes;
    return await issueCertificate(request, secrets, network, {
      signal: new AbortController().signal,
      progress: () => undefined,
      // Nobody tells addresses here, so no token is ever seen.
      confirm: (act) => (act.risk === 'token-not-seen' ? Promise.resolve(true) : confirm(act)),
      ...others,
    });
  }

  /** The folder of the one certificate that was tried. */
  lineage(storage = this.storage): string {
    return this.lineages(storage)[0] ?? '';
  }

  /** The folders of all certificates that were tried. */
  lineages(storage = this.storage): readonly string[] {
    const certificates = path.join(storage, 'certificates');
    return readdirSync(certificates).map((name) => path.join(certificates, name));
  }

  /** The folder of the one account. */
  account(storage = this.storage): string {
    const accounts = path.join(storage, 'accounts');
    return path.join(accounts, readdirSync(accounts)[0] ?? '');
  }

  ledger(storage = this.storage): readonly { readonly event: string; readonly [field: string]: unknown }[] {
    return readFileSync(path.join(this.account(storage), 'ledger.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#cas.map((ca) => ca.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** How often a CA was asked: `POST new-order` and so on. */
export function asked(ca: FakeCa, entry: string): number {
  return ca.requests.filter((line) => line === entry).length;
}

/** A plan of which nothing was seen to be wrong. */
export const wellPlanned = (): Promise<Pick<IssuePlan, 'findings'>> => Promise.resolve({ findings: [] });
