import { describe, expect, test } from 'vitest';
import { recordsPicture } from '../../../src/core/picture/records-picture.ts';
import { fetched, healthy, observing, refused, status, wrongAddress } from '../playbook/recorded-report.ts';

describe('names, records and servers', () => {
  test('the name that needs somebody stands first, with what is there and what should be', () => {
    const picture = recordsPicture('addresses', wrongAddress);
    expect(picture?.names.map(({ name, mark }) => [name, mark])).toEqual([
      ['www.example.com', 'problem'],
      ['example.com', 'fine'],
    ]);
    expect(picture?.names[0]?.records.map(({ value, state }) => [value, state])).toEqual([
      ['203.0.113.9', 'wrong'],
      ['203.0.113.10', 'missing'],
    ]);
    expect(picture?.text).toContain(
      'www.example.com, wrong: A 203.0.113.9 (not expected), which was not looked at; A 203.0.113.10 (missing).',
    );
  });

  test('says what answers behind an address, and where nothing does', () => {
    const servers = (report = healthy): unknown[] =>
      (recordsPicture('addresses', report)?.names ?? []).flatMap(({ records }) =>
        records.map(({ server }) => server?.words),
      );
    expect(servers()).toEqual(['answers over HTTP and TLS', 'answers over HTTP and TLS']);
    const http = healthy.names.map(({ name }) => fetched(name, refused));
    expect(servers(observing({ http, tls: [] }))).toEqual(['does not answer', 'does not answer']);
  });

  test('what nobody could ask for is not called missing', () => {
    const names = [status('example.com', { dns: 'unknown', found: [] })];
    expect(recordsPicture('addresses', { ...healthy, names })).toBeNull();
  });

  test('without an expectation a record is only there', () => {
    const names = [status('example.com', { expected: [] })];
    expect(recordsPicture('addresses', { ...healthy, names })?.names[0]?.records[0]).toMatchObject({ state: 'extra' });
  });

  test('shows where validation is handed on, with what stands beside it', () => {
    const names = [
      status('*.example.com', {
        dns: 'duplicate',
        expected: ['CNAME a.example.net'],
        found: ['CNAME a.example.net', 'TXT left\u202eover'],
      }),
    ];
    const [name] = recordsPicture('delegation', { ...healthy, names })?.names ?? [];
    expect(name?.name).toBe('_acme-challenge.example.com');
    expect(name?.records.map(({ type, value, state }) => [type, value, state])).toEqual([
      ['CNAME', 'a.example.net', 'expected'],
      ['TXT', String.raw`left\u{202e}over`, 'wrong'],
    ]);
    expect(recordsPicture('delegation', healthy)).toBeNull();
  });

  test('of very many names some are drawn, and the rest is counted', () => {
    const names = Array.from({ length: 40 }, (_, index) => status(`n${index}.example.com`));
    expect(recordsPicture('addresses', { ...healthy, names })).toMatchObject({ left: 28 });
  });
});
