import { describe, expect, it } from 'vitest';
import { cronCommand } from '../../../src/core/host/cron-command.ts';
import {
  clientRenewal,
  endedWords,
  plainCommand,
  type ClientCertificate,
} from '../../../src/core/acme/client-renewal.ts';

function certificate(changes: Partial<ClientCertificate>): ClientCertificate {
  return {
    ...{ client: 'certbot', name: 'example.com', timer: null, job: null },
    file: '/etc/letsencrypt/live/example.com/fullchain.pem',
    ...changes,
  };
}

describe('renewing by the owning client', () => {
  it('claims to have stopped only what it could', () => {
    expect(endedWords({ client: 'certbot' }, false)).toMatch(/^certbot was stopped\. What it had begun /);
    const goesOn = endedWords({ client: 'certbot' }, true);
    expect(goesOn).toContain('could not be stopped from here');
    expect(goesOn).not.toContain('next run');
  });

  it('asks certbot for one lineage, without its random sleep, and can try first', () => {
    const way = clientRenewal(certificate({}));
    expect(way?.renew.join(' ')).toBe(
      'certbot renew --cert-name example.com --non-interactive --no-random-sleep-on-renew',
    );
    expect(way?.dryRun?.at(-1)).toBe('--dry-run');
  });

  it('finds acme.sh beside its certificates, and says which key is meant', () => {
    const file = '/root/.acme.sh/example.com_ecc/fullchain.cer';
    expect(clientRenewal(certificate({ client: 'acme.sh', file }))?.renew).toEqual([
      ...['/root/.acme.sh/acme.sh', '--renew', '--home', '/root/.acme.sh', '-d', 'example.com', '--ecc'],
    ]);
  });

  it('never names a domain to dehydrated, which would leave out the other names', () => {
    expect(clientRenewal(certificate({ client: 'dehydrated' }))?.renew).toEqual(['dehydrated', '--cron']);
  });

  it('runs lego as its schedule does, since it keeps no options', () => {
    const lego = { client: 'lego', file: '/var/lib/lego/certificates/example.com.crt' } as const;
    expect(clientRenewal(certificate(lego))).toBeNull();
    expect(clientRenewal(certificate({ ...lego, timer: 'lego.timer' }))?.renew).toEqual([
      ...['systemctl', 'start', 'lego.service'],
    ]);
    const job = ['lego', '--domains', 'example.com', 'renew'];
    expect(clientRenewal(certificate({ ...lego, job }))?.renew).toEqual(job);
    expect(clientRenewal(certificate({ ...lego, timer: '$(id).timer' }))).toBeNull();
  });

  it('reads the command behind the times, and the user where the system keeps one', () => {
    const line = '0 3 * * * root lego renew';
    expect(cronCommand(line, '/etc/cron.d/lego')).toBe('lego renew');
    expect(cronCommand('0 3 * * *\tlego renew', 'your crontab')).toBe('lego renew');
    expect(cronCommand('@daily lego renew', 'your crontab')).toBe('lego renew');
    expect(cronCommand('MAILTO=root', '/etc/cron.d/lego')).toBeNull();
  });

  it('takes from a schedule only what needs no shell', () => {
    expect(plainCommand('lego --path /var/lib/lego --domains a.example renew')).toEqual([
      ...['lego', '--path', '/var/lib/lego', '--domains', 'a.example', 'renew'],
    ]);
    for (const text of ['', 'lego renew && nginx -s reload', 'lego "a b"', 'lego $(id)', 'lego > /dev/null', '~/x']) {
      expect(plainCommand(text), text).toBeNull();
    }
  });

  it.each(['--force-renewal', 'a b', 'a;b', '../x', '', '-d'])('puts no name like %j into a command', (name) => {
    expect(clientRenewal(certificate({ name }))).toBeNull();
    expect(clientRenewal(certificate({ client: 'clpctl', name }))).toBeNull();
  });

  it('puts no path into a command that a folder of another could have made up', () => {
    const file = '/home/x y/.acme.sh/example.com/fullchain.cer';
    expect(clientRenewal(certificate({ client: 'acme.sh', file }))).toBeNull();
  });
});
