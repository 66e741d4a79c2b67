import { expect, test } from 'vitest';
import { anchorsWith, parseTrustAnchor, rootAnchors } from '../../../src/core/dns/dnssec-anchors.ts';
import type { DnssecResult } from '../../../src/core/dns/dnssec-result.ts';
import type { DnssecCrypto } from '../../../src/core/dns/dnssec-signature.ts';
import { DnssecValidator } from '../../../src/core/dns/dnssec-validation.ts';
import { nameToWire, typeCode, type WireRecord } from '../../../src/core/dns/wire-record.ts';
import { createDnssecCrypto } from '../../../src/engine/observe/dnssec-crypto.ts';
import { address, anchorOf, cname, dsOf, now, nsec, record, signature, SignedZones, zoneKey } from './signed-zones.ts';

const dnssecCrypto = createDnssecCrypto();
const root = zoneKey('');
const top = zoneKey('test');
const own = zoneKey('example.test');

/** The root, `test` and `example.test`, signed; `www.example.test` has an address and is no zone. */
function world(): SignedZones {
  return new SignedZones()
    .add(root, root.record)
    .add(root, dsOf(top))
    .add(top, top.record)
    .add(top, dsOf(own))
    .add(own, own.record)
    .add(own, address('example.test'))
    .add(own, address('www.example.test'))
    .deny(own, 'www.example.test', 'DS', [nsec('www.example.test', 'example.test', 'A', 'RRSIG', 'NSEC')]);
}

async function validate(
  zones: SignedZones,
  name = 'www.example.test',
  crypto: DnssecCrypto = dnssecCrypto,
): Promise<DnssecResult> {
  return await new DnssecValidator({ ask: zones.ask, primitives: crypto, anchors: [anchorOf(root)], now }).validate(
    name,
    typeCode.A,
  );
}

test('an answer that is signed up to the anchor is secure', async () => {
  expect(await validate(world())).toEqual({ status: 'secure', reason: 'signed by example.test' });
  expect(await validate(world(), 'example.test')).toMatchObject({ status: 'secure' });
});

test('what is known of a zone is asked once for all names in it', async () => {
  const zones = world();
  const validator = new DnssecValidator({ ask: zones.ask, primitives: dnssecCrypto, anchors: [anchorOf(root)], now });
  await validator.validate('www.example.test', typeCode.A);
  let verified = 0;
  const counting: DnssecCrypto = {
    ...dnssecCrypto,
    verify: (...input) => ((verified += 1), dnssecCrypto.verify(...input)),
  };
  const counted = new DnssecValidator({ ask: zones.ask, primitives: counting, anchors: [anchorOf(root)], now });
  await counted.validate('www.example.test', typeCode.A);
  const once = verified;
  await counted.validate('www.example.test', typeCode.A);
  // The second time only the answer itself is verified.
  expect(verified - once).toBe(1);
});

test.each<[string, (zones: SignedZones) => SignedZones, string]>([
  [
    'a signature of last month',
    (zones) =>
      zones.set('www.example.test', 1, [
        address('www.example.test'),
        signature([address('www.example.test')], own, { until: -30 }),
      ]),
    'the signature over A of www.example.test expired on 2026-10-27 12:00 UTC',
  ],
  [
    'a signature of next month',
    (zones) =>
      zones.set('www.example.test', 1, [
        address('www.example.test'),
        signature([address('www.example.test')], own, { from: 5 }),
      ]),
    'is valid only from 2026-12-01 12:00 UTC',
  ],
  [
    'another address than was signed',
    (zones) =>
      zones.set('www.example.test', 1, [
        address('www.example.test', 66),
        signature([address('www.example.test')], own),
      ]),
    'the signature over A of www.example.test does not fit the records',
  ],
  [
    'an address more than was signed',
    (zones) =>
      zones.set('www.example.test', 1, [
        address('www.example.test'),
        address('www.example.test', 66),
        signature([address('www.example.test')], own),
      ]),
    'does not fit',
  ],
  [
    'no signature',
    (zones) => zones.set('www.example.test', 1, [address('www.example.test')]),
    'there is no signature over A of www.example.test',
  ],
  [
    'the signature of the zone above',
    (zones) => zones.add(top, address('www.example.test')),
    'is one of test instead of example.test',
  ],
  [
    'a key that the zone does not have',
    (zones) => zones.add(zoneKey('example.test'), address('www.example.test')),
    'is not among the keys of example.test',
  ],
  [
    'other keys than the zone above vouches for',
    (zones) => zones.add(zoneKey('example.test'), zoneKey('example.test').record),
    'is the one that is vouched for',
  ],
  [
    'no keys',
    (zones) => zones.deny(own, 'example.test', 'DNSKEY', [nsec('example.test', 'www.example.test', 'A')]),
    'has no keys although it is said to be signed',
  ],
  [
    'a DS record without a signature',
    (zones) => zones.set('example.test', typeCode.DS, [dsOf(own)]),
    'there is no signature over DS of example.test',
  ],
])('%s is bogus, and the reason is told', async (_, spoil, reason) => {
  const result = await validate(spoil(world()));
  expect(result.status).toBe('bogus');
  expect(result.reason).toContain(reason);
});

