import { describe, expect, it } from 'vitest';
import { evidenceDocument } from '../../../src/core/domain/evidence-document.ts';
import type { DomainObservations } from '../../../src/core/domain/observations.ts';
import {
  answer,
  authority,
  handshake,
  healthy,
  home,
  hop,
  intent,
  judged,
  leaf,
  noPage,
  noTls,
  other,
  page,
  replaced,
  silence,
} from '../judge/recorded.ts';

const host = 'www.example.com';
const meant = intent(host, { addresses: [home] });
const documentOf = (observations: DomainObservations) => evidenceDocument(meant, judged(meant, observations), null);

describe('the evidence of a domain', () => {
  const lines = documentOf({
    ...healthy(host),
    dns: replaced(healthy(host).dns, answer(host, 'A', [`${host} A ${home}`]), silence(host, 'A', 'timeout', other)),
    tls: [
      handshake(host, home, [leaf({ names: [host] }), authority('YE1', 'Root YE')]),
      noTls(host, '2001:db8::1', 'refused'),
    ],
    http: [
      noPage(host, home, 'refused'),
      page(host, home, 404, { hops: [hop(host, home, 301, { location: 'https://www.example.com/' })] }),
    ],
  });
  const text = lines.join('\n');

  it('says what was asked, of whom, when and what was answered', () => {
    expect(text).toContain(
      '2026-11-25T12:00:00.000Z from web-1, 3 ms  system 192.0.2.53 by udp: NOERROR; www.example.com 30 A 203.0.113.10',
    );
    expect(text).toContain('configured 198.51.100.53: no answer, timeout (no answer)');
    expect(text).toContain(
      'www.example.com at 2001:db8::1 port 443\n    2026-11-25T12:00:00.000Z from web-1, 3 ms  failed, refused: no handshake',
    );
    expect(text).toContain('HTTP 301 in 3 ms, leads to https://www.example.com/, Server: nginx/1.22.1');
    expect(text).toContain('certificate 2 of 2, as sent');
  });

  it('says what was made of it, the cause first', () => {
    expect(lines[0]).toMatch(/^www\.example\.com: /);
    expect(text.indexOf('ERROR Port 80 refuses connections')).toBeGreaterThan(0);
    expect(text).toContain('To do: Start the web server');
    expect(text).toContain('www.example.com: DNS valid: A 203.0.113.10');
    expect(text).toContain('Seen from one place. A CA looks from several');
  });

  it('holds parts that have no form of their own', () => {
    const later = { ...healthy(host), somethingNew: [{ server: 'a', count: 2, list: [] }, { server: null }] };
    expect(documentOf(later).slice(-6)).toEqual([
      '',
      'somethingNew',
      '  - server: a',
      '    count: 2',
      '    list: none',
      '  - server: not known',
    ]);
  });

  it('is text alone, whatever peers send', () => {
    const evil = '\u001b[2J\u202e\n\u0007[x](command:a)\u2028';
    const hostile = {
      ...healthy(host),
      dns: replaced(healthy(host).dns, answer(host, 'CNAME', [`${host} CNAME ${evil}`])),
      tls: [handshake(host, home, [{ ...leaf({ names: [host, evil] }), subject: evil, issuer: evil }])],
      http: [
        page(host, home, 200, {
          body: evil.repeat(50),
          server: evil,
          hops: [hop(host, home, 302, { location: evil, server: evil })],
        }),
      ],
      later: { [evil]: evil },
    };
    for (const line of documentOf(hostile)) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});
