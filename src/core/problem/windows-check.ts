import type { IndependentCheck } from './independent-check.ts';

/** Record types that `Resolve-DnsName` knows by name. */
const resolvableTypes = ['A', 'AAAA', 'CNAME', 'TXT', 'NS', 'SOA', 'DS', 'DNSKEY'];

/**
 * The same look with what every Windows has: `Resolve-DnsName`, `Test-NetConnection`, curl.exe and the like, to be
 * written as a line for PowerShell. Null where Windows has nothing for it.
 */
export function windowsCheck({ title, argv }: IndependentCheck): IndependentCheck | null {
  const [program = '', ...args] = argv;
  const same = conversions.get(program)?.(args) ?? null;
  // The way to leave OpenSSL's client is not the way out of what stands in for it.
  return same === null ? null : { title: title.replace(' (end with Q and Enter)', ''), argv: same };
}

const conversions: ReadonlyMap<string, (args: readonly string[]) => readonly string[] | null> = new Map([
  ['dig', resolveDnsName],
  // Windows PowerShell's `curl` is another program.
  ['curl', (args) => ['curl.exe', ...args]],
  ['openssl', certificateOf],
  ['nc', ([, , , , address = '', port = '']) => ['Test-NetConnection', '-ComputerName', address, '-Port', port]],
  ['ss', (args) => ['Get-NetTCPConnection', '-State', 'Listen', '-LocalPort', (args.at(-1) ?? '').replace(/^.*:/, '')]],
  ['nginx', (args) => ['nginx.exe', ...args]],
  ['df', (args) => (args.includes('--inodes') ? null : ['Get-PSDrive', '-PSProvider', 'FileSystem'])],
  ['timedatectl', () => ['w32tm', '/query', '/status']],
]);

const flags: Readonly<Record<string, readonly string[]>> = {
  '+dnssec': ['-DnssecOk'],
  '+cd': ['-DnssecCd'],
  '+tcp': ['-TcpOnly'],
  '+notcp': [],
  '+norecurse': ['-NoRecursion'],
};

function resolveDnsName(args: readonly string[]): readonly string[] | null {
  const words: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg.startsWith('@')) words.push('-Server', arg.slice(1));
    else if (arg === '-q') words.unshift('-Name', args[++at] ?? '');
    else if (arg === '-t') {
      const type = args[++at] ?? '';
      if (!resolvableTypes.includes(type)) return null;
      words.push('-Type', type);
    } else {
      // It asks port 53 only, and follows no delegation.
      const flag = flags[arg];
      if (flag === undefined) return null;
      words.push(...flag);
    }
  }
  return ['Resolve-DnsName', ...words, '-DnsOnly'];
}

/** What a server shows by curl.exe, a file by certutil. */
function certificateOf([command, ...args]: readonly string[]): readonly string[] | null {
  const after = (option: string): string | null => args[args.indexOf(option) + 1] ?? null;
  if (command === 'x509' || command === 'req') return ['certutil', '-dump', after('-in') ?? ''];
  const place = /^(.+):([0-9]{1,5})$/.exec(after('-connect') ?? '');
  const name = args.includes('-noservername')
    ? (place?.[1] ?? null)
    : args.includes('-servername')
      ? after('-servername')
      : null;
  const asksMore = args.some((arg) => ['-status', '-alpn', '-starttls', '-tls1_2', '-tls1_3'].includes(arg));
  if (command !== 's_client' || place === null || name === null || asksMore) return null;
  const [, host = '', port = ''] = place;
  return [
    'curl.exe',
    ...['--silent', '--head', '--insecure', '--max-time', '10', '--output', 'NUL', '--write-out', '%{certs}'],
    ...(host === name ? [] : ['--resolve', `${name}:${port}:${host}`]),
    ...['--url', `https://${name}:${port}/`],
  ];
}