test('absence is secure where the zone proves it, and bogus where it does not', async () => {
  const gone = (proofs: readonly WireRecord[]) =>
    world()
      .deny(own, 'gone.example.test', 'A', proofs, 'NXDOMAIN')
      .deny(own, 'gone.example.test', 'DS', proofs, 'NXDOMAIN');
  const covers = nsec('example.test', 'www.example.test', 'A', 'NS', 'SOA');
  expect(await validate(gone([covers]), 'gone.example.test')).toEqual({
    status: 'secure',
    reason: 'example.test proves that gone.example.test does not exist',
  });
  expect(await validate(gone([nsec('www.example.test', 'example.test', 'A')]), 'gone.example.test')).toMatchObject({
    status: 'bogus',
  });
  expect(await validate(gone([]), 'gone.example.test')).toMatchObject({ status: 'indeterminate' });
});

test('a record of the zone above cannot deny what a zone below it holds (RFC 6840 §4.1)', async () => {
  const parent = nsec('www.example.test', 'x.example.test', 'NS', 'RRSIG', 'NSEC');
  const zones = world()
    .deny(own, 'www.example.test', 'DS', [nsec('www.example.test', 'x.example.test', 'A')])
    .deny(own, 'www.example.test', 'A', [parent]);
  expect(await validate(zones)).toMatchObject({ status: 'bogus' });
});

test('a proof that a name exists without the type does not prove that the type is missing', async () => {
  const zones = world().deny(own, 'www.example.test', 'A', [nsec('www.example.test', 'x.example.test', 'A', 'TXT')]);
  expect(await validate(zones)).toMatchObject({
    status: 'bogus',
    reason: 'nothing signed proves that there is no A of www.example.test',
  });
});

test('what comes from a wildcard needs the proof that the name itself does not exist', async () => {
  const expanded = [address('any.example.test'), signature([address('any.example.test')], own, { labels: 2 })];
  const proof = nsec('*.example.test', 'www.example.test', 'A');
  const denied = (zones: SignedZones) =>
    zones.deny(own, 'any.example.test', 'DS', [nsec('*.example.test', 'www.example.test', 'A')], 'NXDOMAIN');
  const proven = denied(world()).set('any.example.test', 1, expanded, [proof, signature([proof], own)]);
  expect(await validate(proven, 'any.example.test')).toMatchObject({ status: 'secure' });
  expect(await validate(denied(world()).set('any.example.test', 1, expanded), 'any.example.test')).toMatchObject({
    status: 'bogus',
    reason: expect.stringContaining('wildcard') as string,
  });
});

test('a zone that is proven to be unsigned is insecure, and one without any proof is not held against it', async () => {
  const unsigned = () => world().set('www.example.test', 1, [address('www.example.test')]);
  const proven = unsigned().deny(top, 'example.test', 'DS', [nsec('example.test', 'test', 'NS', 'RRSIG', 'NSEC')]);
  expect(await validate(proven)).toEqual({ status: 'insecure', reason: 'test proves that example.test is not signed' });
  expect(await validate(unsigned().set('example.test', typeCode.DS, []))).toMatchObject({ status: 'indeterminate' });
});

test('an alias is as good as what it leads to', async () => {
  const zones = world()
    .add(own, cname('alias.example.test', 'www.example.test'))
    .set('alias.example.test', 1, [
      cname('alias.example.test', 'www.example.test'),
      signature([cname('alias.example.test', 'www.example.test')], own),
    ]);
  zones.set('alias.example.test', typeCode.DS, [cname('alias.example.test', 'www.example.test')]);
  expect(await validate(zones, 'alias.example.test')).toMatchObject({ status: 'secure' });
  zones.set('www.example.test', 1, [address('www.example.test')]);
  expect(await validate(zones, 'alias.example.test')).toMatchObject({ status: 'bogus' });
});

test('an alias that follows from a signed DNAME needs no signature of its own', async () => {
  const dname = record('old.example.test', 'DNAME', nameToWire('example.test'));
  const zones = world()
    .deny(own, 'old.example.test', 'DS', [nsec('old.example.test', 'www.example.test', 'DNAME')])
    .set('www.old.example.test', 1, [dname, signature([dname], own), cname('www.old.example.test', 'www.example.test')])
    .set('www.old.example.test', typeCode.DS, [
      dname,
      signature([dname], own),
      cname('www.old.example.test', 'www.example.test'),
    ]);
  expect(await validate(zones, 'www.old.example.test')).toMatchObject({ status: 'secure' });
  zones.set('www.old.example.test', 1, [dname, signature([dname], own), cname('www.old.example.test', 'evil.test')]);
  expect(await validate(zones, 'www.old.example.test')).toMatchObject({ status: 'bogus' });
});

