import { describe, expect, it } from 'vitest';
import { textOf } from '../../../src/core/domain/name.ts';
import { addDomain, parseConfig, removeDomain, setPlatform } from '../../../src/engine/discover/config-file.ts';

const config = (entries: string): string => `{\n  // our sites\n  "domains": [\n${entries}\n  ]\n}\n`;

describe('reading cert-doctor.json', () => {
  it('reads a domain with everything it may say', () => {
    const { domains, errors } = parseConfig(
      config(`{ "name": "Bücher.example.com.", "names": ["www.example.com"], "method": "http-01",
        "addresses": ["203.0.113.10", "2001:DB8:0:0:0:0:0:10"], "delegationTarget": "x.acme.example.net", "webRoot": "/var/www",
        "mail": ["smtp", "imap:1143"] },`),
    );
    expect(errors).toEqual([]);
    expect(domains.map(({ intent, line }) => ({ ...intent, names: intent.names.map(textOf), line }))).toEqual([
      {
        name: { ascii: 'xn--bcher-kva.example.com', wildcard: false },
        names: ['xn--bcher-kva.example.com', 'www.example.com'],
        method: 'http-01',
        addresses: ['203.0.113.10', '2001:db8::10'],
        delegationTarget: 'x.acme.example.net',
        webRoot: '/var/www',
        mail: [
          { startTls: 'smtp', port: 25 },
          { startTls: 'imap', port: 1143 },
        ],
        line: 4,
      },
    ]);
  });

  it('takes the platform, whose way of validation holds where no other is said', () => {
    const { domains, errors } = parseConfig(
      config(`{ "name": "www.example.com", "platform": "smoxy", "delegationTarget": "our-org.acme.smoxy.eu" },
        { "name": "panel.example.com", "platform": "cloudpanel" }`),
    );
    expect(errors).toEqual([]);
    expect(domains.map(({ intent: { platform, method } }) => [platform, method])).toEqual([
      ['smoxy', 'dns-01'],
      ['cloudpanel', 'http-01'],
    ]);
  });

  it('says what a platform needs that proves control through a CNAME', () => {
    const { domains, errors } = parseConfig(config('{ "name": "www.example.com", "platform": "smoxy" }'));
    expect(domains).toEqual([]);
    expect(errors.map(({ message, line }) => [message, line])).toEqual([
      [
        'smoxy needs "delegationTarget" too: the target of your organisation, such as your-org.acme.smoxy.eu. It is shown at Domains & DNS → SSL, beside each name.',
        4,
      ],
    ]);
    expect(parseConfig(config('{ "name": "www.example.com", "platform": "x" }')).errors[0]?.message).toContain(
      'Expected one of cloud-ai-pilot, cloudpanel',
    );
  });

  it('takes IP addresses for names, in their one spelling, and not where only a name can stand', () => {
    const { domains, errors } = parseConfig(
      config('{ "name": "203.0.113.10", "names": ["2001:DB8:0::10", "www.example.com"] }'),
    );
    expect(errors).toEqual([]);
    expect(domains[0]?.intent.names.map(({ ascii }) => ascii)).toEqual([
      '203.0.113.10',
      '2001:db8::10',
      'www.example.com',
    ]);
    expect(domains[0]?.intent.method).toBe('http-01');
    expect(
      removeDomain(config('{ "name": "[2001:db8::10]" }'), { ascii: '2001:db8::10', wildcard: false }),
    ).not.toContain('name');
    const delegated = config('{ "name": "www.example.com", "delegationTarget": "203.0.113.10" }');
    expect(parseConfig(delegated).errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('IP address'),
    ]);
  });

  it('takes a target of delegation for each name', () => {
    const entry = (targets: string): string =>
      config(`{ "name": "*.example.com", "names": ["www.example.com"], "delegationTarget": ${targets} }`);
    const { domains, errors } = parseConfig(
      entry('{ "example.com": "One.acme.example.net", "www.example.com": "two.acme.example.net" }'),
    );
    expect(errors).toEqual([]);
    expect(domains[0]?.intent).toMatchObject({
      delegationTarget: null,
      delegations: [
        { name: 'example.com', target: 'one.acme.example.net' },
        { name: 'www.example.com', target: 'two.acme.example.net' },
      ],
    });
    expect(parseConfig(entry('{ "shop.example.com": "one.acme.example.net" }')).errors).toEqual([
      expect.objectContaining({ message: '"shop.example.com" is none of the entry\'s names.', line: 4 }),
    ]);
    expect(parseConfig(entry('{ "www.example.com": 7 }')).errors).toHaveLength(1);
  });

  it('takes dns-01 for a wildcard where nothing is said', () => {
    expect(parseConfig(config('{ "name": "*.example.com" }')).domains[0]?.intent.method).toBe('dns-01');
  });

  it.each([
    ['a URL instead of a name', '{ "name": "https://www.example.com/x" }'],
    ['no name', '{ "method": "http-01" }'],
    ['a word instead of an object', '"www.example.com"'],
    ['an unknown property', '{ "name": "www.example.com", "adresses": [] }'],
    ['a wrong address', '{ "name": "www.example.com", "addresses": ["203.0.113"] }'],
    ['an unknown method', '{ "name": "www.example.com", "method": "http" }'],
    ['a relative web root', '{ "name": "www.example.com", "webRoot": "public" }'],
    ['a mail port that is none', '{ "name": "www.example.com", "mail": ["smtp:0"] }'],
    ['a number in the names', '{ "name": "www.example.com", "names": [7] }'],
  ])('marks %s at its line, and the other entries work', (_what, entry) => {
    const { domains, errors } = parseConfig(
      config(`{ "name": "ok.example.com" },\n${entry},\n{ "name": "fine.example.com" }`),
    );
    expect(domains.map(({ intent }) => textOf(intent.name))).toEqual(['ok.example.com', 'fine.example.com']);
    expect(errors.map(({ line }) => line)).toEqual([5]);
  });

  it('uses a name once', () => {
    const { domains, errors } = parseConfig(config('{ "name": "a.example.com" }, { "name": "A.example.com" }'));
    expect(domains).toHaveLength(1);
    expect(errors[0]?.message).toContain('a.example.com stands in the list twice');
  });

  it('says where the JSON breaks and uses what can be read', () => {
    const { domains, errors } = parseConfig('{ "domains": [ { "name": "a.example.com" } ');
    expect(errors.length).toBeGreaterThan(0);
    expect(domains).toHaveLength(1);
  });

  it.each(['', '[]', '7', '{"domains": 7}', '{"domains": {"name": "a.example.com"}}'])('survives %j', (text) => {
    expect(parseConfig(text).domains).toEqual([]);
  });

  it('does not read a file of more than 1 MiB', () => {
    expect(parseConfig(config(' '.repeat(1 << 20))).errors).toHaveLength(1);
  });
});

