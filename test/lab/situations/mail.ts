import type { Situation } from '../situation.ts';
import { addresses } from '../zones.ts';

const { mailPlain, mailExpired, mailWell } = addresses;
const options = ['--starttls', 'smtp'];
const active = { ssl: 'active', dns: 'valid', options } as const;

/** The mail server at the name, whose site is in order. */
export const mailSituations: readonly Situation[] = [
  {
    id: 'mail-plain',
    what: 'The mail server does not offer STARTTLS',
    finds: 'mail-no-tls',
    ...active,
    sites: [{ at: [mailPlain], certificate: {} }],
  },
  {
    id: 'mail-expired',
    what: 'The mail server was not restarted, and shows a certificate that has expired',
    finds: 'cert-expired',
    ...active,
    sites: [{ at: [mailExpired], certificate: {} }],
  },
  {
    id: 'mail-closed',
    what: 'No mail server listens',
    finds: 'mail-no-tls',
    ...active,
    sites: [{ at: [addresses.secure], certificate: {} }],
  },
  {
    id: 'mail-well',
    what: 'A mail server with the certificate of the site',
    finds: null,
    ...active,
    sites: [{ at: [mailWell], certificate: {} }],
  },
];
