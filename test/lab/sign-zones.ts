import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CommandOutcome } from './lab.ts';
import { addresses, type ZoneFile } from './zones.ts';

const day = 86_400_000;

/**
 * Signs the zones that are to be signed with BIND's tools, and breaks those that are to be broken. Zones below come
 * first, so that those above take their DS records. Returns the DS record of the root.
 */
export async function signZones(
  folder: string,
  zones: readonly ZoneFile[],
  execute: (argv: readonly string[], input: string) => Promise<CommandOutcome>,
): Promise<string> {
  const must = async (...argv: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await execute(argv, '');
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with code ${String(code)}: ${stderr}`);
    return stdout.trim();
  };
  let anchor = '';
  for (const { zone, file, dnssec } of zones) {
    if (dnssec === undefined || dnssec === 'no-ds') continue;
    const origin = zone === '' ? '.' : zone;
    const key = await must('dnssec-keygen', '-q', '-K', folder, '-a', 'ECDSAP256SHA256', '-f', 'KSK', origin);
    const past = dnssec === 'expired' ? ['-P', '-s', stamp(-60), '-e', stamp(-30)] : [];
    const signed = path.join(folder, `${file}.signed`);
    // One key signs all.
    const how = ['-S', '-z', '-g', '-q', '-K', folder, '-d', folder, '-o', origin, '-f', signed, ...past];
    await must('dnssec-signzone', ...how, path.join(folder, file));
    const ds = await must('dnssec-dsfromkey', '-2', path.join(folder, key));
    if (zone === '') anchor = ds;
    if (dnssec === 'ds-mismatch') await replace(path.join(folder, `dsset-${zone}.`), /[0-9A-F]{8}\s*$/m, 'DEADBEEF\n');
    if (dnssec === 'bad-signature') await replace(signed, addresses.main, addresses.wrong);
    if (dnssec === 'bad-caa-signature') await replace(signed, '"letsencrypt.org"', '"letsencrypt.example"');
  }
  return anchor;
}

async function replace(file: string, what: string | RegExp, by: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = text.replace(what, by);
  if (changed === text) throw new Error(`There is nothing to break in ${file}.`);
  await writeFile(file, changed);
}

/** A moment of UTC as `YYYYMMDDHHMMSS`. */
function stamp(days: number): string {
  return new Date(Date.now() + days * day).toISOString().replace(/[-:T]|\..*/g, '');
}
