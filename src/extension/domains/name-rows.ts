import type { ChallengeFetch } from '../../core/acme/challenge-fetch.ts';
import { isWorking, type ZoneObservation } from '../../core/dns/authority.ts';
import { resolveName } from '../../core/dns/name-resolution.ts';
import type { TlsObservation } from '../../core/certificate/handshake.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { dnsWords, type DnsStatus, type NameStatus } from '../../core/domain/status.ts';
import type { MarkdownLine } from '../plain-markdown.ts';
import { badIcon, blue, counted, goodIcon, rowOf, unknownIcon, type Icon, type Row } from './row.ts';

const dnsIcons: Readonly<Record<DnsStatus, Icon>> = {
  valid: goodIcon,
  pending: { id: 'sync', color: blue },
  missing: badIcon,
  wrong: badIcon,
  duplicate: badIcon,
  error: badIcon,
  unknown: unknownIcon,
  'not-needed': goodIcon,
};

/** The names of the domain with their DNS status, and below each its addresses. */
export function namesRow(id: string, { names, observations }: DomainReport): Row {
  const counts = new Map<DnsStatus, number>();
  for (const { dns } of names) counts.set(dns, (counts.get(dns) ?? 0) + 1);
  const worst = names.find(({ dns }) => dns !== 'valid' && dns !== 'not-needed')?.dns ?? 'valid';
  return rowOf(
    {
      id: `${id}:names`,
      label: 'Names',
      description: [...counts]
        .map(([status, count]) =>
          status === 'not-needed' ? counted(count, 'IP address', 'IP addresses') : `${count} ${status}`,
        )
        .join(', '),
      icon: { ...dnsIcons[worst], id: 'globe' },
      contextValue: 'all-names',
      fold: worst === 'valid' ? 'collapsed' : 'expanded',
    },
    () => names.map((name) => nameRow(id, name, observations)),
  );
}

function nameRow(id: string, status: NameStatus, observations: DomainReport['observations']): Row {
  const { name, dns, expected, found, why = 'not seen' } = status;
  const instead: Partial<Record<DnsStatus, string>> = {
    'not-needed': 'an IP address, without DNS and CAA',
    unknown: why,
  };
  const has = found.join(', ') || (instead[dns] ?? 'no record');
  const isPlain = dns === 'valid' || dns === 'not-needed';
  const differs = !isPlain && expected.length > 0;
  const ascii = name.replace(/^\*\./, '');
  const { addresses } = resolveName(observations.dns, ascii);
  const looks = addresses.map((address) => ({
    address,
    tls: observations.tls.filter((one) => one.address === address && one.serverName === ascii),
    http: observations.http.filter((one) => one.address === address && one.name === ascii),
  }));
  return rowOf(
    {
      id: `${id}:name:${name}`,
      label: name,
      description: `${isPlain ? '' : `${dns} · `}${has}${differs ? `, expected ${expected.join(', ')}` : ''}`,
      icon: dnsIcons[dns],
      accessible:
        dns === 'not-needed' || found.length === 0
          ? `${name}: ${dnsWords(status)}.`
          : `${name}: DNS ${dns}. Found ${has}.${differs ? ` Expected ${expected.join(', ')}.` : ''}`,
      tooltip: [
        { kind: 'heading', text: dns === 'not-needed' ? name : `${name}: DNS ${dns}` },
        { kind: 'text', text: dns === 'not-needed' || dns === 'unknown' ? dnsWords(status) : 'Found' },
        ...(dns === 'not-needed' || dns === 'unknown' ? found : found.length > 0 ? found : [has]).map(
          (text): MarkdownLine => ({
            kind: 'quote',
            text,
          }),
        ),
        ...(expected.length > 0 ? [{ kind: 'text' as const, text: 'Expected' }] : []),
        ...expected.map((text): MarkdownLine => ({ kind: 'quote', text })),
      ],
      contextValue: differs ? 'name.expected' : 'name',
      sight: { look: 'name', name: ascii },
    },
    looks.length === 0 ? null : () => looks.map((look) => addressRow(`${id}:name:${name}`, ascii, look)),
  );
}

interface Looks {
  readonly address: string;
  readonly tls: readonly TlsObservation[];
  readonly http: readonly ChallengeFetch[];
}

