import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intentFor, type DomainIntent } from '../../src/core/domain/intent.ts';
import type { DomainReport } from '../../src/core/domain/report.ts';
import type { LogReport } from '../../src/core/log/report.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { nobodyThere } from './nobody-there.ts';
import type { Engine, NetworkOptions } from '../../src/engine/engine.ts';
import { ReadError } from '../../src/engine/read/read-error.ts';
import { parseConfig } from '../../src/engine/discover/config-file.ts';
import { handshake, healthy, home, intent, judged, leaf, name, noPage, silence, zone } from '../core/judge/recorded.ts';

// The command line before an engine that answers with recorded reports.

const reports: Readonly<Record<string, DomainReport>> = {
  'example.com': judged(intent('example.com'), healthy('example.com')),
  'old.example.com': judged(intent('old.example.com'), {
    ...healthy('old.example.com'),
    tls: [handshake('old.example.com', home, [leaf({ names: ['old.example.com'], until: -3 })])],
  }),
  'far.example.com': judged(intent('far.example.com'), {
    dns: zone('far.example.com').map(({ question }) => silence(question.name, question.type, 'timeout')),
    tls: [],
    http: [],
    publicSuffixes: [],
  }),
  'evil.example.com': judged(intent('evil.example.com'), {
    ...healthy('evil.example.com'),
    http: [noPage('evil.example.com', home, 'refused')],
    tls: [handshake('evil.example.com', home, [leaf({ names: ['\u001b]0;owned\u0007', '\u202eexe\u009b2J'] })])],
  }),
  'half.example.com': judged(intent('half.example.com', { delegationTarget: 'x.acme.example.net' }), {
    ...healthy('half.example.com'),
    dns: zone('half.example.com').map((seen) => {
      const { name: owner, type } = seen.question;
      return owner.startsWith('_') ? silence(owner, type, 'cancelled') : seen;
    }),
    tls: [handshake('half.example.com', home, [leaf({ names: ['half.example.com'] })])],
  }),
  'cut.example.com': judged(intent('cut.example.com'), {
    ...healthy('cut.example.com'),
    tls: [handshake('cut.example.com', home, [leaf({ names: ['cut.example.com'] })])],
    http: [noPage('cut.example.com', home, 'cancelled')],
  }),
  '*.example.com': judged(intent('*.example.com'), { dns: zone('example.com'), tls: [], http: [], publicSuffixes: [] }),
};

const log: LogReport = {
  format: 'certbot',
  attempts: [],
  lines: 9,
  bytes: 900,
  findings: [
    {
      problem: 'http-refused',
      severity: 'error',
      signature: 'boulder/refused',
      line: 7,
      column: 1,
      endLine: 7,
      endColumn: 20,
      subject: 'example.com',
      message: 'example.com: port 80 refuses connections',
      captures: {},
    },
  ],
  cause: { problem: 'http-refused', line: 7 },
};
const logs: Readonly<Record<string, LogReport>> = {
  'failed.log': log,
  'vague.log': { ...log, findings: [], cause: { problem: 'unknown-cause', line: 2 } },
  'error.log': {
    ...log,
    format: 'nginx-error',
    findings: log.findings.map((finding) => ({ ...finding, problem: 'port80-in-use', line: 1 })),
    cause: { problem: 'port80-in-use', line: 1 },
  },
  'fine.log': { ...log, findings: [], cause: null },
  'foreign.txt': { ...log, format: 'unknown', findings: [], cause: null },
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly (readonly [DomainIntent, NetworkOptions])[];
}

function run(...argv: readonly string[]): Promise<Ran> {
  return runUntil(new AbortController().signal, ...argv);
}

