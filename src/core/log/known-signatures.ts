import { acmeClients } from './signatures/acme-clients.ts';
import { acmeSh } from './signatures/acme-sh.ts';
import { acmeTypes } from './signatures/acme-types.ts';
import { apache } from './signatures/apache.ts';
import { attemptSteps } from './signatures/attempt-steps.ts';
import { boulder } from './signatures/boulder.ts';
import { caOthers } from './signatures/ca-others.ts';
import { caddy } from './signatures/caddy.ts';
import { certManager } from './signatures/cert-manager.ts';
import { certbot } from './signatures/certbot.ts';
import { dehydrated } from './signatures/dehydrated.ts';
import { dnsProviders } from './signatures/dns-providers.ts';
import { lego } from './signatures/lego.ts';
import { nginx } from './signatures/nginx.ts';
import { panels } from './signatures/panels.ts';
import { pebble } from './signatures/pebble.ts';
import { seeds } from './signatures/seeds.ts';
import { servers } from './signatures/servers.ts';
import { services } from './signatures/services.ts';
import { systemErrors } from './signatures/system-errors.ts';
import { tlsClients } from './signatures/tls-clients.ts';
import { tlsLibraries } from './signatures/tls-libraries.ts';
import { traefik } from './signatures/traefik.ts';
import type { SignatureSet } from './signature.ts';

/** Every message that is known. A new one is added to one file in `signatures/`. */
export const signatures: SignatureSet = {
  ...acmeClients,
  ...acmeSh,
  ...acmeTypes,
  ...apache,
  ...attemptSteps,
  ...boulder,
  ...caOthers,
  ...caddy,
  ...certManager,
  ...certbot,
  ...dehydrated,
  ...dnsProviders,
  ...lego,
  ...nginx,
  ...panels,
  ...pebble,
  ...seeds,
  ...servers,
  ...services,
  ...systemErrors,
  ...tlsClients,
  ...tlsLibraries,
  ...traefik,
};
