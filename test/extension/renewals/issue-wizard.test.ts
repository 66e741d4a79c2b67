import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaDirectory } from '../../../src/core/acme/directory.ts';
import type { IssueRequest } from '../../../src/core/acme/issuance.ts';
import { intentFor } from '../../../src/core/domain/intent.ts';
import { isIssueRequest } from '../../../src/core/acme/issue-request.ts';
import { parseIdentifier, type DomainName } from '../../../src/core/domain/name.ts';
import type { ServedFile } from '../../../src/core/host/host-observation.ts';
import { askForRequest, type WizardStart } from '../../../src/extension/renewals/issue-wizard.ts';
import { editor, type Act } from './editor.ts';

vi.mock('vscode', async () => (await import('./editor.ts')).vscode);

const letsEncrypt = 'https://acme-v02.api.letsencrypt.org/directory';
const start: WizardStart = {
  ...{
    intent: null,
    ca: { directoryUrl: letsEncrypt, rootFile: null, contact: null },
    storage: '/home/me/.cert-doctor',
  },
  deploy: { host: null, files: [], test: ['nginx', '-t'], reload: ['nginx', '-s', 'reload'] },
  ...{ isTrial: false, served: [], directoryOf: () => Promise.resolve(null) },
};

/** A CA whose directory says this. */
function offering(says: Partial<CaDirectory>): Pick<WizardStart, 'directoryOf'> {
  const silent = { termsOfService: null, caaIdentities: [], renewalInfo: null, profiles: [] };
  return { directoryOf: () => Promise.resolve({ ...silent, externalAccountRequired: false, ...says }) };
}

const questions = {
  names: 'Every name that the certificate shall hold, with blanks between them. The first one stands for it.',
  ca: 'Which CA?',
  directory: "The URL of the CA's ACME directory.",
  root: "A file with the root certificate by which the CA's HTTPS is trusted. Leave it empty for a public one.",
  contact: 'A mail address for the account: this CA issues nothing without one.',
  profile: 'Which profile of the CA?',
  account: 'The key identifier (kid) of your account with this CA. Its MAC key is asked for later, and kept secret.',
  key: 'Which kind of key?',
  way: 'How is control of the names proven?',
  folder: 'The folder from which the web server serves example.com.',
  program: 'The program, by its absolute path. It is run as PROGRAM add NAME VALUE, and PROGRAM remove NAME VALUE.',
  update:
    'Primary name server, name of the TSIG key, and algorithm, with blanks between them. The secret is asked for later.',
  target: 'How does the server get it?',
  host: 'Where does it run? Leave empty for this machine, or name it as your SSH configuration does.',
  certificate: 'The file with the full chain: the path that the configuration of nginx names.',
  privateKey: 'And the file with the key: the path that the configuration of nginx names.',
} as const;
type Asked = keyof typeof questions;

const name: Act = { text: 'example.com' };
const ca: Act = { pick: "Let's Encrypt" };
const key: Act = { pick: 'ECDSA P-256' };
const byHand: Act = { pick: 'A DNS record that you add' };
const toHand: readonly Act[] = [name, ca, key, byHand];
const eachName: Act = { pick: '$(list-unordered) Each name in its own way…' };
const nowhere: Act = { pick: 'Nowhere yet' };

/** Every question by its short name, in the order in which it was put. */
function asked(): readonly string[] {
  return editor.words.map((words) => Object.entries(questions).find(([, one]) => one === words)?.[0] ?? words);
}
/** What was offered, each time that this was asked. */
const offers = (which: Asked): readonly string[] =>
  editor.questions.filter(({ words }) => words === questions[which]).map(({ offered }) => offered);
const rowsOf = (which: Asked) => editor.questions.findLast(({ words }) => words === questions[which])?.rows ?? [];

/** The request after these acts, each of which was needed. */
async function requested(acts: readonly Act[], changes: Partial<WizardStart> = {}): Promise<IssueRequest | null> {
  editor.start(...acts);
  const request = await askForRequest({ ...start, ...changes });
  expect(editor.unused).toEqual([]);
  return request;
}

function named(text: string): DomainName {
  const parsed = parseIdentifier(text);
  if (!parsed.ok) throw new Error(`${text} is no name`);
  return parsed.name;
}

