import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { readFile } from 'node:fs/promises';
import { rootCertificates, TLSSocket } from 'node:tls';
import type { CaObservation, RenewalInfo } from '../../core/acme/ca-observation.ts';
import { caOf } from '../../core/acme/ca-facts.ts';
import { readDirectory } from '../../core/acme/directory.ts';
import { readRenewalWindow } from '../../core/acme/renewal-time.ts';
import type { CertificateFacts } from '../../core/certificate/facts.ts';
import type { TlsObservation } from '../../core/certificate/handshake.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import type { NetworkOptions } from '../engine.ts';
import { untilDeadline, type Limits } from './deadline.ts';
import { startLooking } from './seen-from-here.ts';

/** Directories have 1 KB. */
const mostBytes = 65_536;
const longestLookMs = 10_000;
/** Of many domains in a row, the CA is asked for the first. */
const keptMs = 5 * 60_000;
/** Certificates of one domain about which the CA is asked. */
const mostRenewals = 3;

type Directory = Omit<CaObservation, 'renewals'>;

/** Looks at the CA that the user named, and keeps what it saw for a while. */
export class CaLooks {
  readonly #kept = new Map<string, { readonly until: number; readonly look: Promise<Directory> }>();

  /** Never rejects. `tls` are the handshakes whose certificates the CA is asked about. */
  async observe(
    network: NetworkOptions,
    tls: () => Promise<readonly TlsObservation[]>,
    signal: AbortSignal,
  ): Promise<CaObservation> {
    const url = network.directoryUrl ?? caOf(null).directories[0] ?? '';
    const limits = { signal, deadlineMs: Math.min(longestLookMs, network.timeoutMs) };
    const roots = await rootsOf([...network.rootFiles, ...(network.caRootFile === null ? [] : [network.caRootFile])]);
    const look = await this.#directory(url, roots, limits);
    const { outcome } = look;
    const renewalInfo = outcome.kind === 'answer' && outcome.distrust === null ? outcome.directory?.renewalInfo : null;
    if (typeof renewalInfo !== 'string') return { ...look, renewals: [] };
    const asked = issuedBy(url, await tls());
    const renewals = await Promise.all(asked.map((leaf) => askRenewal(renewalInfo, leaf, roots, limits)));
    return { ...look, renewals: renewals.filter((one) => one !== null) };
  }

  #directory(url: string, roots: readonly string[], limits: Limits): Promise<Directory> {
    const kept = this.#kept.get(url);
    if (kept !== undefined && kept.until > performance.now()) return kept.look;
    const look = lookAtDirectory(url, roots, limits);
    this.#kept.set(url, { until: performance.now() + keptMs, look });
    // What failed or was stopped says nothing of the next time.
    void look.then(({ outcome }) => {
      if (outcome.kind === 'failed') this.#kept.delete(url);
    });
    return look;
  }
}

/** A file that cannot be read is told by the check itself. */
export async function rootsOf(files: readonly string[]): Promise<readonly string[]> {
  const read = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return [...rootCertificates, ...read.filter((text) => text !== '')];
}

async function lookAtDirectory(directoryUrl: string, roots: readonly string[], limits: Limits): Promise<Directory> {
  const seen = startLooking();
  const before = Date.now();
  const got = await getJson(directoryUrl, roots, limits);
  if (got.kind === 'failed') return { directoryUrl, outcome: got, seen: seen() };
  // The time was told somewhere between asking and hearing, and is cut to whole seconds.
  const middle = (before + got.at) / 2 - 500;
  const told = Date.parse(got.date ?? '');
  return {
    directoryUrl,
    outcome: {
      kind: 'answer',
      status: got.status,
      distrust: got.distrust,
      clockAheadMs: Number.isNaN(told) ? null : Math.round(middle - told),
      directory: readDirectory(got.json),
    },
    seen: seen(),
  };
}

