import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServedCertificate } from './web-server.ts';

/** The newest certificate that the product stored for a name, as a server configured with its `live` folder reads it. */
export function issuedCertificates(storage: string, name: string): ReadonlyMap<string, ServedCertificate> {
  const live = path.join(storage, 'certificates', name, 'live');
  const chain = path.join(live, 'fullchain.pem');
  if (!existsSync(chain)) return new Map();
  const key = readFileSync(path.join(live, 'privkey.pem'), 'utf8');
  return new Map([[name, { chain: readFileSync(chain, 'utf8'), key }]]);
}
