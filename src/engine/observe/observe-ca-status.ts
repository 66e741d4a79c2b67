import type { CaFacts } from '../../core/acme/ca-facts.ts';
import { readCaStatus, type CaStatusObservation } from '../../core/acme/ca-status.ts';
import type { NetworkOptions } from '../engine.ts';
import { getJson, rootsOf } from './observe-ca.ts';
import { startLooking } from './seen-from-here.ts';

const longestLookMs = 5_000;

/** Reads the CA's status page; null where it has none that is known here. Never rejects. */
export async function observeCaStatus(
  { status }: Pick<CaFacts, 'status'>,
  network: Pick<NetworkOptions, 'rootFiles' | 'caRootFile' | 'timeoutMs'>,
  signal: AbortSignal,
): Promise<CaStatusObservation | null> {
  if (status === undefined) return null;
  const seen = startLooking();
  const roots = await rootsOf([...network.rootFiles, ...(network.caRootFile === null ? [] : [network.caRootFile])]);
  const got = await getJson(status.api, roots, { signal, deadlineMs: Math.min(longestLookMs, network.timeoutMs) });
  const { page } = status;
  const failed = (text: string): CaStatusObservation => ({ page, outcome: { kind: 'failed', text }, seen: seen() });
  if (got.kind === 'failed') return failed(`${got.code}: ${got.text}`);
  if (got.distrust !== null) return failed(`Its certificate is not trusted here: ${got.distrust}.`);
  const read = readCaStatus(got.json);
  return read === null
    ? failed(`What came (status ${got.status}) is no status of a service.`)
    : { page, outcome: { kind: 'status', status: read }, seen: seen() };
}