beforeEach(() => {
  editor.start();
});

describe('what is asked', () => {
  const before = ['names', 'ca', 'key', 'way'] as const;

  it.each<[way: string, acts: readonly Act[], asked: readonly Asked[], challenge: IssueRequest['challenge']]>([
    [
      ...(['A file under the web root', [{ text: '/var/www/html' }], ['folder']] as const),
      { type: 'http-01', by: 'web-root', folder: '/var/www/html' },
    ],
    ['An own web server on port 80', [], [], { type: 'http-01', by: 'listener', port: 80 }],
    ['An own TLS server on port 443', [], [], { type: 'tls-alpn-01', by: 'listener', port: 443 }],
    ['A DNS record that you add', [], [], { type: 'dns-01', by: 'hand' }],
    [
      ...(['A DNS record by your own program', [{ text: '/usr/local/bin/dns' }], ['program']] as const),
      { type: 'dns-01', by: 'hook', argv: ['/usr/local/bin/dns'] },
    ],
    [
      'A DNS record by dynamic update',
      ...([[{ text: '203.0.113.53 acme-key hmac-sha512' }], ['update']] as const),
      { type: 'dns-01', by: 'rfc2136', server: '203.0.113.53', keyName: 'acme-key', algorithm: 'hmac-sha512' },
    ],
  ])('follows the way of validation: %s', async (way, acts, more, challenge) => {
    const request = await requested([name, ca, key, { pick: way }, ...acts, nowhere]);
    expect(asked()).toEqual([...before, ...more, 'target']);
    expect(request).toMatchObject({ challenge, deploy: null, keyType: 'ec-p256', storage: start.storage });
    expect(request?.intent.method).toBe(challenge.type);
  });

  it('is the account with the CA where the CA wants one, before the key', async () => {
    const request = await requested([name, { pick: 'ZeroSSL' }, { text: 'kid-1' }, key, byHand, nowhere]);
    expect(asked()).toEqual(['names', 'ca', 'account', 'key', 'way', 'target']);
    expect(request?.ca).toMatchObject({
      ...{ directoryUrl: 'https://acme.zerossl.com/v2/DV90', externalAccount: 'kid-1', contact: null },
    });
  });

  it('is the URL of a CA that is not in the list', async () => {
    const url = 'https://ca.example.net/acme/directory';
    const request = await requested([
      ...[name, { pick: '$(globe) Another directory…' }, { text: url }, 'enter' as const, key, byHand, nowhere],
    ]);
    expect(asked()).toEqual(['names', 'ca', 'directory', 'root', 'key', 'way', 'target']);
    expect(request?.ca).toMatchObject({ directoryUrl: url, externalAccount: null, rootFile: null, profile: null });
  });

  it('is the root and the account of a CA that is not in the list, where it wants one', async () => {
    const request = await requested(
      [
        ...[name, { pick: '$(globe) Another directory…' }, { text: 'https://ca.example.net/acme' }],
        ...[{ text: '/etc/step-ca/certs/root_ca.crt' }, { text: 'kid-1' }, key, byHand, nowhere],
      ],
      offering({ externalAccountRequired: true }),
    );
    expect(asked()).toEqual(['names', 'ca', 'directory', 'root', 'account', 'key', 'way', 'target']);
    expect(request?.ca).toMatchObject({ rootFile: '/etc/step-ca/certs/root_ca.crt', externalAccount: 'kid-1' });
  });

  it('is a mail address where the CA issues nothing without one', async () => {
    const sslCom: Act = { pick: 'SSL.com (ECDSA)' };
    const request = await requested([
      name,
      sslCom,
      { text: 'kid-1' },
      { text: 'me@example.com' },
      key,
      byHand,
      nowhere,
    ]);
    expect(asked()).toEqual(['names', 'ca', 'account', 'contact', 'key', 'way', 'target']);
    expect(request?.ca.contact).toBe('me@example.com');
    const settled = { ...start.ca, contact: 'you@example.com' };
    const known = await requested([name, sslCom, { text: 'kid-1' }, key, byHand, nowhere], { ca: settled });
    expect(known?.ca.contact).toBe('you@example.com');
  });

  it('is the profile where the CA has some, with the one that addresses need', async () => {
    const profiles = offering({ profiles: ['classic', 'shortlived'] });
    const usual = await requested([name, ca, 'enter', key, byHand, nowhere], profiles);
    expect(asked()).toEqual(['names', 'ca', 'profile', 'key', 'way', 'target']);
    expect(usual?.ca.profile).toBeNull();
    const chosen = await requested([name, ca, { pick: 'classic' }, key, byHand, nowhere], profiles);
    expect(chosen?.ca.profile).toBe('classic');
    const listener: Act = { pick: 'An own web server on port 80' };
    const address = await requested([{ text: '203.0.113.10' }, ca, 'enter', key, listener, nowhere], profiles);
    expect(address?.ca.profile).toBe('shortlived');
    expect(rowsOf('profile').at(-1)).toMatchObject({ label: 'shortlived', description: 'needed for IP addresses' });
  });

  it('is each name, where they are proven in different ways', async () => {
    const request = await requested([
      ...[{ text: 'example.com www.example.com *.example.com 203.0.113.10' }, ca, key],
      ...[eachName, { pick: 'A file under the web root' }, { text: '/srv/www' }, 'enter' as const, 'enter' as const],
      ...[{ pick: 'A DNS record that you add, which stays' }, { pick: 'An own web server on port 80' }, nowhere],
    ]);
    const webRoot = { type: 'http-01', by: 'web-root', folder: '/srv/www' };
    expect(request).toMatchObject({
      ...{ intent: { method: 'http-01', webRoot: '/srv/www' }, challenge: webRoot },
      challengesOfNames: {
        ...{ 'example.com': webRoot, 'www.example.com': webRoot },
        ...{ '*.example.com': { type: 'dns-persist-01', by: 'hand' } },
        ...{ '203.0.113.10': { type: 'http-01', by: 'listener', port: 80 } },
      },
    });
    expect(isIssueRequest(request)).toBe(true);
    expect(asked().slice(3)).toEqual([
      ...['way', 'How is control of example.com proven?', 'folder'],
      ...['How is control of www.example.com proven?', 'The folder from which the web server serves www.example.com.'],
      ...['How is control of *.example.com proven?', 'How is control of 203.0.113.10 proven?', 'target'],
    ]);
  });

  it('is the machine and each file of a server, with what packages use offered', async () => {
    const request = await requested([...toHand, { pick: 'nginx' }, { text: 'root@web1' }, 'enter', 'enter']);
    expect(asked().slice(-4)).toEqual(['target', 'host', 'certificate', 'privateKey']);
    expect(request?.deploy).toEqual({
      ...{ host: 'root@web1', test: ['nginx', '-t'], reload: ['nginx', '-s', 'reload'] },
      files: [
        { content: 'full-chain', path: '/etc/nginx/ssl/fullchain.pem' },
        { content: 'key', path: '/etc/nginx/ssl/privkey.pem' },
      ],
    });
  });

  it('is one file where the server reads one', async () => {
    const request = await requested([...toHand, { pick: 'HAProxy' }, { text: '' }, 'enter']);
    expect(asked().slice(-2)).toEqual([
      ...['host', 'The file with the full chain and key: the path that the configuration of HAProxy names.'],
    ]);
    expect(request?.deploy?.host).toBeNull();
    expect(request?.deploy?.files).toEqual([{ content: 'full-chain-and-key', path: '/etc/haproxy/certs/site.pem' }]);
  });

  it('is not what the settings say', async () => {
    const request = await requested([...toHand, { pick: 'As in the settings' }]);
    expect(request?.deploy).toBe(start.deploy);
    expect(rowsOf('target')[0]?.detail).toBe('The server reads the stored files; nginx -t, then nginx -s reload');
  });

  it('is neither the CA nor the server where it is only tried', async () => {
    const trial = { directoryUrl: 'https://ca.example/trial', rootFile: '/roots.pem', contact: null };
    const request = await requested([name, key, byHand], { isTrial: true, ca: trial });
    expect(asked()).toEqual(['names', 'key', 'way']);
    expect(editor.questions.map(({ title }) => title)).toEqual(Array(3).fill('Try Order at Trial Service'));
    expect(request).toMatchObject({ ca: trial, deploy: null });
  });

  it('is never a secret', async () => {
    await requested([
      ...[name, { pick: 'ZeroSSL' }, { text: 'kid-1' }, key, { pick: 'A DNS record by dynamic update' }],
      ...[{ text: '203.0.113.53 acme-key' }, { pick: 'A Java key store (.jks)' }, 'enter' as const, 'enter' as const],
    ]);
    expect(editor.words.filter((words) => /password/i.test(words))).toEqual([]);
    const later = editor.words.filter((words) => /secret|MAC/.test(words));
    expect(later).toEqual([questions.account, questions.update]);
    expect(editor.questions.some(({ isHidden }) => isHidden)).toBe(false);
    expect(editor.kept.size).toBe(0);
  });
});

