import { expect, it } from 'vitest';
import { platformFor, signsIn } from '../../../src/core/platform/detect-platform.ts';
import { machine, nginx } from '../playbook/recorded-machine.ts';

it('takes no platform from a server that is installed and does not run', () => {
  const caddy = (running: boolean) => ({
    ...nginx,
    software: 'caddy' as const,
    running,
    sites: nginx.sites.map((site) => ({ ...site, file: '/etc/caddy/Caddyfile' })),
  });
  const title = (running: boolean): string =>
    platformFor(
      null,
      signsIn({
        dns: [],
        tls: [],
        http: [],
        publicSuffixes: [],
        host: { ...machine, servers: [nginx, caddy(running)] },
      }),
    ).platform.title;
  expect(title(true)).toContain('Caddy');
  expect(title(false)).not.toContain('Caddy');
});