async function runUntil(signal: AbortSignal, ...argv: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const asked: [DomainIntent, NetworkOptions][] = [];
  const unused = () => Promise.reject(new Error('not asked for here'));
  const engine: Engine = {
    check(of, network) {
      asked.push([of, network]);
      const report = reports[of.name.wildcard ? `*.${of.name.ascii}` : of.name.ascii];
      return report === undefined ? Promise.reject(new Error('There is no resolver to ask.')) : Promise.resolve(report);
    },
    scan(request) {
      const report = 'text' in request.log ? undefined : logs[request.log.path];
      return report === undefined ? Promise.reject(new ReadError('not-found', 'gone.log')) : Promise.resolve(report);
    },
    openLog: unused,
    changeLog: unused,
    closeLog: unused,
    followLog: unused,
    readConfig: (text) => Promise.resolve(parseConfig(text)),
    inspect: unused,
    readLines: unused,
    lookAtPlaces: unused,
    knock: unused,
    readCaDirectory: unused,
    lookAtKeyStore: unused,
    planIssue: unused,
    issue: unused,
    renewals: unused,
    renewDue: unused,
    renewByClient: unused,
    rollBack: unused,
    addDomain: unused,
    removeDomain: unused,
    setPlatform: unused,
  };
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    color: false,
    columns: 100,
  };
  const code = await runCommand(argv, {
    engine,
    terminal,
    stdin: () => Readable.from([]),
    signal,
    version: '1.2.3',
    historyFolder: '/nonexistent',
    ...nobodyThere,
  });
  return { code, out, err, asked };
}

describe('schedule', () => {
  it('prints the files of a timer, and how they take effect', async () => {
    const { code, out, err } = await run('schedule', '--storage', '/srv/certs', '--allow-private');
    expect(code).toBe(0);
    expect(out).toContain('# /etc/systemd/system/cert-doctor-renew.timer\n[Unit]');
    expect(out).toContain('renew --due --yes --storage /srv/certs --allow-private');
    expect(err).toContain('systemctl enable --now cert-doctor-renew.timer');
  });

  it.each([
    [[], 'systemctl disable --now cert-doctor-renew.timer\nrm -f /etc/systemd/system/cert-doctor-renew.service '],
    [['--cron'], 'rm -f /etc/cron.d/cert-doctor\n'],
  ])('prints how it is taken away again: %j', async (how, words) => {
    const { code, out, err } = await run('schedule', '--remove', ...how);
    expect([code, out.startsWith(words)], out).toEqual([0, true]);
    expect(err).toContain('as root');
  });
});

