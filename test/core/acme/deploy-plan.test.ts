import { describe, expect, it } from 'vitest';
import { clientOwning, isSshDestination, planFlaw, type DeployPlan } from '../../../src/core/acme/deploy-plan.ts';

const plan: DeployPlan = { host: null, files: [], test: null, reload: null };

describe('a plan of deployment', () => {
  it('never replaces what an ACME client owns', () => {
    expect(clientOwning('/etc/letsencrypt/live/example.com/fullchain.pem')).toBe('certbot');
    expect(clientOwning('/root/.acme.sh/example.com_ecc/fullchain.cer')).toBe('acme.sh');
    expect(clientOwning('/etc/nginx/ssl-certificates/example.com.crt')).toBe('CloudPanel');
    expect(clientOwning('/var/lib/lego/certificates/example.com.crt')).toBe('lego');
    expect(clientOwning('/etc/lego/certificates/example.com.crt')).toBe('lego');
    expect(clientOwning('/etc/nginx/ssl/example.com.pem')).toBeNull();
    const path = '/etc/letsencrypt/live/example.com/fullchain.pem';
    expect(planFlaw({ ...plan, files: [{ path, content: 'full-chain-and-key' }] })).toContain('belongs to certbot');
  });

  it('replaces a certificate only together with its key', () => {
    const chain = { path: '/etc/nginx/a.pem', content: 'full-chain' } as const;
    const key = { path: '/etc/nginx/a.key', content: 'key' } as const;
    expect(planFlaw({ ...plan, files: [chain] })).toContain('together');
    expect(planFlaw({ ...plan, files: [key] })).toContain('together');
    expect(planFlaw({ ...plan, files: [chain, key] })).toBeNull();
    expect(planFlaw({ ...plan, files: [{ path: '/a.p12', content: 'pkcs12' }] })).toBeNull();
    expect(planFlaw(plan)).toBeNull();
  });

  it.each(['-oProxyCommand=touch /tmp/x', 'a b', 'a;b', '$(id)', '', 'user@-host', 'a\nb'])(
    'takes %j for no SSH destination',
    (host) => {
      expect(isSshDestination(host)).toBe(false);
      expect(planFlaw({ ...plan, host })).not.toBeNull();
    },
  );

  it.each(['web-1', 'deploy@web-1.example.com', '203.0.113.10', '2001:db8::1'])('takes %s for one', (host) => {
    expect(isSshDestination(host)).toBe(true);
  });
});