describe('a hostile cert-doctor.json', () => {
  it.each(['['.repeat(500_000), `{"domains":${'['.repeat(300_000)}`, '{"a":'.repeat(200_000)])(
    'is refused where it is nested too deep',
    (text) => {
      expect(parseConfig(text)).toMatchObject({ domains: [], errors: [{ line: 1 }] });
    },
  );

  it('has each of very many errors marked at its line', () => {
    const names = Array.from({ length: 90_000 }, () => '1').join(',\n');
    const { errors } = parseConfig(`{"domains":[{"name":"a.example.com","names":[${names}]}]}`);
    expect(errors.map(({ line }) => line)).toEqual(errors.map((_, at) => at + 1));
    expect(errors).toHaveLength(90_000);
  });
});

describe('editing cert-doctor.json', () => {
  it('starts a new file', () => {
    const { domains, errors } = parseConfig(addDomain('', { name: 'www.example.com', method: 'http-01' }));
    expect(errors).toEqual([]);
    expect(domains.map(({ intent }) => textOf(intent.name))).toEqual(['www.example.com']);
  });

  it('adds at the end and keeps the comment', () => {
    const text = addDomain(config('    { "name": "a.example.com" }'), { name: 'b.example.com' });
    expect(text).toContain('// our sites');
    expect(parseConfig(text).domains.map(({ intent }) => textOf(intent.name))).toEqual([
      'a.example.com',
      'b.example.com',
    ]);
  });

  it('removes one domain, however its name is written', () => {
    const text = config('    { "name": "A.example.com." },\n    { "name": "b.example.com" }');
    const after = removeDomain(text, { ascii: 'a.example.com', wildcard: false });
    expect(after).toContain('// our sites');
    expect(parseConfig(after).domains.map(({ intent }) => textOf(intent.name))).toEqual(['b.example.com']);
  });

  const three = config(
    [
      '    // the first',
      '    { "name": "a.example.com" }, // a',
      '    // the second',
      '    { "name": "b.example.com", "names": ["c.example.com"] }, // b',
      '    /* the third */ { "name": "d.example.com" }',
    ].join('\n'),
  );

  it('does not lay out the neighbours anew', () => {
    const added = addDomain(three, { name: 'e.example.com', method: 'http-01' });
    expect(added).toBe(
      three.replace('"d.example.com" }', '"d.example.com" },\n    { "name": "e.example.com", "method": "http-01" }'),
    );
  });

  it.each([
    ['a.example.com', ['b.example.com', 'd.example.com'], 'the first'],
    ['b.example.com', ['a.example.com', 'd.example.com'], 'the second'],
    ['d.example.com', ['a.example.com', 'b.example.com'], 'the third'],
  ])('removes %s with its comment, and leaves the neighbours as they are', (ascii, left, comment) => {
    const after = removeDomain(three, { ascii, wildcard: false });
    const { domains, errors } = parseConfig(after);
    expect(errors).toEqual([]);
    expect(domains.map(({ intent }) => textOf(intent.name))).toEqual(left);
    expect(after).not.toContain(comment);
    for (const line of three.split('\n')) {
      if (left.some((name) => line.includes(`"${name}"`))) expect(after).toContain(line.replace(/,? *(\/\/.*)?$/, ''));
    }
  });

  it('removes the only one', () => {
    const after = removeDomain(config('    { "name": "a.example.com" }'), { ascii: 'a.example.com', wildcard: false });
    expect(parseConfig(after)).toEqual({ domains: [], errors: [] });
  });

  it('leaves a file alone where the name does not stand in it', () => {
    const text = config('    { "name": "a.example.com" }');
    expect(removeDomain(text, { ascii: 'b.example.com', wildcard: false })).toBe(text);
  });
});

describe('setPlatform', () => {
  const text =
    '{\n  // ours\n  "domains": [\n    { "name": "a.example.com" },\n    { "name": "b.example.com", "platform": "caddy" } // keep\n  ]\n}\n';

  it('names the platform of one domain, leaves the others and the comments', () => {
    const after = setPlatform(text, { ascii: 'a.example.com', wildcard: false }, 'cloudpanel');
    expect(parseConfig(after).errors).toEqual([]);
    expect(parseConfig(after).domains.map(({ intent }) => intent.platform)).toEqual(['cloudpanel', 'caddy']);
    expect(after).toContain('// ours');
    expect(after).toContain('{ "name": "b.example.com", "platform": "caddy" } // keep');
  });

  it('replaces what stood there, and changes nothing for a name that does not stand there', () => {
    expect(setPlatform(text, { ascii: 'b.example.com', wildcard: false }, 'smoxy')).toContain(
      '"platform": "smoxy" } // keep',
    );
    expect(setPlatform(text, { ascii: 'c.example.com', wildcard: false }, 'smoxy')).toBe(text);
  });
});
