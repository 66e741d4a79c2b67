import { describe, expect, it } from 'vitest';
import { noExtensions } from '../../../src/core/certificate/extensions.ts';
import { addressName, type GeneralName } from '../../../src/core/certificate/general-name.ts';
import { constraintBreach } from '../../../src/core/certificate/name-constraints.ts';
import { leaf } from '../judge/recorded.ts';

const dns = (value: string): GeneralName => ({ kind: 'dns', value });
const email = (value: string): GeneralName => ({ kind: 'email', value });
const uri = (value: string): GeneralName => ({ kind: 'uri', value });
const directory = (...rdns: readonly string[]): GeneralName => ({ kind: 'directory', rdns });
const block = (address: string, mask: string): GeneralName => {
  const [base, bits] = [addressName(address), addressName(mask)];
  if (base?.kind !== 'ip' || bits?.kind !== 'ip') throw new Error('no address');
  return { kind: 'ip', octets: [...base.octets, ...bits.octets] };
};

/** A certificate for one name of any kind, without a subject. */
function below(name: GeneralName, rdns: readonly string[] = []) {
  const hosts = name.kind === 'dns' ? [name.value] : [];
  const ips = name.kind === 'ip' ? [{ kind: 'ip' as const, value: name.octets.join('.') }] : [];
  const plain = leaf({ names: hosts, commonName: null, extensions: { ...noExtensions, subjectNames: [name] } });
  return { ...plain, names: [...plain.names, ...ips], rdns };
}

describe('name constraints of RFC 5280 §4.2.1.10', () => {
  it.each([
    [dns('example.com'), dns('example.com'), true],
    [dns('example.com'), dns('a.b.example.com'), true],
    [dns('example.com'), dns('notexample.com'), false],
    [dns('.example.com'), dns('a.example.com'), true],
    [dns('.example.com'), dns('example.com'), false],
    [dns(''), dns('example.com'), true],
    [dns('example.com'), dns('*.example.com'), true],
    [dns('*.example.com'), dns('a.example.com'), false],
    [email('a@example.com'), email('a@EXAMPLE.com'), true],
    [email('a@example.com'), email('A@example.com'), false],
    [email('example.com'), email('a@example.com'), true],
    [email('example.com'), email('a@mail.example.com'), false],
    [email('.example.com'), email('a@mail.example.com'), true],
    [email('.example.com'), email('a@example.com'), false],
    [uri('example.com'), uri('https://user@example.com:8443/path?x#y'), true],
    [uri('example.com'), uri('https://www.example.com/'), false],
    [uri('.example.com'), uri('https://www.example.com/'), true],
    [uri('example.com'), uri('urn:example.com'), false],
    [uri('example.com'), uri('https://[2001:db8::1]/'), false],
    [block('192.0.2.0', '255.255.255.0'), addressName('192.0.2.200'), true],
    [block('192.0.2.0', '255.255.255.0'), addressName('192.0.3.1'), false],
    [block('0.0.0.0', '0.0.0.0'), addressName('192.0.3.1'), true],
  ] as const)('%j holds %j: %j', (base, name, holds) => {
    if (name === null) throw new Error('no name');
    const only = constraintBreach({ permitted: [base], excluded: [] }, below(name));
    const without = constraintBreach({ permitted: [], excluded: [base] }, below(name));
    expect([only === null, without !== null]).toEqual([holds, holds]);
  });

  it('holds the subject to directory names, by its first parts', () => {
    const [c, o, cn] = ['2.5.4.6=de', '2.5.4.10=example', '2.5.4.3=leaf'];
    const certificate = below(dns('example.com'), [c, o, cn]);
    const breach = (...permitted: readonly GeneralName[]) => constraintBreach({ permitted, excluded: [] }, certificate);
    expect(breach(directory(c, o))).toBeNull();
    expect(breach(directory(o))).toBe('its subject');
    expect(breach(directory(c, '2.5.4.10=other'))).toBe('its subject');
    expect(breach(directory())).toBeNull();
  });

  it('holds the e-mail address of the subject to its constraints where there is no other', () => {
    const subject = ['1.2.840.113549.1.9.1=a@example.org'];
    const permitted = [email('example.com')];
    expect(constraintBreach({ permitted, excluded: [] }, below(dns('example.com'), subject))).toBe('a@example.org');
    expect(constraintBreach({ permitted, excluded: [] }, below(email('b@example.com'), subject))).toBeNull();
  });

  it('lets names pass of which no constraint speaks, and none of a kind that cannot be compared', () => {
    const other = { kind: 'other', choice: 0 } as const;
    expect(constraintBreach({ permitted: [email('x.example')], excluded: [] }, below(dns('a.example')))).toBeNull();
    expect(constraintBreach({ permitted: [], excluded: [other] }, below(dns('a.example')))).toBeNull();
    expect(constraintBreach({ permitted: [], excluded: [other] }, below(other))).not.toBeNull();
  });

  it('excludes a wildcard that stands for an excluded name', () => {
    const excluded = [dns('mail.example.com')];
    expect(constraintBreach({ permitted: [], excluded }, below(dns('*.example.com')))).toBe('*.example.com');
    expect(constraintBreach({ permitted: [], excluded }, below(dns('*.example.org')))).toBeNull();
    expect(constraintBreach({ permitted: [], excluded }, below(dns('*.www.example.com')))).toBeNull();
  });
});