describe('check', () => {
  it('says that a healthy domain is well', async () => {
    const { code, out, err } = await run('check', 'example.com');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('example.com  active · 61 days  (seen from web-1, 0.8 s)');
    expect(out).toContain('example.com  DNS valid: A 203.0.113.10');
  });

  it('tells of a problem, what it means and what to do', async () => {
    const { code, out } = await run('check', 'old.example.com');
    expect(code).toBe(1);
    expect(out).toContain('✖ old.example.com  expired 3 days ago');
    expect(out).toContain('[cert-expired]');
    expect(out).toContain('To do: ');
  });

  it('calls what it could not see neither fine nor broken', async () => {
    const { code, out } = await run('check', 'far.example.com', 'example.com');
    expect(code).toBe(2);
    expect(out).toContain('? far.example.com  unknown · the resolver 192.0.2.53 did not answer');
    expect(out).toContain('far.example.com  DNS unknown: the resolver 192.0.2.53 did not answer within 0.1 s');
  });

  it('does not call a domain fine whose delegation it could not see', async () => {
    expect(reports['half.example.com']).toMatchObject({ ssl: 'active', findings: [] });
    expect(await run('check', 'half.example.com')).toMatchObject({ code: 2 });
  });

  it('does not call a domain fine whose challenge path it could not see to the end', async () => {
    expect(reports['cut.example.com']).toMatchObject({ ssl: 'active', findings: [] });
    expect(await run('check', 'cut.example.com')).toMatchObject({ code: 2 });
  });

  it('does not call a domain fine where it was stopped', async () => {
    expect(await run('check', 'example.com')).toMatchObject({ code: 0 });
    expect(await runUntil(AbortSignal.abort(), 'check', 'example.com')).toMatchObject({ code: 2 });
  });

  it('has nothing against a wildcard whose zone answers, but did not see its certificate', async () => {
    const { code, out } = await run('check', '*.example.com');
    expect(code).toBe(2);
    expect(out).toContain('*.example.com  unknown · a wildcard has no address at which it could be seen');
    expect(out).toContain('DNS valid');
    expect(out).toContain('Seen from one place. A CA looks from several');
  });

  it('writes one JSON value with every domain in the order of the command line', async () => {
    const { code, out } = await run('check', '--json', 'old.example.com', 'example.com');
    expect(code).toBe(1);
    const value = JSON.parse(out) as { domains: readonly { name: string; ssl: string }[] };
    expect(value).toMatchObject({
      version: 1,
      vantage: 'web-1',
      domains: [
        {
          name: 'old.example.com',
          ssl: 'expired',
          findings: [{ problem: 'cert-expired', severity: 'error' }],
          ms: 800,
        },
        {
          name: 'example.com',
          ssl: 'active',
          names: [{ name: 'example.com', dns: 'valid', expected: [], found: ['A 203.0.113.10'] }],
        },
      ],
    });
    expect(value.domains[0]).toHaveProperty('observations.tls');
  });

  it('never lets text from outside steer the terminal', async () => {
    for (const options of [[], ['--json']]) {
      const { out } = await run('check', 'evil.example.com', ...options);
      expect(out).toContain('owned');
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('hands the options on', async () => {
    const { asked } = await run(
      ...['check', 'example.com', '--resolver', '127.0.0.1:5353', '--resolver', '[::1]:53', '--roots', 'a.pem'],
      ...[
        '--trust-anchor',
        '. 1 13 2 AB',
        '--roots',
        'b.pem',
        '--allow-private',
        '--method',
        'dns-01',
        '--expect',
        '2001:DB8:0::10',
        '--expect',
        home,
      ],
      ...[
        '--delegation-target',
        'X.acme.example.net.',
        '--http-port',
        '8080',
        '--https-port',
        '8443',
        '--timeout',
        '2.5',
      ],
    );
    expect(asked).toEqual([
      [
        intentFor(name('example.com'), {
          method: 'dns-01',
          addresses: ['2001:db8::10', home],
          delegationTarget: 'x.acme.example.net',
        }),
        {
          resolvers: ['127.0.0.1:5353', '[::1]:53'],
          skipSystemResolver: true,
          rootFiles: ['a.pem', 'b.pem'],
          trustAnchors: ['. 1 13 2 AB'],
          allowPrivate: true,
          httpPort: 8080,
          httpsPort: 8443,
          authorityPort: 53,
          timeoutMs: 2500,
          directoryUrl: null,
          lookAtCa: false,
          caRootFile: null,
        },
      ],
    ]);
  });

  it('validates a wildcard by DNS and other names by HTTP, where nothing is said', async () => {
    const { asked } = await run('check', 'example.com', '*.example.com');
    expect(asked.map(([{ method }]) => method)).toEqual(['http-01', 'dns-01']);
    expect(asked[0]?.[1]).toMatchObject({ skipSystemResolver: false, allowPrivate: false, timeoutMs: 15_000 });
  });

  it('looks at mail ports and at the CA where these are named', async () => {
    const { asked } = await run(
      ...['check', 'example.com', '--starttls', 'smtp', '--starttls', 'pop3:1110', '--ca', 'letsencrypt'],
    );
    expect(asked[0]).toMatchObject([
      {
        mail: [
          { startTls: 'smtp', port: 25 },
          { startTls: 'pop3', port: 1110 },
        ],
      },
      { directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory', lookAtCa: true },
    ]);
  });

  it.each([
    [['check'], 'at least one domain'],
    [['check', 'https://example.com/x'], 'Did you mean example.com?'],
    [['check', 'localhost'], 'full name'],
    [['check', 'exam\u001bple.com'], '\\u{1b}'],
    [['check', 'example.com', '--method', 'http'], 'dns-01'],
    [['check', 'example.com', '--expect', 'example.net'], 'no IP address'],
    [['check', '0x7f.1'], 'Did you mean 127.0.0.1?'],
    [['check', 'example.com', '--txt', 'abc'], '43 characters'],
    [['check', 'example.com', '--delegation-target', '203.0.113.10'], 'This is an IP address'],
    [['check', 'example.com', '--http-port', '0'], 'port'],
    [['check', 'example.com', '--timeout', '-1'], 'timeout'],
    [['check', 'example.com', '--timeout', '1e3'], 'timeout'],
    [['check', 'example.com', '--starttls', 'smtps'], 'smtp:587'],
    [['check', 'example.com', '--starttls', 'smtp:x'], 'smtp:587'],
    [['check', 'example.com', '--ca', 'http://ca.example/dir'], 'https://'],
    [['check', 'example.com', '--colour'], '--colour'],
    [['check', 'example.com', '--config', 'x.json'], '--config'],
    [['check', '--config', 'x.json', '--expect', home], '--config'],
    [['check', '--config', '/nonexistent/cert-doctor.json'], 'ENOENT'],
    [['check', 'nowhere.example.com'], 'no resolver'],
    [['scan'], 'at least one log'],
    [['frobnicate'], 'frobnicate'],
  ])('%j is told to be wrong, and why', async (argv, why) => {
    const { code, out, err } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
  });
});

describe('check --config', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'cert-doctor-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('checks the domains of the file', async () => {
    const file = path.join(folder, 'good.json');
    await writeFile(file, '{ "domains": [{ "name": "example.com" }, { "name": "old.example.com" }] }');
    expect(await run('check', '--config', file)).toMatchObject({ code: 1, err: '' });
  });

  it('names a wrong entry at its line and checks the others', async () => {
    const file = path.join(folder, 'half.json');
    await writeFile(file, '{ "domains": [\n  { "name": "https://x" },\n  { "name": "example.com" }] }');
    const { code, out, err } = await run('check', '--config', file);
    expect(code).toBe(2);
    expect(err).toContain(`${file}:2: `);
    expect(out).toContain('active · 61 days');
  });

  it('does not call an empty file fine', async () => {
    const file = path.join(folder, 'empty.json');
    await writeFile(file, '{ "domains": [] }');
    expect(await run('check', '--config', file)).toMatchObject({ code: 2 });
  });
});

describe('scan', () => {
  it('names the cause and what to do', async () => {
    const { code, out } = await run('scan', 'failed.log');
    expect(code).toBe(1);
    expect(out).toContain('line 7  error  Port 80 refuses connections: example.com [http-refused]');
    expect(out).toContain('Cause: Port 80 refuses connections');
  });

  it('writes JSON with the one cause of all files', async () => {
    const { out } = await run('scan', '--json', 'fine.log', 'vague.log', 'failed.log');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      files: [
        { path: 'fine.log', format: 'certbot', lines: 9, bytes: 900, findings: [], cause: null },
        { path: 'vague.log' },
        { path: 'failed.log', findings: [{ problem: 'http-refused', severity: 'error', line: 7, endLine: 7 }] },
      ],
      cause: { problem: 'http-refused', path: 'failed.log', line: 7 },
    });
  });

  it("explains what a client saw by the server's own word", async () => {
    const { out } = await run('scan', '--json', 'failed.log', 'error.log');
    expect(JSON.parse(out)).toMatchObject({ cause: { problem: 'port80-in-use', path: 'error.log', line: 1 } });
  });

  it('does not call a log fine that only says that something failed', async () => {
    const { code, out } = await run('scan', 'vague.log');
    expect(code).toBe(1);
    // What to look at next is what this tool offers.
    expect(out).toContain('To do: Look at the lines above the first error in /var/log/letsencrypt/letsencrypt.log');
  });

  it('says nothing of a file that is no log it knows, and does not call it fine', async () => {
    const { code, out } = await run('scan', 'foreign.txt');
    expect(code).toBe(2);
    expect(out).toContain('This is no log that is known here');
  });

  it('is content with a log in which nothing went wrong', async () => {
    expect(await run('scan', 'fine.log')).toMatchObject({ code: 0, err: '' });
  });

  it('reads the other files where one cannot be read', async () => {
    const { code, out, err } = await run('scan', 'gone.log', 'failed.log');
    expect(code).toBe(2);
    expect(err).toBe('gone.log was not read: it is not there.\n');
    expect(out).toContain('failed.log');
  });
});

describe('help', () => {
  it.each([[['--help']], [['check', '--help']], [['scan', '-h']], [[]]])('is given for %j', async (argv) => {
    const { code, out } = await run(...argv);
    expect(code).toBe(0);
    for (const option of [
      'resolver',
      'roots',
      'allow-private',
      'method',
      'expect',
      'delegation-target',
      'starttls',
      'ca',
      'json',
    ]) {
      expect(out).toContain(`--${option}`);
    }
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('is not needed for the version', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, out: '1.2.3\n' });
  });
});
