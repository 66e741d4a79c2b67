import type { Situation } from '../situation.ts';
import { addresses } from '../zones.ts';

const sites = [{ at: [addresses.secure], certificate: {} }];
const active = { ssl: 'active', dns: 'valid', sites } as const;
const trusted = ['--roots', 'PEBBLE-ROOT'] as const;

/** The CA that is to issue, and the clock of the machine that asks it. */
export const caSituations: readonly Situation[] = [
  {
    id: 'ca-closed',
    what: 'Nothing listens where the CA is said to be',
    finds: 'ca-unreachable',
    ...active,
    options: [...trusted, '--ca', 'https://localhost:14999/dir'],
  },
  {
    id: 'ca-nowhere',
    what: 'The name of the CA does not exist',
    finds: 'ca-unreachable',
    ...active,
    options: [...trusted, '--ca', 'https://acme.example.net/directory'],
  },
  {
    id: 'ca-distrusted',
    what: 'The certificate of the CA itself comes from a root that is not trusted here',
    finds: 'ca-tls-trust',
    ...active,
    options: ['--ca', 'https://localhost:14000/dir'],
  },
  {
    id: 'ca-other-path',
    what: 'The address of the CA is that of another document',
    finds: 'ca-directory-wrong',
    ...active,
    options: [...trusted, '--ca', 'https://localhost:14000/directory'],
  },
  {
    id: 'clock-ahead',
    what: 'The clock of the machine is a year ahead, so that the certificate looks expired from there',
    finds: 'clock-skew',
    ...active,
    options: [...trusted, '--ca', 'https://localhost:14000/dir'],
    clockAheadDays: 365,
  },
  {
    id: 'clock-behind',
    what: 'The clock of the machine is 10 days behind, so that the certificate looks not yet valid from there',
    finds: 'clock-skew',
    ...active,
    options: [...trusted, '--ca', 'https://localhost:14000/dir'],
    clockAheadDays: -10,
  },
  {
    id: 'ca-well',
    what: 'The CA is asked, too: its directory, its time',
    finds: null,
    ...active,
    options: [...trusted, '--ca', 'https://localhost:14000/dir'],
  },
];