function addressRow(id: string, name: string, { address, tls, http }: Looks): Row {
  const parts = [...http.map(httpWords), ...tls.map(tlsWords)];
  const failed = [...tls, ...http].some(({ outcome }) => outcome.kind === 'failed');
  const seen = parts.length > 0;
  return rowOf({
    id: `${id}:address:${address}`,
    label: address,
    description: seen ? parts.join(' · ') : 'not looked at',
    icon: seen ? (failed ? badIcon : goodIcon) : unknownIcon,
    tooltip: [
      { kind: 'heading', text: `${name} at ${address}` },
      ...[...http, ...tls].map(({ outcome, seen: { at, from, ms } }): MarkdownLine => {
        const what = outcome.kind === 'failed' ? `${outcome.reason}: ${outcome.text}` : outcome.kind;
        return { kind: 'quote', text: `${what} (${at}, from ${from}, ${ms} ms)` };
      }),
    ],
    contextValue: 'address',
    sight: { look: 'address', name, address },
  });
}

function httpWords({ outcome }: ChallengeFetch): string {
  return `HTTP ${outcome.kind === 'response' ? String(outcome.status) : outcome.reason}`;
}

function tlsWords({ outcome, port, startTls }: TlsObservation): string {
  const what = startTls === undefined ? 'TLS' : `${startTls} ${port}`;
  if (outcome.kind === 'failed') return `${what} ${outcome.reason}`;
  return outcome.path.kind === 'trusted' ? `${what} trusted` : `${what} not trusted`;
}

/** The zones of the names, and whether each of their name servers answers; nothing where nobody asked them. */
export function zonesRow(id: string, name: string, zones: readonly ZoneObservation[]): readonly Row[] {
  if (zones.length === 0) return [];
  const servers = zones.flatMap(({ zone, servers: own }) => own.map((server) => ({ zone, server })));
  const working = servers.filter(({ zone, server }) => isWorking(server, zone)).length;
  return [
    rowOf(
      {
        id: `${id}:zones`,
        label: 'Name Servers',
        description: `${working === servers.length ? 'all' : `${working} of`} ${servers.length} answer${servers.length === 1 ? 's' : ''}`,
        icon: { ...(working === servers.length ? goodIcon : badIcon), id: 'server-environment' },
        contextValue: 'zone',
        sight: { look: 'zone', name: zones.at(-1)?.zone ?? name },
      },
      () =>
        servers.map(({ zone, server }, index) => {
          const works = isWorking(server, zone);
          const state =
            server.notAllowed === true
              ? 'not asked: private or reserved'
              : works
                ? 'answers'
                : 'no answer for the zone';
          return rowOf({
            id: `${id}:zones:${index}`,
            label: server.name,
            description: `${zone === '' ? '.' : zone} · ${server.address ?? 'no address'} · ${state}`,
            icon: works ? goodIcon : server.notAllowed === true ? unknownIcon : badIcon,
            contextValue: 'zone',
            sight: { look: 'zone', name: zone },
          });
        }),
    ),
  ];
}

/** How the names are validated, and what their challenge says at each address. */
export function challengeRow(id: string, method: string, { observations: { http }, name }: DomainReport): Row {
  const answered = http.filter(({ outcome }) => outcome.kind === 'response').length;
  const all = answered === http.length;
  const description =
    method !== 'http-01'
      ? method
      : http.length === 0
        ? 'http-01 · not looked at'
        : `http-01 · port 80 ${all ? 'answers' : `answers on ${answered} of ${counted(http.length, 'address', 'addresses')}`}`;
  const ascii = name.replace(/^\*\./, '');
  return rowOf(
    {
      id: `${id}:challenge`,
      label: 'Challenge',
      description,
      icon: { id: 'key', color: null },
      contextValue: 'challenge',
      sight: { look: method.startsWith('dns-') ? 'delegation' : 'challenge', name: ascii },
    },
    http.length === 0
      ? null
      : () =>
          http.slice(0, 100).map((fetched, index) =>
            rowOf({
              id: `${id}:challenge:${index}`,
              label: fetched.name,
              description: `${fetched.address} · ${fetched.outcome.kind === 'response' ? `HTTP ${fetched.outcome.status}` : fetched.outcome.text}`,
              icon: fetched.outcome.kind === 'response' ? { id: 'arrow-small-right', color: null } : badIcon,
              tooltip: fetched.hops.map(({ url, address, status, location }): MarkdownLine => ({
                kind: 'quote',
                text: `${url} at ${address}: HTTP ${status}${location === null ? '' : `, leads to ${location}`}`,
              })),
              contextValue: 'address',
              sight: { look: 'challenge', name: fetched.name, address: fetched.address },
            }),
          ),
  );
}
