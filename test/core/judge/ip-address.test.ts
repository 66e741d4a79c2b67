import { describe, expect, it } from 'vitest';
import type { DomainObservations } from '../../../src/core/domain/observations.ts';
import type { HostObservation } from '../../../src/core/host/host-observation.ts';
import type { Site } from '../../../src/core/host/site.ts';
import { reportDomain } from '../../../src/core/judge/judge-domain.ts';
import { readRecordings, recordingFile, recordingOf, replay } from '../../../src/core/judge/recording.ts';
import { caOf } from '../../../src/core/acme/ca-facts.ts';
import { explainFindings } from '../../../src/core/judge/explain-findings.ts';
import { handshake, healthy, home, intent, judged, leaf, noPage, noTls, now, page, said } from './recorded.ts';

// RFC 8738: a certificate for an IP address.

const address = '198.41.0.4';
const sixth = '2001:503:ba3e::2:30';

function seen(host: string, changes: Partial<DomainObservations> = {}): DomainObservations {
  return {
    dns: [],
    tls: [handshake(host, host, [leaf({ names: [host], from: -2, until: 4 })])],
    http: [page(host, host, 404)],
    publicSuffixes: [],
    ...changes,
  };
}

describe('an IP address that a certificate is for', () => {
  it.each([address, sixth])('%s is healthy without any word of DNS', (host) => {
    const report = judged(intent(host), seen(host));
    expect([report.ssl, said(report)]).toEqual(['active', []]);
    expect(report.names).toEqual([{ name: host, dns: 'not-needed', expected: [], found: [] }]);
  });

  it('is held by the address in the certificate alone, not by a name that looks like it', () => {
    const forName = leaf({ names: ['www.example.com'], commonName: address });
    expect(said(judged(intent(address), seen(address, { tls: [handshake(address, address, [forName])] })))).toContain(
      'cert-hostname',
    );
    const both = leaf({ names: ['www.example.com', address], from: -2, until: 4 });
    expect(judged(intent(address), seen(address, { tls: [handshake(address, address, [both])] })).ssl).toBe('active');
  });

  it.each(['dns-01', 'dns-account-01', 'dns-persist-01'] as const)('cannot be validated by %s', (method) => {
    const report = judged(intent(address, { method }), seen(address, { http: [] }));
    expect(said(report)).toEqual(['challenge-type-unavailable']);
    expect(report.findings[0]?.message).toContain('only be validated by http-01 or tls-alpn-01');
  });

  it.each(['10.0.0.5', '203.0.113.10', 'fd00::1', '::1'])('%s is no public one, and was not looked at', (host) => {
    const refused = seen(host, {
      tls: [noTls(host, host, 'address-not-allowed')],
      http: [noPage(host, host, 'address-not-allowed')],
    });
    const report = judged(intent(host), refused);
    expect(said(report)).toEqual(['rejected-identifier']);
    expect(report.ssl).toBe('unknown');
  });

  it('is taken in a house where a CA of its own has issued', () => {
    expect(said(judged(intent('10.0.0.5'), seen('10.0.0.5')))).toEqual(['rejected-identifier (info)']);
    const expired = [handshake('10.0.0.5', '10.0.0.5', [leaf({ names: ['10.0.0.5'], until: -1 })])];
    expect(said(judged(intent('10.0.0.5'), seen('10.0.0.5', { tls: expired })))).toEqual([
      'rejected-identifier',
      'cert-expired',
    ]);
  });

  it("is told the profile that Let's Encrypt wants, as long as no certificate is served well", () => {
    const nothing = seen(address, { tls: [noTls(address, address, 'refused')] });
    const report = judged(intent(address), nothing);
    expect(said(report)).toContain('profile-invalid (info)');
    expect(report.findings.find(({ problem }) => problem === 'profile-invalid')?.message).toContain('shortlived');
    const circumstances = { startedAt: now, now, vantage: 'web-1', ca: caOf('https://ca.example.net/dir') };
    expect(said(reportDomain(intent(address), nothing, circumstances))).not.toContain('profile-invalid (info)');
    const refusing = { ...circumstances, ca: caOf('https://acme.zerossl.com/v2/DV90') };
    expect(said(reportDomain(intent(address), nothing, refusing))).toContain('rejected-identifier');
  });

  it('is of no matter to the addresses that the names beside it should have', () => {
    const both = intent([address, 'www.example.com'], { addresses: ['198.41.0.5'] });
    expect(said(judged(both, seen(address)))).not.toContain('dns-wrong-ip');
  });

  it('explains nothing of a name beside it', () => {
    const both = intent([address, 'www.example.com'], { method: 'dns-01' });
    const beside = { ...healthy('www.example.com'), dns: [], tls: [noTls('www.example.com', home, 'refused')] };
    const report = judged(both, { ...beside, http: [], tls: [...seen(address).tls, ...beside.tls] });
    const causes = explainFindings(report.findings).map(({ finding }) => finding.subject);
    expect(causes).toEqual(expect.arrayContaining([address]));
    expect(
      explainFindings(report.findings).flatMap(({ finding, consequences }) =>
        finding.subject === address ? consequences : [],
      ),
    ).toEqual([]);
  });

  it('is answered by the default site of the server itself, and none has to be named after it', () => {
    const listens = [{ address: '*', port: 443, ssl: true, defaultServer: true }];
    const site: Site = {
      ...{ software: 'nginx', file: '/etc/nginx/nginx.conf', line: 1, names: ['_'], listens },
      ...{ certificates: [], keys: [], automatic: false, root: null },
    };
    const host: HostObservation = {
      ...{ system: 'Debian', addresses: [address], files: [], lineages: [], renewers: [], disks: [], unseen: [] },
      listeners: [{ address: '0.0.0.0', port: 443, program: 'nginx' }],
      servers: [
        {
          ...{ software: 'nginx', program: '/usr/sbin/nginx', configFile: site.file, running: true, sites: [site] },
          ...{ disabled: [], brokenLinks: [], test: null, syntax: null },
        },
      ],
    };
    expect(said(judged(intent(address), seen(address, { host })))).not.toContain('nginx-no-matching-vhost');
    const named = { ...healthy('www.example.com', [address]), host };
    expect(said(judged(intent('www.example.com'), named)).join()).toContain('nginx-no-matching-vhost');
  });

  it('is recorded and judged again', () => {
    const report = judged(intent(sixth), seen(sixth));
    const [again] = readRecordings(JSON.stringify(recordingFile([recordingOf(intent(sixth), report)])));
    expect(again && replay(again)).toEqual(report);
  });
});
