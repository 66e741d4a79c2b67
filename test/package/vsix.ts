import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** The package as `npm run package` made it. */
export const vsixFile = path.join(import.meta.dirname, '../../cert-doctor.vsix');

/** The files of a VSIX (a ZIP archive, APPNOTE 6.3.10 §4.3) by their path in it. */
export function readVsix(file: string): ReadonlyMap<string, Buffer> {
  const archive = readFileSync(file);
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06'));
  if (end === -1) throw new Error(`${file} is no ZIP archive`);
  const entries = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    entries.set(name, method === 0 ? content : inflateRawSync(content));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}