test('aliases in a circle, or over more names than anybody follows, come to an end', async () => {
  const zones = world();
  const names = Array.from({ length: 30 }, (_, at) => `n${at}.example.test`);
  for (const [at, name] of names.entries()) {
    const alias = cname(name, names[at + 1] ?? 'n0.example.test');
    zones.set(name, 1, [alias, signature([alias], own)]).set(name, typeCode.DS, [alias]);
  }
  expect(await validate(zones, 'n0.example.test')).toMatchObject({ status: 'indeterminate' });
});

test('hundreds of keys with one tag and hundreds of signatures cost a bounded number of verifications (CVE-2023-50387)', async () => {
  const zones = world();
  const key = own.record.rdata;
  // The tag is a sum: octets that change places two apart keep it.
  const alike = Array.from({ length: 300 }, (_, at) => {
    const rdata = Uint8Array.from(key);
    const [one, other] = [4 + 2 * (at % 14), 6 + 2 * (at % 14)];
    [rdata[one], rdata[other]] = [rdata[other] ?? 0, rdata[one] ?? 0];
    return record('example.test', 'DNSKEY', rdata);
  });
  const target = [address('www.example.test', 66)];
  const wrong = signature([address('www.example.test')], own);
  zones.set('example.test', typeCode.DNSKEY, [own.record, ...alike, signature([own.record, ...alike], own)]);
  zones.set('www.example.test', 1, [...target, ...Array.from({ length: 500 }, () => wrong)]);
  let verified = 0;
  const counting: DnssecCrypto = {
    ...dnssecCrypto,
    verify: (...input) => ((verified += 1), dnssecCrypto.verify(...input)),
  };
  expect(await validate(zones, 'www.example.test', counting)).toMatchObject({ status: 'bogus' });
  expect(verified).toBeLessThan(50);
});

test('a zone whose algorithm cannot be verified here counts as unsigned, and not as wrongly signed', async () => {
  const ds = dsOf(own);
  const unknown = Uint8Array.from(ds.rdata);
  unknown[2] = 250;
  expect(await validate(world().add(top, { ...ds, rdata: unknown }))).toMatchObject({
    status: 'insecure',
    reason: 'the DS records of example.test have only algorithms that are not known here',
  });
  expect(dnssecCrypto.algorithms).toEqual(new Set([8, 10, 13, 14, 15]));
});

test('without an anchor, with an anchor of another world, and where nobody answers, nothing is claimed', async () => {
  const { ask } = world();
  const stranger = new DnssecValidator({ ask, primitives: dnssecCrypto, anchors: rootAnchors, now });
  expect(await stranger.validate('www.example.test', typeCode.A)).toMatchObject({
    status: 'indeterminate',
    reason: expect.stringContaining('the trust anchor of the root does not fit what is answered here') as string,
  });
  const elsewhere = new DnssecValidator({
    ask,
    primitives: dnssecCrypto,
    anchors: [{ ...anchorOf(root), zone: 'other' }],
    now,
  });
  expect(await elsewhere.validate('www.example.test', typeCode.A)).toMatchObject({ status: 'indeterminate' });
  expect(await validate(new SignedZones())).toMatchObject({ status: 'indeterminate' });
  expect(await validate(world().set('www.example.test', 1, [], [], 'SERVFAIL'))).toMatchObject({
    status: 'indeterminate',
    reason: 'the question for A of www.example.test was answered with SERVFAIL',
  });
});

test('records that cannot be read are as good as none', async () => {
  const zones = world();
  const short = (type: 'DNSKEY' | 'DS' | 'RRSIG' | 'NSEC') => record('example.test', type, Uint8Array.from([1]));
  zones.set('example.test', typeCode.DNSKEY, [short('DNSKEY'), short('RRSIG')]);
  expect(await validate(zones)).toMatchObject({ status: 'bogus' });
  zones.set('example.test', typeCode.DS, [], [short('NSEC'), signature([short('NSEC')], top)]);
  expect(await validate(zones)).toMatchObject({ status: 'bogus' });
});

test('trust anchors are read as DS records write them', () => {
  const text = '. IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D';
  expect(parseTrustAnchor(text)).toEqual(rootAnchors[0]);
  expect(parseTrustAnchor(`example.com. 1 13 2 ${'ab'.repeat(32)}`)).toMatchObject({ zone: 'example.com', keyTag: 1 });
  for (const wrong of [
    '',
    '.',
    '. 1 13 2',
    '. 1 13 2 xyz',
    `. a 13 2 ${'ab'.repeat(32)}`,
    `a..b 1 13 2 ${'ab'.repeat(32)}`,
  ]) {
    expect(parseTrustAnchor(wrong)).toBeNull();
  }
  expect(anchorsWith([anchorOf(own)])).toEqual([anchorOf(own), ...rootAnchors]);
  expect(anchorsWith([anchorOf(root)])).toEqual([anchorOf(root)]);
});
