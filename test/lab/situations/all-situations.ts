import type { Situation } from '../situation.ts';
import { certificateSituations } from './certificate.ts';
import { dnsSituations } from './dns.ts';
import { healthySituations } from './healthy.ts';
import { reachSituations } from './reach.ts';
import { serverSituations } from './server.ts';
import { validationSituations } from './validation.ts';

/** Every situation of the lab, by the heading under which docs/situations.md shows it. */
export const situationsByArea = {
  'The name in DNS': dnsSituations,
  'Control of the domain, and who may issue': validationSituations,
  'Reaching the server': reachSituations,
  'The server itself': serverSituations.filter(({ finds }) => finds !== null),
  'The certificate as clients see it': certificateSituations,
  'In order': [...healthySituations, ...serverSituations.filter(({ finds }) => finds === null)],
} as const satisfies Readonly<Record<string, readonly Situation[]>>;

export const allSituations: readonly Situation[] = Object.values(situationsByArea).flat();
