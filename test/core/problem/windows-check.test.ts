import { describe, expect, it } from 'vitest';
import { problems, type ProblemId } from '../../../src/core/problem/catalogue.ts';
import { independentChecks, looksAt, type Look } from '../../../src/core/problem/independent-check.ts';
import { shellLine } from '../../../src/core/problem/shell-line.ts';
import { windowsCheck } from '../../../src/core/problem/windows-check.ts';

const ports = { http: 80, https: 443 };
const all: readonly Look[] = ['name', 'address', 'certificate', 'challenge', 'delegation', 'zone', 'server', 'renewal'];
const onWindows = (argv: readonly string[]) => {
  const same = windowsCheck({ title: 'Look', argv });
  return same === null ? null : shellLine(same.argv, 'powershell');
};

describe('the commands for a part of a domain', () => {
  it.each(all)('show a %s without this product', (look) => {
    const checks = looksAt(look, 'www.example.com', { ports, address: '203.0.113.10' });
    expect(checks.length).toBeGreaterThan(0);
    for (const { argv } of checks) expect(shellLine(argv, 'posix')).not.toBeNull();
  });

  it('look at an IP address that a certificate is for without a name and without DNS', () => {
    const lines = (look: Look) =>
      looksAt(look, '2001:db8::10', { ports }).map(({ argv }) => [shellLine(argv, 'posix'), onWindows(argv)]);
    const [ports80, ports443, fetched, served] = lines('name');
    expect([ports80?.[0], ports443?.[0]]).toEqual(['nc -z -v -w 5 2001:db8::10 80', 'nc -z -v -w 5 2001:db8::10 443']);
    expect(fetched?.[0]).toContain("--url 'http://[2001:db8::10]:80/.well-known/acme-challenge/cert-doctor'");
    expect(served).toEqual([
      "openssl s_client -connect '[2001:db8::10]:443' -noservername -showcerts",
      expect.stringContaining("'https://[2001:db8::10]:443/'"),
    ]);
    expect(lines('zone')).toEqual([]);
    expect(independentChecks('tlsalpn-failed', '192.0.2.7', { ports })[0]?.argv).toContain('7.2.0.192.in-addr.arpa');
  });

  it('look at one address of a name', () => {
    const lines = looksAt('address', 'www.example.com', { ports, address: '2001:db8::10' });
    expect(lines.map(({ argv }) => shellLine(argv, 'posix'))).toEqual([
      'nc -z -v -w 5 2001:db8::10 80',
      'nc -z -v -w 5 2001:db8::10 443',
      "curl --include --location --insecure --max-redirs 10 --max-time 10 --resolve 'www.example.com:80:[2001:db8::10]' --url http://www.example.com:80/.well-known/acme-challenge/cert-doctor",
      "openssl s_client -connect '[2001:db8::10]:443' -servername www.example.com -showcerts",
    ]);
  });

  it.each([
    "example.com'; rm -rf ~; '",
    'example.com\u001b[2J',
    '$(id).example.com',
    '-o/etc/passwd',
    '@192.0.2.1',
    'a\u202egpj.com',
    `${'a'.repeat(64)}.com`,
    '',
  ])('hold nothing of a name that is none: %j', (name) => {
    for (const look of all) {
      for (const { argv, title } of looksAt(look, name, { ports, address: name, resolver: name })) {
        if (name !== '') expect([title, ...argv].join(' ')).not.toContain(name);
        expect(['ss', 'nginx', 'systemctl', 'crontab', 'certbot', 'nc']).toContain(argv[0]);
      }
    }
  });
});

describe('the commands of Windows', () => {
  it('ask DNS by Resolve-DnsName', () => {
    expect(onWindows(['dig', '@192.0.2.53', '-t', 'AAAA', '-q', 'www.example.com'])).toBe(
      "Resolve-DnsName -Name www.example.com -Server '192.0.2.53' -Type AAAA -DnsOnly",
    );
    expect(onWindows(['dig', '+tcp', '-t', 'SOA', '-q', 'example.com'])).toBe(
      'Resolve-DnsName -Name example.com -TcpOnly -Type SOA -DnsOnly',
    );
  });

  it('leave out what Windows cannot ask', () => {
    expect(onWindows(['dig', '-t', 'CAA', '-q', 'example.com'])).toBeNull();
    expect(onWindows(['dig', '@192.0.2.53', '-p', '5353', '-t', 'A', '-q', 'example.com'])).toBeNull();
    expect(onWindows(['dig', '+trace', '-t', 'A', '-q', 'example.com'])).toBeNull();
    expect(
      onWindows(['openssl', 's_client', '-connect', 'a.example:443', '-servername', 'a.example', '-status']),
    ).toBeNull();
    expect(onWindows(['crontab', '-l'])).toBeNull();
  });

  it('knock by Test-NetConnection, fetch by curl.exe and show certificates by it', () => {
    expect(onWindows(['nc', '-z', '-v', '-w', '5', '203.0.113.10', '80'])).toBe(
      "Test-NetConnection -ComputerName '203.0.113.10' -Port '80'",
    );
    expect(onWindows(['curl', '--head', '--url', 'http://example.com/'])).toBe(
      'curl.exe --head --url http://example.com/',
    );
    expect(
      onWindows(['openssl', 's_client', '-connect', '203.0.113.10:443', '-servername', 'example.com', '-showcerts']),
    ).toBe(
      "curl.exe --silent --head --insecure --max-time '10' --output NUL --write-out '%{certs}' --resolve example.com:443:203.0.113.10 --url https://example.com:443/",
    );
  });

  it('exist for most problems that a check sees, and can all be written for PowerShell', () => {
    const ids = Object.keys(problems) as ProblemId[];
    const found = ids.flatMap((id) => independentChecks(id, 'www.example.com', { ports, address: '203.0.113.10' }));
    const windows = found.map(windowsCheck).filter((check) => check !== null);
    expect(windows.length).toBeGreaterThan(found.length / 2);
    expect(windows.filter(({ argv }) => shellLine(argv, 'powershell') === null)).toEqual([]);
  });
});
