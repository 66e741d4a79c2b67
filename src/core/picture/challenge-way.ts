import { textOf } from '../domain/name.ts';
import type { EvidenceRow } from '../playbook/evidence.ts';
import type { Playbook, Station } from '../playbook/playbook.ts';
import { verdictOf, type PlaybookRun, type StepRun } from '../playbook/run.ts';

/** One station of the way. `beyond`: behind the place where it breaks, so that nothing is known of it. */
export interface WayStation {
  readonly label: string;
  readonly detail: string;
  readonly state: 'fine' | 'broken' | 'unknown' | 'beyond';
}

export interface WayPicture {
  readonly kind: 'way';
  readonly title: string;
  /** The same in words. */
  readonly text: string;
  readonly stations: readonly WayStation[];
}

/**
 * The way from the CA to the file: up to the first broken station it is judged, behind it nothing is known. Once the new
 * certificate is served, the way tells nothing more.
 */
export function challengeWay(playbook: Playbook, run: PlaybookRun, httpPort: number): WayPicture | null {
  const { picture } = playbook;
  if (picture?.methods.includes(run.intent.method) !== true || run.looked === null) return null;
  if (verdictOf(playbook, run).kind === 'done') return null;
  const stations: WayStation[] = [];
  let broken: WayStation | null = null;
  for (const station of picture.stations) {
    const step = run.steps.find(({ id }) => id === station.provenBy);
    const state = broken !== null ? 'beyond' : stationState(station, step);
    const drawn: WayStation = { label: station.label, detail: stationDetail(station, run, step, httpPort), state };
    // A CA that may not issue still lets the way to the file be seen.
    if (state === 'broken' && stations.length > 0) broken = drawn;
    stations.push(drawn);
  }
  const way = stations.map(({ label, detail }) => (detail === '' ? label : `${label} (${detail})`)).join(', then ');
  return { kind: 'way', title: picture.title, text: `${way}. ${judgedWords(stations, broken)}`, stations };
}

function judgedWords(stations: readonly WayStation[], broken: WayStation | null): string {
  const [start] = stations;
  const open = stations.find(({ state }) => state === 'unknown');
  const words = [
    ...(start?.state === 'broken' ? [`The ${start.label} may not issue.`] : []),
    ...(broken === null ? [] : [`The way breaks before: ${broken.label}.`]),
    ...(broken === null && open !== undefined ? [`Not seen: ${open.label}.`] : []),
  ];
  return words.length === 0 ? 'Every part of it was seen to be right.' : words.join(' ');
}

function stationState(station: Station, step: StepRun | undefined): WayStation['state'] {
  if (step?.state === 'fine') return 'fine';
  // A name that has records which lead to the wrong place is found in DNS all the same.
  const hasRecords = step?.evidence.some((row) => row.mark === 'problem' && addressIn([row]) !== '') === true;
  if (station.shows === 'name' && (hasRecords || step?.state === 'you')) return 'fine';
  return step?.state === 'problem' || (step?.state === 'you' && step.findings.length > 0) ? 'broken' : 'unknown';
}

function stationDetail(station: Station, run: PlaybookRun, step: StepRun | undefined, httpPort: number): string {
  switch (station.shows) {
    case 'nothing':
      return '';
    case 'caa':
      return step?.evidence.some(({ mark }) => mark === 'problem') === true ? 'stopped by CAA' : '';
    case 'name':
      return step?.evidence.find(({ mark }) => mark === 'problem')?.what ?? textOf(run.intent.name);
    case 'http-port':
      return String(httpPort);
    case 'address':
      return addressIn(step?.evidence ?? []);
  }
}

/** The address that tells most: of the first row that is wrong, else of the first row. */
function addressIn(rows: readonly EvidenceRow[]): string {
  const row = rows.find(({ mark }) => mark === 'problem') ?? rows[0];
  const address = row?.seen.split(', ').find((record) => record.startsWith('A ') || record.startsWith('AAAA '));
  return address?.slice(address.indexOf(' ') + 1) ?? '';
}
