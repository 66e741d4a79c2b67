import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { observeApache } from '../../../../src/engine/observe/host/apache.ts';
import { machineBelow, type MachineBelow } from './machine-below.ts';

const debian = `DefaultRuntimeDir \${APACHE_RUN_DIR}
User \${APACHE_RUN_USER}
IncludeOptional mods-enabled/*.load
Include ports.conf
IncludeOptional sites-enabled/*.conf
`;

function machine(): MachineBelow {
  const below = machineBelow();
  below.write('/etc/apache2/apache2.conf', debian);
  below.write(
    '/etc/apache2/envvars',
    'export APACHE_RUN_DIR=/var/run/apache2$SUFFIX\nexport APACHE_RUN_USER=www-data\n',
  );
  below.write('/etc/apache2/ports.conf', 'Listen 80\n<IfModule ssl_module>\n  Listen 443\n</IfModule>\n');
  below.write('/etc/apache2/mods-available/ssl.load', 'LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so\n');
  below.link('../mods-available/ssl.load', '/etc/apache2/mods-enabled/ssl.load');
  below.write(
    '/etc/apache2/sites-available/www.conf',
    `<VirtualHost *:80>\n  ServerName www.example.com\n</VirtualHost>\n<VirtualHost *:443>\n  ServerName www.example.com\n  SSLEngine on\n  SSLCertificateFile /etc/ssl/www.pem\n</VirtualHost>\n`,
  );
  below.write(
    '/etc/apache2/sites-available/later.conf',
    '<VirtualHost *:80>\nServerName later.example.com\n</VirtualHost>\n',
  );
  below.link('../sites-available/www.conf', '/etc/apache2/sites-enabled/www.conf');
  below.process(7, 'apache2', ['/usr/sbin/apache2', '-k', 'start']);
  below.process(8, 'apache2', ['/usr/sbin/apache2', '-k', 'start']);
  return below;
}

const observe = async (
  { root }: MachineBelow,
  programs = new Map([
    ['7', 'apache2'],
    ['8', 'apache2'],
  ]),
) => observeApache({ root, signal: AbortSignal.timeout(20_000) }, programs);

describe('Apache on this machine', () => {
  it("is read through all that it includes, in Debian's layout", async () => {
    const found = await observe(machine());
    expect(found?.server).toMatchObject({ software: 'apache', running: true, syntax: null, brokenLinks: [] });
    expect(found?.server.sites.map(({ file, line, names, listens }) => [file, line, names, listens])).toEqual([
      [
        '/etc/apache2/sites-enabled/www.conf',
        1,
        ['www.example.com'],
        [{ address: '*', port: 80, ssl: false, defaultServer: false }],
      ],
      [
        '/etc/apache2/sites-enabled/www.conf',
        4,
        ['www.example.com'],
        [{ address: '*', port: 443, ssl: true, defaultServer: false }],
      ],
    ]);
    expect(found?.server.disabled.map(({ names }) => names)).toEqual([['later.example.com']]);
  });

  it('has a line at which it is broken, links that lead nowhere, and is told as stopped', async () => {
    const below = machine();
    below.write('/etc/apache2/sites-available/www.conf', 'Listen 8080\n<VirtualHost *:80>\n');
    below.link('../sites-available/gone.conf', '/etc/apache2/sites-enabled/gone.conf');
    const found = await observe(below, new Map());
    expect(found?.server).toMatchObject({
      running: false,
      syntax: { file: '/etc/apache2/sites-enabled/www.conf', line: 2 },
      brokenLinks: ['/etc/apache2/sites-enabled/gone.conf'],
    });
  });

  it('is not guessed where two run with different configurations', async () => {
    const below = machine();
    below.process(9, 'apache2', ['/usr/sbin/apache2', '-f', '/etc/other/apache2.conf', '-k', 'start']);
    expect(
      await observe(
        below,
        new Map([
          ['7', 'apache2'],
          ['9', 'apache2'],
        ]),
      ),
    ).toBeNull();
  });

  it('is read as Apache itself reads it: the same virtual hosts at the same lines', async () => {
    const below = machine();
    const modules = ['mpm_event', 'authz_core'].map((name) => {
      return `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`;
    });
    below.write(
      '/etc/apache2/apache2.conf',
      `ServerName localhost\nDefaultRuntimeDir ${below.root}\nErrorLog ${below.root}/error.log\n${modules.join('\n')}
<IfModule mpm_event_module>
  Listen 192.0.2.1:80
</IfModule>
<IfModule !mod_ssl.c>
  Define plain
</IfModule>
<IfDefine plain>
<VirtualHost *:80>
  ServerName a.example.com
  ServerAlias b.example.com \\
    *.b.example.com
</VirtualHost>
</IfDefine>
<IfModule mod_ssl.c>
<VirtualHost *:80>
  ServerName never.example.com
</VirtualHost>
</IfModule>
Include late/*.conf
`,
    );
    below.write('/etc/apache2/late/x.conf', '<VirtualHost *:80>\n  ServerName "late.example.com:80"\n</VirtualHost>\n');
    const file = below.place('/etc/apache2/apache2.conf');
    const argv = ['-t', '-D', 'DUMP_VHOSTS', '-d', below.place('/etc/apache2'), '-f', file];
    const dump = execFileSync('/usr/sbin/apache2', argv, { encoding: 'utf8' });
    // Where a port has one virtual host it stands behind the address, else in a line of its own.
    const theirs = dump.split('\n').flatMap((line) => {
      const [, name, at = '', number] = /(?: namevhost|^\S+:[0-9]+) +(\S+) \((.+):([0-9]+)\)$/.exec(line) ?? [];
      return name === undefined || name === 'server' ? [] : [[name, at.slice(below.root.length), Number(number)]];
    });
    expect(theirs).toEqual([
      ['a.example.com', '/etc/apache2/apache2.conf', 13],
      ['late.example.com', '/etc/apache2/late/x.conf', 1],
    ]);
    const found = await observe(below);
    expect(found?.server.sites.slice(0, 2).map(({ names, file: at, line }) => [names[0], at, line])).toEqual(theirs);
  });
});
