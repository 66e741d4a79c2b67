import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { IssueReport, IssueRequest } from '../../src/core/acme/issuance.ts';
import type { TxtRecord } from '../../src/core/acme/placed-challenge.ts';
import { defaultNetwork, type NetworkOptions } from '../../src/engine/engine.ts';
import { caChoice } from './ca-choice.ts';
import type { IssueOrder } from './issue.ts';
import type { Lab } from './lab.ts';
import type { Pebble } from './pebble.ts';

export interface IssueOutcome {
  /** Null: the process did not come to its report. */
  readonly report: IssueReport | null;
  readonly ms: number;
  /** Titles and commands in the order in which they were shown. */
  readonly confirmed: readonly {
    readonly title: string;
    readonly argv: readonly string[] | null;
    readonly records: readonly TxtRecord[];
  }[];
  /** The steps, in their order. */
  readonly steps: readonly string[];
  readonly stderr: string;
}

export const labNetwork: NetworkOptions = { ...defaultNetwork, allowPrivate: true };

/** A request for one name of the lab, deployed nowhere. */
export function labRequest(lab: Lab, name: string, ca: Pebble = lab.pebble): IssueRequest {
  const first = { ascii: name, wildcard: false };
  return {
    intent: {
      ...{ name: first, names: [first], method: 'http-01', addresses: [] },
      ...{ delegationTarget: null, webRoot: lab.webRoot },
    },
    ca: caChoice(ca.directoryUrl, ca.caRootFile),
    challenge: { type: 'http-01', by: 'web-root', folder: lab.webRoot },
    ...{ keyType: 'ec-p256', storage: path.join(lab.folder, 'storage', name), deploy: null },
  };
}

/** Brings the certificate before back into service, inside the lab. */
export async function rollBackInLab(lab: Lab, request: IssueRequest): Promise<IssueReport | null> {
  return (await issueInLab(lab, request, { rollBack: true })).report;
}

/** Issues inside the lab, in a process of its own; every question is answered with yes unless the order says no. */
export async function issueInLab(
  lab: Lab,
  request: IssueRequest,
  order: Partial<IssueOrder> = {},
): Promise<IssueOutcome> {
  await mkdir(path.dirname(request.storage), { recursive: true });
  const program = [process.execPath, path.join(import.meta.dirname, 'issue.ts')];
  const json = JSON.stringify({ request, network: labNetwork, confirm: true, ...order });
  const { stdout, stderr } = await lab.run([...program, json]);
  const lines = stdout.split('\n').filter((line) => line !== '');
  const said = lines.map(
    (line) => JSON.parse(line) as Partial<IssueOutcome> & { confirm?: IssueOutcome['confirmed'][0]; step?: string },
  );
  const last = said.at(-1);
  return {
    report: last?.report ?? null,
    ms: last?.ms ?? 0,
    confirmed: said.flatMap(({ confirm }) => confirm ?? []),
    steps: said.flatMap(({ step }) => step ?? []),
    stderr,
  };
}
