import { describe, expect, it } from 'vitest';
import { readCertificateList, readHaproxy } from '../../../src/core/host/haproxy-config.ts';

const read = (text: string) => readHaproxy([{ file: 'haproxy.cfg', text }]);

describe("a configuration of HAProxy's", () => {
  it('holds the listeners of frontends and their certificates, and nothing of backends', () => {
    const { binds, certificateFolder } = read(`global
    crt-base /etc/haproxy/certs
defaults
    mode http
frontend web
    bind *:80,[::]:80
    bind :443 ssl crt "my site.pem" crt other.pem strict-sni alpn h2 # bind :1 ssl
    bind /run/haproxy.sock
    bind ipv6@2001:db8::1:8443-8444 ssl crt-list list.txt
backend app
    bind :9
listen stats
    bind 127.0.0.1:8404
`);
    expect(certificateFolder).toBe('/etc/haproxy/certs');
    expect(
      binds.map(({ line, listens }) => [line, ...listens.map(({ address, port, ssl }) => [address, port, ssl])]),
    ).toEqual([
      [6, ['*', 80, false], ['[::]', 80, false]],
      [7, ['*', 443, true]],
      [8, ['unix:/run/haproxy.sock', 0, false]],
      [9, ['[2001:db8::1]', 8443, true], ['[2001:db8::1]', 8444, true]],
      [13, ['127.0.0.1', 8404, false]],
    ]);
    expect(binds[1]).toMatchObject({ certificates: ['my site.pem', 'other.pem'], lists: [] });
    expect(binds[1]?.listens[0]?.defaultServer).toBe(false);
    expect(binds[3]).toMatchObject({ certificates: [], lists: ['list.txt'] });
  });

  it('takes quotes and backslashes as HAProxy does', () => {
    const words = read(String.raw`listen a
      bind :443 ssl crt 'a\b "c".pem' crt d\ e.pem`).binds[0]?.certificates;
    expect(words).toEqual([String.raw`a\b "c".pem`, 'd e.pem']);
  });

  it('may name its certificates in a list, with the names for which each is offered', () => {
    expect(
      readCertificateList('# all\nown.pem\nwild.pem [alpn h2 ssl-min-ver TLSv1.2] *.example.com !www.example.com\n\n'),
    ).toEqual([
      { certificate: 'own.pem', names: [] },
      { certificate: 'wild.pem', names: ['*.example.com'] },
    ]);
  });
});
