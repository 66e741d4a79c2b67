import type { CaResource, Deed, Fault } from './fault-proxy.ts';

/** A trouble that befalls one renewal, as data. */
export interface ChaosFault {
  /** For the reader of docs/reliability.md. */
  readonly what: string;
  /** What the way to the CA does. */
  readonly faults?: readonly Fault[];
  /** Events of the journal at which the run is killed. */
  readonly killBefore?: string;
  readonly killAfter?: string;
  /** The run is killed while the CA works on this. */
  readonly killDuring?: CaResource;
  /** Words before the command, such as faketime. */
  readonly before?: readonly string[];
  /** Words before the commands that follow. */
  readonly afterwards?: readonly string[];
}

const always = 99;

const words: Readonly<Partial<Record<CaResource, string>>> = {
  dir: 'the directory',
  'new-order': 'newOrder',
  order: 'the order',
  authz: 'an authorization',
  chal: 'a challenge',
  finalize: 'finalize',
  cert: 'the certificate',
};

function on(deed: Deed, what: (resource: string) => string, times: number, ...resources: CaResource[]): ChaosFault[] {
  return resources.map((resource) => ({
    what: what(words[resource] ?? resource),
    faults: [{ on: resource, deed, times }],
  }));
}

/** What networks, proxies and CAs in trouble do. */
export const networkFaults: readonly ChaosFault[] = [
  ...on(
    'lose',
    (it) => `The reply to ${it} is lost once`,
    1,
    'new-order',
    'authz',
    'chal',
    'finalize',
    'order',
    'cert',
  ),
  ...on('lose', (it) => `The reply to ${it} is lost again and again`, always, 'new-order', 'chal', 'finalize', 'cert'),
  ...on('503', (it) => `HTTP 503 once, for ${it}`, 1, 'dir', 'new-order', 'finalize', 'cert'),
  ...on('503', (it) => `HTTP 503 again and again, for ${it}`, always, 'dir', 'new-order', 'finalize', 'cert'),
  ...on('html', (it) => `A page with HTTP 200 in place of ${it}`, always, 'dir', 'new-order', 'finalize', 'cert'),
  ...on(
    'truncate',
    (it) => `The connection breaks in the middle of ${it}`,
    always,
    'dir',
    'new-order',
    'finalize',
    'cert',
  ),
  ...on('half', (it) => `Half of ${it}, declared as all of it`, always, 'new-order', 'cert'),
  ...on('drip', (it) => `One byte a second of ${it}`, 1, 'cert'),
];

const killEvents = [
  'planned',
  'key',
  'ordering',
  'ordered',
  'challenge',
  'challenge-removed',
  'authorized',
  'finalizing',
  'issued',
  'stored',
  'deploying',
  'deployed',
  'verified',
];

/** SIGKILL at every step of the journal. */
export const kills: readonly ChaosFault[] = [
  ...killEvents.flatMap((event): ChaosFault[] => [
    { what: `Killed before “${event}” is journaled`, killBefore: event },
    // Behind the last one there is nothing left to do.
    ...(event === 'verified' ? [] : [{ what: `Killed behind “${event}”`, killAfter: event }]),
  ]),
  ...(['new-order', 'chal', 'finalize', 'cert'] as const).map((resource): ChaosFault => ({
    what: `Killed while the CA works on ${words[resource] ?? resource}`,
    killDuring: resource,
  })),
];

const withUmask = (umask: string): readonly string[] => ['sh', '-c', `umask ${umask} && exec "$@"`, 'sh'];

/** What is wrong with the machine. */
export const machineFaults: readonly ChaosFault[] = [
  { what: 'The clock is 40 days ahead', before: ['faketime', '-f', '+40d'] },
  { what: 'The clock is 40 days behind', before: ['faketime', '-f', '-40d'] },
  { what: 'The umask is 000', before: withUmask('000') },
  { what: 'The umask is 077', before: withUmask('077') },
];