describe('what is known', () => {
  it('of the domain is offered', async () => {
    const intent = intentFor(named('example.com'), {
      ...{ names: [named('example.com'), named('www.example.com')], webRoot: '/srv/www', mail: [] },
      delegationTarget: 'acme.example.net',
    });
    const request = await requested(
      ['enter', ca, key, { pick: 'A file under the web root' }, 'enter', nowhere], //
      { intent },
    );
    expect([...offers('names'), ...offers('folder')]).toEqual(['example.com www.example.com', '/srv/www']);
    expect(request?.intent).toEqual(intent);
  });

  it('puts the CA of the settings and the way of the domain first', async () => {
    const settings = {
      directoryUrl: 'https://ca.example:9000/acme',
      rootFile: '/roots.pem',
      contact: 'me@example.com',
    };
    const intent = intentFor(named('example.com'), { method: 'tls-alpn-01' });
    const request = await requested(['enter', 'enter', key, 'enter', nowhere], { intent, ca: settings });
    expect(rowsOf('ca')[0]).toMatchObject({ label: 'ca.example:9000', description: 'from your settings' });
    expect(request).toMatchObject({ ca: settings, challenge: { type: 'tls-alpn-01' } });
  });

  it('puts the CA of the settings first where it is one of the known ones too', async () => {
    const google = 'https://dv.acme-v02.api.pki.goog/directory';
    await requested([name, 'escape'], { ca: { ...start.ca, directoryUrl: google } });
    expect(rowsOf('ca')[0]).toMatchObject({ label: 'Google Trust Services', description: 'from your settings' });
  });

  it('of the CA of the settings goes to no other CA', async () => {
    const request = await requested([name, ca, key, byHand, nowhere], {
      ca: { directoryUrl: 'https://ca.example/acme', rootFile: '/roots.pem', contact: null },
    });
    expect(request?.ca.rootFile).toBeNull();
  });

  it('of files that a server here reads is offered for this machine alone', async () => {
    const read = { software: 'nginx', certificate: '/srv/tls/site.pem', key: '/srv/tls/site.key' };
    const served = [read as unknown as ServedFile];
    await requested([...toHand, { pick: 'nginx' }, { text: '' }, 'enter', 'enter'], { served });
    expect([...offers('certificate'), ...offers('privateKey')]).toEqual(['/srv/tls/site.pem', '/srv/tls/site.key']);
    expect(rowsOf('target').find(({ label }) => label === 'nginx')?.description).toBe('serves the domain here');
    await requested([...toHand, { pick: 'nginx' }, { text: 'web1' }, 'enter', 'enter'], { served });
    expect(offers('certificate')).toEqual(['/etc/nginx/ssl/fullchain.pem']);
  });

  it('puts the server that serves the domain here before the others', async () => {
    const served = [{ software: 'apache', certificate: '/srv/a.pem', key: '/srv/a.key' } as unknown as ServedFile];
    await requested([...toHand, 'escape'], { served });
    expect(
      rowsOf('target')
        .slice(0, 3)
        .map(({ label }) => label),
    ).toEqual(['As in the settings', 'Apache', 'nginx']);
  });

  it('of a file that an ACME client keeps is not offered', async () => {
    const file = '/etc/letsencrypt/live/example.com/fullchain.pem';
    const served = [{ software: 'nginx', certificate: file, key: '/etc/x.key' } as unknown as ServedFile];
    await requested([...toHand, { pick: 'nginx' }, { text: '' }, 'enter', 'enter'], { served });
    expect(offers('certificate')).toEqual(['/etc/nginx/ssl/fullchain.pem']);
  });

  it('of a CA that ended is not in the list', async () => {
    await requested([name, 'escape']);
    const labels = rowsOf('ca').map(({ label }) => label);
    expect(labels).toContain("Let's Encrypt, trial service");
    expect(labels.filter((label) => label.includes('Buypass'))).toEqual([]);
  });
});

