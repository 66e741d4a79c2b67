import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChallengePlan } from '../../src/core/acme/challenge-plan.ts';
import { noSecrets, type IssueRequest, type IssueSecrets } from '../../src/core/acme/issuance.ts';
import { intentFor } from '../../src/core/domain/intent.ts';
import { caChoice } from './ca-choice.ts';
import { describeLab } from './describe-lab.ts';
import type { IssueOrder } from './issue.ts';
import { startLab, type Lab } from './lab.ts';
import { issueInLab, labNetwork, type IssueOutcome } from './lab-issue.ts';
import { startPebble, type Pebble, type PebbleOptions } from './pebble.ts';
import { runCli } from './run-cli.ts';
import {
  longKey,
  primary,
  startUpdateServers,
  updateKey,
  updateSituations,
  updateZone,
  type UpdateServers,
} from './update-servers.ts';
import { addresses } from './zones.ts';

const httpPort = 8080;
const tlsPort = 8443;
const externalAccount = { kid: 'customer-7', key: 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W' };
const secrets: IssueSecrets = {
  ...noSecrets,
  externalAccountKey: externalAccount.key,
  tsigSecrets: { [updateKey.name]: updateKey.secret },
};
const byUpdate = {
  type: 'dns-01',
  ...({ by: 'rfc2136', server: primary, keyName: updateKey.name, algorithm: 'hmac-sha256' } as const),
} as const;
const byHttp = { type: 'http-01', by: 'listener', port: httpPort } as const;
const byTls = { type: 'tls-alpn-01', by: 'listener', port: tlsPort } as const;

describeLab('proving control, against Pebble and BIND', () => {
  let lab: Lab;
  let ca: Pebble;
  let servers: UpdateServers;
  let runs = 0;

  beforeAll(async () => {
    lab = await startLab(updateSituations);
    servers = await startUpdateServers(lab);
    ca = await startCa('ca', 14200);
  }, 60_000);
  afterAll(async () => {
    await lab.stop();
  });

  /** A CA that knocks at the ports of our own listeners. */
  function startCa(name: string, port: number, changes: Partial<PebbleOptions> = {}): Promise<Pebble> {
    return startPebble({
      ...{ httpPort, tlsPort, dnsServer: `${addresses.resolver}:53`, folder: path.join(lab.folder, name) },
      ...{ enter: lab.enter, directoryPort: port, managementPort: port + 1000 },
      ...changes,
    });
  }

  function request(
    texts: readonly string[],
    challenge: ChallengePlan,
    changes: Partial<IssueRequest> = {},
  ): IssueRequest {
    const names = texts.map((text) => ({ ascii: text.replace('*.', ''), wildcard: text.startsWith('*.') }));
    const [first] = names;
    if (first === undefined) throw new Error('no name');
    runs += 1;
    return {
      ...{ intent: intentFor(first, { names }), ca: caChoice(ca.directoryUrl, ca.caRootFile), challenge },
      ...{ keyType: 'ec-p256', storage: path.join(lab.folder, `storage/${String(runs)}`), deploy: null },
      ...changes,
    };
  }

  function issue(wanted: IssueRequest, order: Partial<IssueOrder> = {}): Promise<IssueOutcome> {
    return issueInLab(lab, wanted, { secrets, network: { ...labNetwork, httpPort, httpsPort: tlsPort }, ...order });
  }

  async function namesIn({ report, stderr }: IssueOutcome): Promise<string> {
    expect(report, stderr).toMatchObject({ stopped: null });
    return new X509Certificate(await readFile(report?.certificate?.certificateFile ?? '')).subjectAltName ?? '';
  }

  async function journalOf({ storage }: IssueRequest): Promise<string> {
    const { stdout } = await lab.run(['bash', '-c', `cat ${storage}/certificates/*/journal.jsonl`]);
    return stdout;
  }

  it('answers http-01 and tls-alpn-01 by servers of its own, for names and for addresses', async () => {
    expect(await namesIn(await issue(request(['own.example.com'], byHttp)))).toBe('DNS:own.example.com');
    expect(await namesIn(await issue(request(['own.example.com'], byTls)))).toBe('DNS:own.example.com');
    expect(await namesIn(await issue(request([primary], byHttp)))).toBe(`IP Address:${primary}`);
    expect(await namesIn(await issue(request([primary], byTls)))).toBe(`IP Address:${primary}`);
    const both = await issue(
      request(['own.example.com', `a.${updateZone}`], byHttp, { challengesOfNames: { [`a.${updateZone}`]: byTls } }),
    );
    expect(await namesIn(both)).toContain(`a.${updateZone}`);
  }, 60_000);

  it('says who holds the port of its own server', async () => {
    const { report } = await issue(request(['own.example.com'], { ...byHttp, port: 80 }));
    expect(report).toMatchObject({
      stopped: { kind: 'failed', text: expect.stringContaining('Port 80 is held by nginx') as string },
    });
    expect(report?.stopped).toMatchObject({ findings: [{ problem: 'port80-in-use' }] });
  }, 60_000);

  it('proves a name and its wildcard by signed updates, both values at one name, and waits for every name server', async () => {
    const wanted = request([updateZone, `*.${updateZone}`], byUpdate);
    const outcome = await issue(wanted);
    expect(await namesIn(outcome)).toBe(`DNS:${updateZone}, DNS:*.${updateZone}`);
    expect(outcome.confirmed).toEqual([]);
    expect(outcome.steps.join('\n')).toContain(`b.ns.${updateZone} (203.0.113.61) says`);
    expect(await servers.texts()).toEqual([]);
    const journal = await journalOf(wanted);
    expect(journal.split('"challenge"')).toHaveLength(3);
    expect(journal).not.toContain(updateKey.secret);
  }, 60_000);

  it('signs with longer digests, for an international name', async () => {
    const name = `xn--mnchen-3ya.${updateZone}`;
    const plan = { ...byUpdate, keyName: longKey.name, algorithm: 'hmac-sha512' } as const;
    const outcome = await issue(request([name], plan), {
      secrets: { ...secrets, tsigSecrets: { [longKey.name]: longKey.secret } },
    });
    expect(await namesIn(outcome)).toBe(`DNS:${name}`);
  }, 60_000);

  it('leaves the records of others alone', async () => {
    const owner = `_acme-challenge.others.${updateZone}`;
    await lab.run([servers.hook, 'add', owner, 'somebody-elses']);
    await namesIn(await issue(request([`others.${updateZone}`], byUpdate)));
    expect(await servers.texts()).toEqual([`${owner} somebody-elses`]);
    await lab.run([servers.hook, 'remove', owner, 'somebody-elses']);
  }, 60_000);

  it('writes the record where an alias leads, and orders nothing more where aliases lead in a circle', async () => {
    const wanted = request(['alias.example.com'], byUpdate);
    expect(await namesIn(await issue(wanted))).toBe('DNS:alias.example.com');
    expect(await journalOf(wanted)).toContain(`"owner":"alias.${updateZone}"`);
    const { report } = await issue(request(['circle.example.com'], byUpdate));
    expect(report?.stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'delegation-dangling' }] });
  }, 60_000);

  it('runs a program for the record, whose words were shown, and once more to remove it', async () => {
    const name = `hook.${updateZone}`;
    const outcome = await issue(request([name], { type: 'dns-01', by: 'hook', argv: [servers.hook] }));
    expect(await namesIn(outcome)).toBe(`DNS:${name}`);
    expect(outcome.confirmed.map(({ argv }) => argv?.slice(0, 3))).toEqual([
      [servers.hook, 'add', `_acme-challenge.${name}`],
    ]);
    expect(await servers.texts()).toEqual([]);
  }, 60_000);

  it('shows the records to who writes them by hand, waits, and says which can be removed', async () => {
    const wanted = request([`hand.${updateZone}`, `*.hand.${updateZone}`], { type: 'dns-01', by: 'hand' });
    const outcome = await issue(wanted, { typist: [servers.hook] });
    expect(await namesIn(outcome)).toContain(`hand.${updateZone}`);
    const [question] = outcome.confirmed;
    expect(outcome.confirmed).toHaveLength(1);
    expect(question?.records.map(({ owner }) => owner)).toEqual(Array(2).fill(`_acme-challenge.hand.${updateZone}`));
    expect(outcome.report?.recordsToRemove).toEqual(question?.records);
    for (const { owner, value } of question?.records ?? []) await lab.run([servers.hook, 'remove', owner, value]);
    expect(await servers.texts()).toEqual([]);
  }, 60_000);

  it.each([
    ['another secret', { tsigSecrets: { [updateKey.name]: 'YW5vdGhlciBvbmUgdGhhdCBpcyB3cm9uZw==' } }, {}, 'BADSIG'],
    ['an unknown key', { tsigSecrets: { nobody: updateKey.secret } }, { keyName: 'nobody' }, 'BADKEY'],
    ['a server that is not there', {}, { server: addresses.refused }, 'The port is closed'],
    ['a server without the zone', {}, { server: addresses.authority }, 'holds no zone'],
  ])(
    'says what is wrong with %s',
    async (_what, changed, plan, words) => {
      const outcome = await issue(request([`wrong.${updateZone}`], { ...byUpdate, ...plan }), {
        secrets: { ...secrets, ...changed },
      });
      const { stopped } = outcome.report ?? {};
      expect(stopped?.kind === 'failed' ? stopped.text : JSON.stringify(outcome)).toContain(words);
    },
    60_000,
  );

  it('binds an external account, and says that one is needed where none is given', async () => {
    const strict = await startCa('strict', 14300, { externalAccounts: { [externalAccount.kid]: externalAccount.key } });
    const choice = caChoice(strict.directoryUrl, strict.caRootFile);
    const without = await issue(request(['own.example.com'], byHttp, { ca: choice }));
    expect(without.report?.stopped).toMatchObject({ findings: [{ problem: 'eab-required' }] });
    const bound = request(['own.example.com'], byHttp, { ca: { ...choice, externalAccount: externalAccount.kid } });
    const wrong = await issue(
      { ...bound, storage: `${bound.storage}-wrong` },
      {
        secrets: { ...secrets, externalAccountKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      },
    );
    expect(wrong.report?.stopped).toMatchObject({ kind: 'ca', findings: [{ problem: 'eab-invalid' }] });
    const right = await issue(bound);
    expect(await namesIn(right)).toBe('DNS:own.example.com');
    const { stdout } = await lab.run(['grep', '-rl', externalAccount.key.slice(0, 20), bound.storage]);
    expect(stdout).toBe('');
    // The account is there now: another order needs no key.
    const again = await issue({ ...bound, keyType: 'ec-p384' });
    expect(await namesIn(again)).toBe('DNS:own.example.com');
    await strict.stop();
  }, 60_000);

  it('proves an IPv6 address', async () => {
    await lab.run(['ip', 'addr', 'add', '2001:db8::60/128', 'dev', 'lo', 'nodad']);
    expect(await namesIn(await issue(request(['2001:db8::60'], byHttp)))).toBe('IP Address:2001:DB8:0:0:0:0:0:60');
    expect(await namesIn(await issue(request(['2001:db8::60'], byTls)))).toBe('IP Address:2001:DB8:0:0:0:0:0:60');
  }, 60_000);

  it('takes the chain that was preferred, of several that the CA offers', async () => {
    const many = await startCa('many', 14400, { alternateRoots: 2 });
    const choice = caChoice(many.directoryUrl, many.caRootFile);
    const rootName = async (which: number): Promise<string> => {
      const fetchWhenUp = [process.execPath, path.join(import.meta.dirname, 'fetch-when-up.ts')];
      const { stdout } = await lab.run([
        ...fetchWhenUp,
        `https://localhost:15400/roots/${String(which)}`,
        many.caRootFile,
      ]);
      return new X509Certificate(stdout).subject.replace('CN=', '');
    };
    const issuers: string[] = [];
    for (const preferredChain of [null, await rootName(2), 'nobody']) {
      const ca = { ...choice, preferredChain };
      const outcome = await issue(request(['own.example.com'], byHttp, { ca }));
      await namesIn(outcome);
      const chain = await readFile(outcome.report?.certificate?.chainFile ?? '', 'utf8');
      issuers.push(new X509Certificate(chain).issuer.replace('CN=', ''));
    }
    expect(issuers).toEqual([await rootName(0), await rootName(2), await rootName(0)]);
    await many.stop();
  }, 60_000);

  it.each(['Writing the record', 'Looking for the record', 'Waiting for the CA to look'])(
    'takes its record away where it is cancelled at "%s"',
    async (cancelAt) => {
      const wanted = request([`cancelled.${updateZone}`], byUpdate);
      const { report, stderr } = await issue(wanted, { cancelAt });
      expect(report, stderr).toMatchObject({ reached: 'ordered', certificate: null, stopped: { kind: 'cancelled' } });
      expect(await servers.texts()).toEqual([]);
    },
    60_000,
  );

  describe('on the command line', () => {
    const common = (...words: readonly string[]): readonly string[] => [
      ...['issue', ...words, '--ca', ca.directoryUrl, '--ca-root', ca.caRootFile, '--allow-private'],
      ...['--http-port', String(httpPort), '--https-port', String(tlsPort)],
      ...['--storage', path.join(lab.folder, `storage/cli-${words.at(0) ?? ''}`)],
    ];
    const byKey = ['--dns-rfc2136', primary, '--tsig-key', updateKey.name];
    const withSecret = { CERT_DOCTOR_TSIG_CERT_DOCTOR: updateKey.secret };

    it('shows the plan and what was looked at, and asks the CA for nothing', async () => {
      const name = `cli.${updateZone}`;
      const before = await ordersSoFar();
      const { code, stdout, stderr } = await runCli(lab, [...common(name), ...byKey, '--dry-run'], withSecret);
      expect(stdout, stderr).toContain('1. Write a new key');
      expect(stdout.replace(/\s+/g, ' ')).toContain(
        `a TXT record at _acme-challenge.${name} by an update to ${primary}`,
      );
      expect(stdout).toMatch(/well {2}dns-01 by signed updates\n {6}The name server at .* knows the key/);
      expect(stdout).toMatch(/well {2}The disk/);
      expect(stdout).toMatch(/well {2}The clock/);
      expect(stdout).toContain('Left: failed validations 3 of 3');
      expect(code).toBe(0);
      expect(await ordersSoFar()).toBe(before);
      expect(await servers.texts()).toEqual([]);
    }, 60_000);

    it('says where the record goes, where aliases lead elsewhere', async () => {
      const { stdout } = await runCli(lab, [...common('alias.example.com'), ...byKey, '--dry-run'], withSecret);
      expect(stdout.replace(/\s+/g, ' ')).toContain(`Aliases lead to alias.${updateZone}: the record goes there.`);
      const circle = await runCli(lab, [...common('circle.example.com'), '--dns-manual', '--dry-run']);
      expect(circle).toMatchObject({ code: 1, stdout: expect.stringContaining('lead in a circle') as string });
    }, 60_000);

    it('issues what was agreed to, and nothing where nobody is there to ask', async () => {
      const name = `cli2.${updateZone}`;
      const asked = await runCli(lab, [...common(name), ...byKey], withSecret);
      expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('--agree-tos agrees to them') as string });
      const agreed = [...common(name), ...byKey, '--agree-tos'];
      const nobody = await runCli(lab, agreed, withSecret);
      expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('Nobody is there to ask') as string });
      const { code, stdout, stderr } = await runCli(lab, [...agreed, '--yes', '--key-type', 'ec-p384'], withSecret);
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('Stored: serial number');
      expect(await servers.texts()).toEqual([]);
    }, 60_000);

    it('says what speaks against it, and does not ask the CA', async () => {
      const before = await ordersSoFar();
      const held = await runCli(lab, [...common('own.example.com'), '--listen', '80', '--agree-tos', '--yes']);
      expect(held).toMatchObject({ code: 1, stderr: expect.stringContaining('Port 80 is held by nginx') as string });
      const key = await runCli(lab, [...common(updateZone), ...byKey, '--agree-tos', '--yes'], {
        CERT_DOCTOR_TSIG_CERT_DOCTOR: 'AAAA',
      });
      expect(key).toMatchObject({ code: 1, stderr: expect.stringContaining('BADSIG') as string });
      const silent = await runCli(lab, [
        ...common('www.example.com'),
        '--webroot',
        lab.webRoot,
        '--agree-tos',
        '--yes',
      ]);
      expect(silent.stderr).toMatch(
        /failed {2}http-01 by a file in the web root\n {6}A token of a trial is not seen at/,
      );
      expect(silent.code).toBe(1);
      expect(await ordersSoFar()).toBe(before);
    }, 60_000);

    const built = path.join(import.meta.dirname, '../../dist/cli.cjs');
    const ownNode = '/usr/bin/node';
    it.skipIf(!existsSync(built) || !existsSync(ownNode))(
      'issues with the built command line on the Node.js of the machine',
      async () => {
        const words = [...common('own.example.com'), '--tls-listen', String(tlsPort), '--agree-tos', '--yes'];
        const { code, stdout, stderr } = await runCli(lab, words, {}, [ownNode, built]);
        expect(code, stderr).toBe(0);
        expect(stdout).toContain('Stored: serial number');
      },
      60_000,
    );

    it('goes on where only the CA can see the token, when that was accepted', async () => {
      // The CA knocks where the answer is; the look from here at a port that nobody has.
      const words = [...common('own.example.com'), '--listen', String(httpPort), '--agree-tos', '--yes'];
      const blind = words.map((word, at) => (words[at - 1] === '--http-port' ? '9' : word));
      const refused = await runCli(lab, blind);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--accept token-not-seen') as string });
      const { code, stdout, stderr } = await runCli(lab, [
        ...blind,
        '--accept',
        'token-not-seen',
        '--accept',
        'another-certificate',
      ]);
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('Stored: serial number');
    }, 60_000);

    async function ordersSoFar(): Promise<number> {
      return (await readFile(ca.logFile, 'utf8')).split('POST /order-plz').length - 1;
    }
  });

  describe('killed in the middle', () => {
    const byHook = (): ChallengePlan => ({ type: 'dns-01', by: 'hook', argv: [servers.hook] });
    const ways: readonly (readonly [string, () => ChallengePlan])[] = [
      ['own HTTP server', () => byHttp],
      ['own TLS server', () => byTls],
      ['signed update', () => byUpdate],
      ['program', byHook],
    ];
    const kills = [
      { killAfter: 'ordered' },
      { killAfter: 'challenge' },
      { killAtAnswer: '/chalZ/' },
      { killBefore: 'challenge-removed' },
      { killAfter: 'authorized' },
    ];
    const cases = ways.flatMap(([way, plan]) => kills.map((kill) => ({ way, plan, kill })));

    it.each(cases)(
      'by $way at $kill, the next run comes to the one certificate, and nothing stays in DNS',
      async ({ plan, kill }) => {
        // One for each case, since the CA's resolver remembers the values of the one before for a moment.
        const name = `killed-${String(runs)}.${updateZone}`;
        const wanted = request([name], plan());
        const before = await issuedSoFar();
        expect((await issue(wanted, kill)).report).toBeNull();
        expect(await namesIn(await issue(wanted))).toBe(`DNS:${name}`);
        expect((await issuedSoFar()) - before).toBe(1);
        expect(await servers.texts()).toEqual([]);
        const events = (await journalOf(wanted)).split('\n').filter((line) => line.includes('"event":"challenge'));
        expect(events.at(-1) ?? '').toContain('challenge-removed');
      },
      60_000,
    );

    async function issuedSoFar(): Promise<number> {
      return (await readFile(ca.logFile, 'utf8')).split('Issued certificate serial').length - 1;
    }
  });
});
