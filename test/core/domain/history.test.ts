import { describe, expect, it } from 'vitest';
import { changeText } from '../../../src/core/domain/changes.ts';
import {
  afterCheck,
  changesSinceGood,
  historyText,
  longestHistory,
  noHistory,
  readHistory,
} from '../../../src/core/domain/history.ts';
import type { HostObservation } from '../../../src/core/host/host-observation.ts';
import type { WebServer } from '../../../src/core/host/web-server.ts';
import type { DomainObservations } from '../../../src/core/domain/observations.ts';
import {
  answer,
  authority,
  handshake,
  healthy,
  home,
  intent,
  judged,
  leaf,
  noPage,
  replaced,
  silence,
  zone,
} from '../judge/recorded.ts';

const host = 'example.com';
const well = healthy(host);
const good = judged(intent(host), well);
const history = afterCheck(noHistory, good);
const since = (observations: DomainObservations) =>
  changesSinceGood(history, judged(intent(host), observations))?.changes.map(changeText);
const broken = { ...well, http: [noPage(host, home, 'refused')] };

const machine = (change: Partial<HostObservation>): HostObservation => ({
  system: 'Debian',
  addresses: [home],
  listeners: [{ address: '0.0.0.0', port: 80, program: 'nginx' }],
  servers: [],
  files: [],
  lineages: [],
  renewers: [],
  disks: [],
  unseen: [],
  ...change,
});
const nginx = (...names: readonly string[]): WebServer => ({
  software: 'nginx',
  program: '/usr/sbin/nginx',
  configFile: '/etc/nginx/nginx.conf',
  running: true,
  sites: names.map((name, index) => ({
    software: 'nginx',
    file: '/etc/nginx/sites-enabled/default',
    line: index + 1,
    names: [name],
    listens: [{ address: '*', port: 80, ssl: false, defaultServer: false }],
    certificates: [],
    keys: [],
    automatic: false,
    root: null,
  })),
  disabled: [],
  brokenLinks: [],
  test: null,
  syntax: null,
});

describe('what changed since a domain was well', () => {
  it('is nothing where only the trouble itself is new', () => {
    expect(good.findings).toEqual([]);
    expect(since(broken)).toEqual([]);
  });

  it('is told of no domain that is well, and of none that never was', () => {
    expect(changesSinceGood(history, good)).toBeNull();
    expect(changesSinceGood(noHistory, judged(intent(host), broken))).toBeNull();
  });

  it('names records with what they were', () => {
    const dns = replaced(
      well.dns,
      answer(host, 'A', [`${host} A 203.0.113.9`]),
      answer(host, 'CAA', [`${host} CAA 0 issue "other.example"`.replaceAll('"', '') as never]),
    );
    expect(since({ ...broken, dns })).toEqual([
      'A example.com: 203.0.113.9, was 203.0.113.10',
      'CAA example.com: 0 issue "other.example", was nothing',
    ]);
  });

  it('names issuer, certificate and chain at each address', () => {
    const other = { ...leaf({ issuer: 'CN=R9,O=Other CA' }), serialNumber: '0B' };
    expect(since({ ...broken, tls: [handshake(host, home, [other, authority('R9', 'Root')])] })).toEqual([
      "issuer, example.com at 203.0.113.10: CN=R9,O=Other CA, was CN=YE1,O=Let's Encrypt,C=US",
      'certificate, example.com at 203.0.113.10: serial 0B, until 2027-01-25, was serial 04A1, until 2027-01-25',
      "chain, example.com at 203.0.113.10: CN=R9, was CN=YE1,O=Let's Encrypt,C=US",
    ]);
  });

  it('names who listens and which server blocks came and went', () => {
    const before = afterCheck(
      noHistory,
      judged(intent(host), { ...well, host: machine({ servers: [nginx('example.com', 'a')] }) }),
    );
    expect(before.good).not.toBeNull();
    const now = machine({
      listeners: [{ address: '::', port: 80, program: 'apache2' }],
      servers: [nginx('example.com', 'c')],
    });
    const changes = changesSinceGood(before, judged(intent(host), { ...broken, host: now }))?.changes.map(changeText);
    expect(changes).toEqual([
      'machine, who listens: apache2 at [::]:80, was nginx at 0.0.0.0:80',
      'machine, sites of the web server: c on *:80 with no certificate (/etc/nginx/sites-enabled/default), was a on *:80 with no certificate (/etc/nginx/sites-enabled/default)',
    ]);
  });

  it('takes silence for no change', () => {
    expect(
      since({
        ...broken,
        dns: zone(host).map(({ question }) => silence(question.name, question.type, 'timeout')),
        tls: [],
      }),
    ).toEqual([]);
  });
});

describe('the history of a domain', () => {
  it('keeps the last good state while the domain is in trouble', () => {
    const later = afterCheck(history, judged(intent(host), broken));
    expect(later.good).toEqual(history.good);
    expect(later.seen).toHaveLength(1);
  });

  it('keeps ten states at most, and a repeated one once', () => {
    let kept = noHistory;
    for (let index = 0; index < 40; index++) {
      const address = `203.0.113.${Math.floor(index / 2)}`;
      kept = afterCheck(kept, judged(intent(host), healthy(host, [address])));
    }
    expect(kept.seen).toHaveLength(10);
    expect(kept.seen[0]?.records['A example.com']).toEqual(['203.0.113.19']);
    expect(kept.seen[9]?.records['A example.com']).toEqual(['203.0.113.10']);
  });

  it('is the same when it was written and read', () => {
    expect(readHistory(historyText(history))).toEqual(history);
  });

  it('stays within its bytes, whatever the answers hold', () => {
    const records = Array.from({ length: 90 }, (_, index) => `${host} NS ${`\u202e${index}`.repeat(120)}` as const);
    const names = Array.from({ length: 60 }, (_, index) => `n${index}.example.com`);
    const dns = names.map((name) => answer(name, 'NS', records as never));
    const kept = afterCheck(
      noHistory,
      judged(intent(host), { ...well, dns: [...well.dns, ...dns.map((one) => ({ ...one }))] }),
    );
    expect(historyText(kept).length).toBeLessThanOrEqual(longestHistory);
    expect(readHistory(historyText(kept))).not.toBeNull();
  });

  it('is not read from what is none', () => {
    const text = historyText(history);
    expect(readHistory('')).toBeNull();
    expect(readHistory('[]')).toBeNull();
    expect(readHistory('{"version":2,"good":null,"seen":[]}')).toBeNull();
    expect(readHistory('{"version":1,"good":null,"seen":[{}]}')).toBeNull();
    expect(readHistory(text.replace('203.0.113.10', '\\u001b[2J'))).toBeNull();
    expect(readHistory(text.replace(/"at":"[^"]+"/, '"at":"tomorrow"'))).toBeNull();
    expect(readHistory(' '.repeat(longestHistory + 1))).toBeNull();
    expect(
      readHistory(
        '{"version":1,"good":{"at":"2026-11-25T11:59:59.200Z","records":{"__proto__":5},"served":{},"listeners":null,"sites":null},"seen":[]}',
      ),
    ).toBeNull();
  });
});
