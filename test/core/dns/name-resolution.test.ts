import { describe, expect, it } from 'vitest';
import { resolveName } from '../../../src/core/dns/name-resolution.ts';
import { lookupsOf, serverText } from '../../../src/core/dns/resolution.ts';
import { answer, other, silence } from '../judge/recorded.ts';

const name = 'www.example.com';

describe('the addresses of a name', () => {
  it('are all that anybody gave, IPv4 first', () => {
    const dns = [
      answer(name, 'AAAA', [`${name} AAAA 2001:db8::1`]),
      answer(name, 'A', [`${name} A 192.0.2.1`, `${name} A 192.0.2.2`]),
      answer(name, 'A', [`${name} A 192.0.2.2`, `${name} A 192.0.2.3`], { server: other }),
    ];
    expect(resolveName(dns, name)).toMatchObject({
      state: 'found',
      addresses: ['192.0.2.1', '192.0.2.2', '192.0.2.3', '2001:db8::1'],
    });
  });

  it('stand at the end of the aliases, whatever the order of the records', () => {
    const dns = [
      answer(name, 'A', [
        'b.example.net A 192.0.2.1',
        'a.example.net CNAME b.example.net',
        `${name} CNAME a.example.net`,
      ]),
    ];
    const resolution = resolveName(dns, name);
    expect(resolution.addresses).toEqual(['192.0.2.1']);
    expect(resolution.lookups[0]?.aliases).toEqual(['a.example.net', 'b.example.net']);
  });

  it('are not those of a name that nobody asked for', () => {
    expect(resolveName([answer(name, 'A', ['evil.example A 192.0.2.66']), answer(name, 'AAAA')], name)).toMatchObject({
      state: 'no-address',
      addresses: [],
    });
  });

  it('agree in any order, and differ where an answer differs', () => {
    const one = answer(name, 'A', [`${name} A 192.0.2.1`, `${name} A 192.0.2.2`]);
    const turned = answer(name, 'A', [`${name} A 192.0.2.2`, `${name} A 192.0.2.1`], { server: other });
    const less = answer(name, 'A', [`${name} A 192.0.2.2`], { server: other });
    expect(resolveName([one, turned], name).disagreement).toEqual([]);
    expect(resolveName([one, less], name).disagreement).toHaveLength(2);
    expect(resolveName([one, silence(name, 'A', 'timeout', other)], name).disagreement).toEqual([]);
  });
});

it('a name has no address where one server says so, whatever became of the server asked before it', () => {
  const dns = [
    ...[silence(name, 'A', 'timeout'), silence(name, 'AAAA', 'timeout'), answer('com', 'CAA')],
    ...[answer(name, 'A', [], { server: other }), answer(name, 'AAAA', [], { server: other })],
  ];
  expect(resolveName(dns, name).state).toBe('no-address');
  expect(resolveName(dns.slice(0, 4), name).state).toBe('failed');
});

describe('a name of which only IPv4 was answered', () => {
  const cut = silence(name, 'AAAA', 'cancelled');

  it('is not said to have no address', () => {
    expect(resolveName([answer(name, 'A'), cut], name).state).toBe('unanswered');
  });

  it('may have more addresses than were seen, unless another server answers', () => {
    const dns = [answer(name, 'A', [`${name} A 192.0.2.1`]), cut];
    expect(resolveName(dns, name)).toMatchObject({ state: 'found', partlySeen: true });
    expect(resolveName([...dns, answer(name, 'AAAA', [], { server: other })], name).partlySeen).toBe(false);
  });
});

describe('one answer', () => {
  const aliases = (count: number) =>
    Array.from({ length: count }, (_, at) => `${at === 0 ? name : `n${at}.example`} CNAME n${at + 1}.example` as const);

  it.each([
    ['an alias to itself', [`${name} CNAME ${name}`]],
    ['a circle', [`${name} CNAME a.example`, 'a.example CNAME b.example', 'b.example CNAME a.example']],
    ['too many aliases', aliases(17)],
  ] as const)('ends on %s', (_, records) => {
    expect(lookupsOf([answer(name, 'A', records)], name, 'A')[0]?.result.kind).toBe('loop');
  });

  it('follows sixteen aliases', () => {
    const dns = [answer(name, 'A', [...aliases(16), 'n16.example A 192.0.2.1'])];
    expect(lookupsOf(dns, name, 'A')[0]?.result.kind).toBe('found');
  });

  it.each(['REFUSED', 'NOTIMP', 'FORMERR'])('%s is the word of a resolver on itself, not on the zone', (rcode) => {
    const dns = [answer(name, 'A', [], { rcode }), answer('com', 'CAA')];
    expect(lookupsOf(dns, name, 'A')[0]?.result.kind).toBe('unanswered');
  });

  it('is no word on the zone from a resolver that fails on everything', () => {
    const dns = ['com', name].map((asked) => answer(asked, 'A', [], { rcode: 'SERVFAIL' }));
    expect(lookupsOf(dns, name, 'A')[0]?.result.kind).toBe('unanswered');
  });

  it('is no word on the zone from a server that answers nothing', () => {
    const dead = [silence(name, 'A', 'timeout'), silence('example.com', 'CAA', 'timeout')];
    expect(lookupsOf(dead, name, 'A')[0]?.result.kind).toBe('unanswered');
    const alive = [silence(name, 'A', 'timeout'), answer('com', 'CAA')];
    expect(lookupsOf(alive, name, 'A')[0]?.result.kind).toBe('failed');
  });
});

it('a server is written with its port where that is not 53', () => {
  expect(serverText(other)).toBe('198.51.100.53');
  expect(serverText({ ...other, port: 5353 })).toBe('198.51.100.53:5353');
  expect(serverText({ ...other, address: '2001:db8::53', port: 5353 })).toBe('[2001:db8::53]:5353');
});