/** Let's Encrypt's certificates name it; another CA is asked about whatever is served, and does not know what is not its own. */
function issuedBy(directoryUrl: string, tls: readonly TlsObservation[]): readonly CertificateFacts[] {
  const { issuers } = caOf(directoryUrl);
  const leaves = tls.flatMap(({ outcome }) => (outcome.kind === 'handshake' ? outcome.chain.slice(0, 1) : []));
  return [...new Map(leaves.map((leaf) => [leaf.fingerprint, leaf])).values()]
    .filter(({ selfSigned, extensions }) => !selfSigned && extensions.issuerKeyId !== null)
    .filter(
      ({ issuer }) => issuers.length === 0 || issuers.some(({ commonName }) => issuer.includes(`CN=${commonName},`)),
    )
    .slice(0, mostRenewals);
}

async function askRenewal(
  renewalInfo: string,
  leaf: CertificateFacts,
  roots: readonly string[],
  limits: Limits,
): Promise<RenewalInfo | null> {
  const got = await getJson(`${renewalInfo.replace(/\/$/, '')}/${renewalIdOf(leaf)}`, roots, limits);
  if (got.kind === 'failed' || got.status !== 200 || got.distrust !== null) return null;
  const window = readRenewalWindow(got.json);
  return window === null ? null : { fingerprint: leaf.fingerprint, ...window };
}

/** RFC 9773 §4.1: the issuer's key identifier and the serial number, as they stand in the certificate. */
export function renewalIdOf({ serialNumber, extensions }: CertificateFacts): string {
  // A number whose first bit is set is written with a zero before it (X.690 §8.3.2).
  const serial = Buffer.from(serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`, 'hex');
  const octets = (serial[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), serial]) : serial;
  return `${Buffer.from(extensions.issuerKeyId ?? '', 'hex').toString('base64url')}.${octets.toString('base64url')}`;
}

type Got =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly date: string | null;
      readonly distrust: string | null;
      readonly json: unknown;
      /** When the head of the answer came, by this machine's clock. */
      readonly at: number;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly text: string };

/**
 * One GET over HTTPS, without redirects. A certificate that is not trusted is told, not refused: the Date header behind it
 * may say that it is the clock which is wrong. What else came is not used then.
 */
export function getJson(address: string, roots: readonly string[], limits: Limits): Promise<Got> {
  const url = parsedUrl(address);
  if (url?.protocol !== 'https:') {
    return Promise.resolve({ kind: 'failed', code: 'EPROTO', text: 'The URL of a CA starts with https://.' });
  }
  const controller = new AbortController();
  return untilDeadline<Got>(
    limits,
    (why) => ({
      kind: 'failed',
      code: why === 'timeout' ? 'ETIMEDOUT' : 'ECANCELED',
      text: 'No whole answer came in time.',
    }),
    (settle) => {
      const request = requestHttps(url, {
        agent: false,
        ca: [...roots],
        rejectUnauthorized: false,
        signal: controller.signal,
        headers: { accept: 'application/json', 'user-agent': 'cert-doctor', connection: 'close' },
      });
      const fail = (error: NodeJS.ErrnoException): void => {
        settle({ kind: 'failed', code: error.code ?? 'UNKNOWN', text: error.message });
      };
      request.on('error', fail);
      request.on('response', (response) => {
        const at = Date.now();
        const { socket } = response;
        const distrust = socket instanceof TLSSocket && !socket.authorized ? String(socket.authorizationError) : null;
        readText(response).then((text) => {
          const { statusCode: status = 0, headers } = response;
          settle({
            kind: 'answer',
            ...{ status, at, distrust },
            date: headers.date ?? null,
            json: distrust === null ? parsed(text) : null,
          });
        }, fail);
      });
      request.end();
      return () => {
        controller.abort();
      };
    },
  );
}

async function readText(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    bytes += part.length;
    if (bytes > mostBytes) break;
  }
  return Buffer.concat(parts).toString('utf8', 0, mostBytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
