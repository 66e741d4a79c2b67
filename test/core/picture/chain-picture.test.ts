import { describe, expect, test } from 'vitest';
import type { CertificateFacts } from '../../../src/core/certificate/facts.ts';
import type { TlsObservation, TrustPath } from '../../../src/core/certificate/handshake.ts';
import { chainPicture } from '../../../src/core/picture/chain-picture.ts';
import { at, leaf, observing, shown } from '../playbook/recorded-report.ts';

const name = 'example.com';
const server: CertificateFacts = { ...leaf('02'), names: [{ kind: 'dns', value: name }] };
const basicConstraints = { ca: true, pathLength: null };
const intermediate: CertificateFacts = {
  ...leaf('0A'),
  ...{ subject: "C=US, O=Let's Encrypt, CN=YE1", commonName: 'YE1', issuer: 'C=US, O=ISRG, CN=Root YE', ca: true },
  extensions: { ...server.extensions, basicConstraints },
};
const root: CertificateFacts = {
  ...intermediate,
  ...{ subject: 'C=US, O=ISRG, CN=Root YE', commonName: 'Root YE', issuer: 'C=US, O=ISRG, CN=Root YE' },
  ...{ selfSigned: true, serialNumber: '0B', fingerprint: 'F0B' },
};
const trusted: TrustPath = { kind: 'trusted', store: 'mozilla', anchor: root, via: ['F02', 'F0A'] };

function seen(chain: readonly CertificateFacts[], path: TrustPath, more: object = {}): TlsObservation {
  return {
    ...shown(name, '02'),
    outcome: { kind: 'handshake', protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', chain, path, ...more },
  };
}

/** `role label: detail (state)` of each certificate of the first chain. */
function links(tls: readonly TlsObservation[]): readonly string[] {
  const [first] = chainPicture(observing({ tls }))?.chains ?? [];
  return (first?.links ?? []).map(({ role, label, detail, state }) => `${role} ${label}: ${detail} (${state})`);
}

describe('the chain of certificates', () => {
  test('leads from the server’s own over what was sent to the root that a store holds', () => {
    expect(links([seen([server, intermediate], trusted)])).toEqual([
      'server example.com: until 2027-02-23 (fine)',
      'intermediate YE1: until 2027-02-23 (fine)',
      "root Root YE: trusted: Mozilla's store (fine)",
    ]);
  });

  test('shows the certificate that was not sent, by the name that the server’s own gives it', () => {
    const path: TrustPath = { kind: 'untrusted', reason: 'issuer-not-sent', at: server.subject };
    expect(links([seen([server], path)])).toEqual([
      'server example.com: until 2027-02-23 (fine)',
      'intermediate YE1: not sent (missing)',
      'root root: not seen (unknown)',
    ]);
  });

  test('shows with what could be fetched whether only that is missing', () => {
    const path: TrustPath = { kind: 'untrusted', reason: 'issuer-not-sent', at: server.subject };
    const fetchedIssuers = { asked: [], certificates: [intermediate], path: trusted };
    expect(links([seen([server], path, { fetchedIssuers })]).slice(1)).toEqual([
      'intermediate YE1: not sent (missing)',
      "root Root YE: trusted: Mozilla's store (fine)",
    ]);
  });

  test('marks the certificate that has expired, wherever it stands', () => {
    const old = { ...intermediate, notAfter: '2026-11-01T00:00:00.000Z' };
    expect(links([seen([server, old], trusted)])[1]).toBe('intermediate YE1: expired 2026-11-01 (problem)');
  });

  test('marks one that signed itself, and one that is for another name', () => {
    const own = { ...server, selfSigned: true, issuer: server.subject };
    const path: TrustPath = { kind: 'untrusted', reason: 'self-signed', at: own.subject };
    expect(links([seen([own], path)])).toEqual(['server example.com: signed by itself (problem)']);
    const other = { ...server, names: [{ kind: 'dns' as const, value: 'other.example' }] };
    expect(links([seen([other, intermediate], trusted)])[0]).toBe('server example.com: not for example.com (problem)');
  });

  test('tells of a root that no store knows', () => {
    const path: TrustPath = { kind: 'untrusted', reason: 'unknown-root', at: root.subject };
    expect(links([seen([server, intermediate, root], path)]).at(-1)).toBe('root Root YE: no store knows it (problem)');
  });

  test('puts addresses together that show the same, and sets apart those that differ or show nothing', () => {
    const path: TrustPath = { kind: 'untrusted', reason: 'issuer-not-sent', at: server.subject };
    const good = seen([server, intermediate], trusted);
    const picture = chainPicture(
      observing({
        tls: [
          good,
          { ...good, address: '203.0.113.11' },
          { ...seen([server], path), address: '2001:db8::1' },
          {
            ...good,
            address: '203.0.113.12',
            outcome: { kind: 'failed', reason: 'refused', text: 'connect ECONNREFUSED 203.0.113.12:443' },
          },
        ],
      }),
    );
    expect(picture?.chains.map(({ at: places, mark, words }) => [places.length, mark, words])).toEqual([
      [2, 'fine', 'active · 89 days'],
      [1, 'problem', 'chain incomplete'],
      [1, 'unknown', 'connection refused'],
    ]);
    expect(picture?.text).toContain(
      'example.com at 2001:db8::1: chain incomplete; example.com (until 2027-02-23), then YE1 (not sent)',
    );
  });

  test('goes round no circle, and shows nothing of what a certificate hides', () => {
    const one = { ...intermediate, issuer: 'CN=two', subject: 'CN=one', commonName: 'one\u202e\u0007' };
    const two = { ...intermediate, issuer: 'CN=one', subject: 'CN=two', commonName: 'two', fingerprint: 'F0C' };
    const path: TrustPath = { kind: 'untrusted', reason: 'circle', at: 'CN=two' };
    const drawn = links([seen([{ ...server, issuer: 'CN=one' }, one, two], path)]);
    expect(drawn).toHaveLength(5);
    expect(drawn[1]).toContain(String.raw`one\u{202e}\u{7}`);
  });

  test('is not drawn where nobody looked', () => {
    expect(chainPicture({ ...observing({ tls: [] }), at })).toBeNull();
  });
});