describe('going back', () => {
  it('loses nothing of what was said', async () => {
    const names = { text: 'example.com www.example.com' };
    const backs = Array<Act>(6).fill('back');
    const request = await requested([
      ...[names, { pick: 'ZeroSSL' }, { text: 'kid-1' }, { pick: 'RSA with 3072 bits' }],
      ...[{ pick: 'A DNS record by dynamic update' }, { text: '203.0.113.53 acme-key hmac-sha384' }],
      ...[...backs, ...Array<Act>(6).fill('enter'), nowhere],
    ]);
    const offered = editor.questions.slice(-7).map((one) => one.offered);
    expect(offered.slice(0, -1)).toEqual([
      ...['example.com www.example.com', 'ZeroSSL', 'kid-1', 'RSA with 3072 bits'],
      ...['A DNS record by dynamic update', '203.0.113.53 acme-key hmac-sha384'],
    ]);
    expect(request).toMatchObject({
      ...{ ca: { directoryUrl: 'https://acme.zerossl.com/v2/DV90', externalAccount: 'kid-1' }, keyType: 'rsa-3072' },
      challenge: { by: 'rfc2136', server: '203.0.113.53', keyName: 'acme-key', algorithm: 'hmac-sha384' },
    });
    expect(request?.intent.names).toHaveLength(2);
  });

  it.each([
    ['A file under the web root', 'folder', '/var/www/other'],
    ['A DNS record by your own program', 'program', '/usr/local/bin/dns'],
  ] as const)('loses nothing of where the proof goes: %s', async (way, which, place) => {
    const proof: readonly Act[] = [{ pick: way }, { text: place }];
    await requested([name, ca, key, ...proof, 'back', 'back', 'enter', 'enter', nowhere]);
    expect(offers(which)).toEqual(['', place, place]);
  });

  it('keeps the server, its machine and the file before', async () => {
    const request = await requested([
      ...[...toHand, { pick: 'nginx' }, { text: 'web1' }, { text: '/a/chain.pem' }, 'back' as const],
      ...['enter' as const, 'back' as const, 'back' as const],
      ...['enter' as const, 'enter' as const, { text: '/a/chain.pem' }, { text: '/a/key.pem' }],
    ]);
    expect(asked().slice(4)).toEqual([
      ...['target', 'host', 'certificate', 'privateKey', 'certificate', 'privateKey', 'certificate'],
      ...['target', 'host', 'certificate', 'privateKey'],
    ]);
    expect(offers('target').at(-1)).toBe('nginx');
    expect(offers('host').at(-1)).toBe('web1');
    expect(offers('certificate')[1]).toBe('/a/chain.pem');
    expect(request?.deploy).toMatchObject({
      host: 'web1',
      files: [{ path: '/a/chain.pem' }, { path: '/a/key.pem' }],
    });
  });

  it('keeps the way of each name', async () => {
    const names: Act = { text: 'example.com *.example.com' };
    const request = await requested([
      ...[names, ca, key, eachName, { pick: 'A file under the web root' }, { text: '/srv/www' }, 'back' as const],
      ...['back' as const, 'enter' as const, 'enter' as const, 'enter' as const, byHand, 'back' as const],
      ...['enter' as const, 'enter' as const, 'enter' as const, nowhere],
    ]);
    expect(request?.challengesOfNames).toEqual({
      'example.com': { type: 'http-01', by: 'web-root', folder: '/srv/www' },
      '*.example.com': { type: 'dns-01', by: 'hand' },
    });
  });

  it('keeps the root of a CA, and leads from it to the URL', async () => {
    const other: Act = { pick: '$(globe) Another directory…' };
    const url: Act = { text: 'https://ca.example.net/acme' };
    await requested([
      name,
      other,
      url,
      { text: '/root.pem' },
      'back',
      'enter',
      'enter',
      'back',
      'enter',
      'enter',
      'enter',
      'escape',
    ]);
    expect(offers('root')).toEqual(['', '/root.pem', '/root.pem']);
  });

  it('leads from a URL to the list of CAs', async () => {
    await requested([name, { pick: '$(globe) Another directory…' }, 'back', ca, 'escape']);
    expect(asked()).toEqual(['names', 'ca', 'directory', 'ca', 'key']);
  });

  it('leads from the machine to the list of servers', async () => {
    await requested([...toHand, { pick: 'nginx' }, 'back', nowhere]);
    expect(asked().slice(-3)).toEqual(['target', 'host', 'target']);
    expect(offers('target')).toEqual(['As in the settings', 'nginx']);
  });

  it('offers a URL that was typed again', async () => {
    const url = 'https://ca.example.net/acme/directory';
    const other = { pick: '$(globe) Another directory…' };
    const request = await requested([
      ...[name, other, { text: url }, 'enter' as const, 'back' as const],
      ...['enter' as const, 'enter' as const, 'enter' as const, key, byHand, nowhere],
    ]);
    expect(offers('directory')).toEqual(['', url]);
    expect(request?.ca.directoryUrl).toBe(url);
  });

  it('to another CA forgets the account with the one before', async () => {
    const request = await requested([
      ...[name, { pick: 'ZeroSSL' }, { text: 'kid-1' }, 'back' as const, 'back' as const, ca, key, byHand, nowhere],
    ]);
    expect(request?.ca.externalAccount).toBeNull();
  });

  it('to another server forgets the files of the one before', async () => {
    await requested([
      ...[...toHand, { pick: 'nginx' }, { text: '' }, { text: '/a/chain.pem' }, 'back' as const, 'back' as const],
      ...[{ pick: 'Apache' }, { text: '' }, 'enter' as const, 'enter' as const],
    ]);
    expect(editor.questions.slice(-2).map(({ offered }) => offered)).toEqual([
      ...['/etc/apache2/ssl/fullchain.pem', '/etc/apache2/ssl/privkey.pem'],
    ]);
  });

  it('to other names offers the ways that suit them, the usual one first', async () => {
    const proof: readonly Act[] = [{ pick: 'An own web server on port 80' }, 'back', 'back', 'back', 'back'];
    const request = await requested([
      ...[name, ca, key, ...proof, { text: '*.example.com' }, ca, key, 'enter' as const, nowhere],
    ]);
    expect(rowsOf('way').every(({ description }) => description?.startsWith('dns-') === true)).toBe(true);
    expect(rowsOf('way')[0]?.description).toBe('dns-01');
    expect(request?.challenge).toEqual({ type: 'dns-01', by: 'hand' });
    expect(request?.intent.method).toBe('dns-01');
  });
});

