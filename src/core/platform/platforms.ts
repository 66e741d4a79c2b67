import { caddy } from './caddy.ts';
import { certManager } from './cert-manager.ts';
import { certinext } from './certinext.ts';
import { cloudAiPilot } from './cloud-ai-pilot.ts';
import { cloudflare } from './cloudflare.ts';
import { cloudPanel } from './cloudpanel.ts';
import { generic } from './generic.ts';
import { nginxProxyManager } from './nginx-proxy-manager.ts';
import type { Platform } from './platform.ts';
import { plesk } from './plesk.ts';
import { smoxy } from './smoxy.ts';
import { traefik } from './traefik.ts';

/** Every platform, the generic one last. */
export const platforms: readonly Platform[] = [
  cloudAiPilot,
  cloudPanel,
  smoxy,
  certinext,
  certManager,
  caddy,
  traefik,
  nginxProxyManager,
  plesk,
  cloudflare,
  generic,
];

/** The platform of that id; undefined where there is none. */
export function findPlatform(id: string): Platform | undefined {
  return platforms.find((platform) => platform.id === id);
}
