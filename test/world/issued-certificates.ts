import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServedCertificate } from './web-server.ts';

/** The newest certificate that the product stored for a name, as a server configured with its `live` folder reads it. */
export function issuedCertificates(storage: string, name: string): ReadonlyMap<string, ServedCertificate> {
  const [chain] = globSync(`certificates/${name}-*/live/fullchain.pem`, { cwd: storage });
  if (chain === undefined) return new Map();
  const read = (file: string): string => readFileSync(path.join(storage, file), 'utf8');
  return new Map([[name, { chain: read(chain), key: read(path.join(path.dirname(chain), 'privkey.pem')) }]]);
}
