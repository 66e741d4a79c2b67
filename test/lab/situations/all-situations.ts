import type { Situation } from '../situation.ts';
import { caSituations } from './ca.ts';
import { certificateSituations } from './certificate.ts';
import { dnsSituations } from './dns.ts';
import { healthySituations } from './healthy.ts';
import { mailSituations } from './mail.ts';
import { pageSituations } from './page.ts';
import { reachSituations } from './reach.ts';
import { serverSituations } from './server.ts';
import { validationSituations } from './validation.ts';

const brokenOf = (rows: readonly Situation[]): readonly Situation[] => rows.filter(({ finds }) => finds !== null);
const healthyOf = (rows: readonly Situation[]): readonly Situation[] => rows.filter(({ finds }) => finds === null);

/** Every situation of the lab, by the heading under which docs/situations.md shows it. */
export const situationsByArea = {
  'The name in DNS': dnsSituations,
  'Control of the domain, and who may issue': validationSituations,
  'Reaching the server': reachSituations,
  'The server itself': brokenOf(serverSituations),
  'The certificate as clients see it': certificateSituations,
  'The page as browsers see it': brokenOf(pageSituations),
  'The mail server': brokenOf(mailSituations),
  'The certificate authority, and the clock': brokenOf(caSituations),
  'In order': [
    ...healthySituations,
    ...healthyOf([...serverSituations, ...pageSituations, ...mailSituations, ...caSituations]),
  ],
} as const satisfies Readonly<Record<string, readonly Situation[]>>;

export const allSituations: readonly Situation[] = Object.values(situationsByArea).flat();