describe('what is refused', () => {
  const wordsFor = async (acts: readonly Act[], changes: Partial<WizardStart> = {}): Promise<readonly unknown[]> => {
    await requested([...acts, 'escape'], changes);
    return editor.refusals.map(({ typed, entered }) => typed ?? entered);
  };

  it.each([
    ['https://example.com/', 'https://example.com/: This is a web address.'],
    ['example.com localhost', 'localhost: Write the full name with its domain'],
    ['a.*.example.com', 'a.*.example.com: The asterisk may only stand alone and first'],
    ['', 'Name at least one.'],
    [' , ', 'Name at least one.'],
  ])('as names: %s', async (text, words) => {
    expect(await wordsFor([{ text }])).toEqual([expect.stringContaining(words) as unknown]);
  });

  it('as names: more than a hundred', async () => {
    const names = Array.from({ length: 101 }, (_, at) => `n${at}.example.com`);
    expect(await wordsFor([{ text: names.join(' ') }])).toEqual(['At most 100 names.']);
    expect(await wordsFor([{ text: names.slice(1).join(' ') }])).toEqual([]);
  });

  it('as the name is shown so that it is no link', async () => {
    const [words] = await wordsFor([{ text: '[press](command:workbench.action.quit)\u202e' }]);
    expect(words).toContain('press');
    // Input boxes read `[words](command:…)` as links, as notifications do.
    expect(words).not.toMatch(/\]\(|\u202e/);
  });

  it.each(['http://ca.example/directory', 'ca.example', 'command:x', 'file:///etc/passwd'])(
    ...(['as the URL of a CA: %s'] as const),
    async (text) => {
      expect(await wordsFor([name, { pick: '$(globe) Another directory…' }, { text }])).toEqual([
        ...['A URL that begins with https://.'],
      ]);
    },
  );

  it.each([
    ['of two words', 'two words'],
    ['with other letters', 'k\u00efd'],
    ['very long', 'x'.repeat(201)],
    ['empty', ''],
  ])('as the identifier of an account: one %s', async (_, text) => {
    expect(await wordsFor([name, { pick: 'ZeroSSL' }, { text }])).toEqual([
      ...['The identifier as the CA shows it, without blanks.'],
    ]);
  });

  it.each([
    ['A file under the web root', 'www', 'An absolute path on this machine.'],
    ['A DNS record by your own program', 'dns-hook', 'An absolute path on this machine.'],
    ['A DNS record by dynamic update', '203.0.113.53', 'As in: 203.0.113.53 acme-key hmac-sha256'],
    ['A DNS record by dynamic update', 'ns1.example key', 'As in: 203.0.113.53 acme-key hmac-sha256'],
    ['A DNS record by dynamic update', '203.0.113.53 key hmac-md5', 'As in: 203.0.113.53 acme-key hmac-sha256'],
    [
      ...(['A DNS record by dynamic update', '203.0.113.53 key hmac-sha256 c2VjcmV0'] as const),
      'As in: 203.0.113.53 acme-key hmac-sha256',
    ],
  ])('as the place of the proof: %s, %s', async (pick, text, words) => {
    expect(await wordsFor([name, ca, key, { pick }, { text }])).toEqual([words]);
  });

  it.each(['-oProxyCommand=x', 'web 1', 'a@b@c', 'host;id'])('as the machine: %s', async (text) => {
    expect(await wordsFor([...toHand, { pick: 'nginx' }, { text }])).toEqual(['A name, user@name, or an address.']);
  });

  it.each([
    ['ssl/site.pem', 'An absolute path on this machine.'],
    [
      '/etc/letsencrypt/live/example.com/fullchain.pem',
      'This file belongs to certbot: renew with it, or name another file.',
    ],
  ])('as a file of the server: %s', async (text, words) => {
    expect(await wordsFor([...toHand, { pick: 'nginx' }, { text: '' }, { text }])).toEqual([words]);
  });

  it.each([
    ['*.example.com', ['dns-01', 'dns-account-01', 'dns-persist-01']],
    ['203.0.113.10', ['http-01', 'tls-alpn-01']],
    ['example.com 2001:db8::10', ['http-01', 'tls-alpn-01']],
    ['example.com', ['http-01', 'dns-01', 'tls-alpn-01', 'dns-account-01', 'dns-persist-01']],
  ])('as the way for %s: all but %s', async (text, ways) => {
    await requested([{ text }, ca, key, 'escape']);
    expect([...new Set(rowsOf('way').flatMap(({ description }) => description ?? []))]).toEqual(ways);
  });

  it('together: a wildcard and an address, with the reason', async () => {
    await requested([{ text: '*.example.com 203.0.113.10' }, ca, key, 'back', 'escape']);
    expect(rowsOf('way')).toMatchObject([
      {
        ...{ label: '$(list-unordered) Each name in its own way…' },
        detail: 'A wildcard is proven by DNS alone, an IP address never is.',
      },
    ]);
  });
});

it('nothing is asked of anybody after the user left, wherever that is', async () => {
  const acts: readonly Act[] = [...toHand, { pick: 'nginx' }, { text: '' }, 'enter', 'enter'];
  for (let count = 0; count < acts.length; count++) {
    expect(await requested([...acts.slice(0, count), 'escape'])).toBeNull();
    expect(editor.open).toBe(0);
  }
});
