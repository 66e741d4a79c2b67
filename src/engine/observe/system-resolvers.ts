import { getServers } from 'node:dns';
import type { DnsServer } from '../../core/dns/answer.ts';
import { parseServer } from './parse-server.ts';

/** As many as a system's own resolver asks (resolv.conf(5), MAXNS). */
const most = 3;

/** The resolvers that this machine uses, in its order of preference. */
export function systemResolvers(): readonly DnsServer[] {
  return getServers()
    .flatMap((text) => parseServer(text) ?? [])
    .slice(0, most)
    .map((server) => ({ ...server, source: 'system' }));
}
