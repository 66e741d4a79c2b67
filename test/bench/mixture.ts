import { closeSync, existsSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchFile } from './bench-file.ts';

/** Logs of real tools, beside the checkout. Benchmarks that need them are skipped, loudly, where they are missing. */
const lab = fileURLToPath(new URL('../../../shared/lab/', import.meta.url));

export function whyNoLab(): string | null {
  return existsSync(lab) ? null : `no logs of real tools at ${lab}`;
}

/** What fills the mixture, as whole files in which the lines stand as the tool wrote them. */
interface Ingredients {
  readonly cleanCertbot: readonly string[];
  /** Lines of nginx: requests, and what it notes when it starts and stops. */
  readonly requests: readonly string[];
  readonly notices: readonly string[];
  readonly failing: readonly string[];
}

/** Of nginx's harmless lines this many are requests, as on a server that is not restarted all the time. */
const shareOfRequests = 0.95;

/**
 * Writes a log of about `size` bytes and returns its path: nine tenths harmless (half of it certbot runs that went well,
 * half nginx's lines), one tenth runs of certbot and nginx that failed, whole. The same for the same size.
 */
export function writeMixture(name: string, size: number, shareOfFailing = 0.1): string {
  const file = benchFile(name);
  const handle = openSync(file, 'w');
  const random = seeded(1);
  const pick = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? '';
  const { cleanCertbot, requests, notices, failing } = ingredients();
  const nginxLine = (): string => pick(random() < shareOfRequests ? requests : notices);
  const shares = [
    { share: shareOfFailing, next: () => pick(failing), written: 0 },
    { share: (1 - shareOfFailing) / 2, next: () => pick(cleanCertbot), written: 0 },
    {
      share: (1 - shareOfFailing) / 2,
      next: () => Array.from({ length: 200 }, nginxLine).join(''),
      written: 0,
    },
  ];
  let written = 0;
  let parts: string[] = [];
  let pending = 0;
  while (written < size) {
    // Whichever is farthest behind its share comes next, so that they alternate all through the file.
    const [next] = shares.filter(({ share }) => share > 0).sort((a, b) => a.written / a.share - b.written / b.share);
    if (next === undefined) break;
    const part = next.next();
    const bytes = Buffer.byteLength(part);
    next.written += bytes;
    written += bytes;
    pending += bytes;
    parts.push(part);
    if (pending < 1 << 22 && written < size) continue;
    writeSync(handle, parts.join(''));
    parts = [];
    pending = 0;
  }
  closeSync(handle);
  return file;
}

function ingredients(): Ingredients {
  const cleanCertbot: string[] = [];
  const requests: string[] = [];
  const notices: string[] = [];
  const failing: string[] = [];
  for (const run of readdirSync(lab).sort()) {
    if (!/^(?:clean-)?(?:certbot|nginx)-/.test(run)) continue;
    for (const name of readdirSync(path.join(lab, run)).sort()) {
      if (!name.endsWith('.log')) continue;
      const text = readFileSync(path.join(lab, run, name), 'utf8');
      const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
      if (!run.startsWith('clean-')) failing.push(whole);
      else if (name === 'letsencrypt.log') cleanCertbot.push(whole);
      if (name === 'access.log') requests.push(...linesOf(whole).filter(isHarmlessRequest));
      if (name === 'error.log') notices.push(...linesOf(whole).filter((line) => line.includes('[notice]')));
    }
  }
  return { cleanCertbot, requests, notices, failing: failing.filter((text) => text !== '') };
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function isHarmlessRequest(line: string): boolean {
  return line.length < 1000 && / "[A-Z]+ [^"]*" (?:200|301|304) /.test(line);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
