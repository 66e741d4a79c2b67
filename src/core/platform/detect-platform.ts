import type { DomainIntent } from '../domain/intent.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { generic } from './generic.ts';
import type { Platform } from './platform.ts';
import { findPlatform, platforms } from './platforms.ts';

/** A platform, and how it is known. */
export interface PlatformVerdict {
  readonly platform: Platform;
  /** `said`: the user named it. `seen`: something shows it. `assumed`: nothing does. */
  readonly by: 'said' | 'seen' | 'assumed';
  /** What shows it, word for word; hostile. */
  readonly sign: string | null;
}

/** What was seen that can show a platform. All of it may come from outside. */
export interface SeenSigns {
  readonly paths: readonly string[];
  readonly programs: readonly string[];
  readonly targets: readonly string[];
  readonly servers: readonly string[];
  readonly headers: readonly string[];
}

/** What a check saw, and the formats of logs that were read, as signs. */
export function signsIn(observations: DomainObservations, logFormats: readonly string[] = []): SeenSigns {
  const { dns, http, pages = [], host } = observations;
  // What is only installed serves nobody.
  const servers = (host?.servers ?? []).filter(({ running }) => running !== false);
  const hops = [...http, ...pages].flatMap(({ hops: [first] }) => (first === undefined ? [] : [first]));
  return {
    paths: [
      ...(host?.files ?? []).flatMap(({ certificate, key }) => [certificate, key]),
      ...(host?.lineages ?? []).map(({ certificate }) => certificate),
      ...(host?.renewers ?? []).map(({ where }) => where),
      ...servers.flatMap(({ sites }) => sites.map(({ file }) => file)),
    ],
    programs: [
      ...logFormats,
      ...(host?.listeners ?? []).flatMap(({ program }) => (program === null ? [] : [program])),
      ...(host?.renewers ?? []).map(({ client }) => client),
    ],
    targets: dns.flatMap(({ outcome }) =>
      outcome.kind === 'answer' ? outcome.records.flatMap((one) => (one.type === 'CNAME' ? [one.target] : [])) : [],
    ),
    servers: hops.flatMap(({ server }) => (server === null ? [] : [server])),
    headers: hops.flatMap(({ headers = [] }) => headers),
  };
}

/**
 * The platform of a domain: the one that the user names, else the first that something shows, else the generic one. What is
 * on the server itself counts more than what stands in front of it.
 */
export function platformFor(intent: Pick<DomainIntent, 'platform'> | null, seen: SeenSigns): PlatformVerdict {
  const said = intent?.platform === undefined ? undefined : findPlatform(intent.platform);
  if (said !== undefined) return { platform: said, by: 'said', sign: null };
  for (const kind of ['targets', 'paths', 'programs', 'servers', 'headers'] as const)
    for (const platform of platforms) {
      const sign = seen[kind].find((one) => platform.signs[kind].some((known) => shows[kind](one, known)));
      if (sign !== undefined) return { platform, by: 'seen', sign };
    }
  return { platform: generic, by: 'assumed', sign: null };
}

const same = (one: string, known: string): boolean => one.toLowerCase() === known;
const shows: Readonly<Record<keyof SeenSigns, (one: string, known: string) => boolean>> = {
  paths: (one, known) => one.startsWith(known),
  programs: same,
  targets: (one, known) => one.toLowerCase().endsWith(known),
  servers: (one, known) => one.toLowerCase().startsWith(known),
  headers: same,
};
