import { withoutSecrets } from '../report/redact.ts';

/** How a client is set up to renew one certificate, from its own files. All text is hostile. */
export interface RenewalSettings {
  readonly file: string;
  /** How it proves control: certbot's authenticator (`webroot`, `dns-cloudflare`), acme.sh's `dns_cf`, a type of challenge. */
  readonly method: string | null;
  /** What puts the certificate in place, such as certbot's installer. */
  readonly installer: string | null;
  /** URL of the directory of the CA, or the client's own word for it. */
  readonly server: string | null;
  /** The client's own id of the account: certbot's folder, where it is said. */
  readonly account: string | null;
  readonly webRoots: readonly string[];
  /** It renews when so many days are left; null: by its default, or by what the CA says. */
  readonly beforeDays: number | null;
  /** What runs after a renewal: commands as configured, and files of certbot's own folders for it. */
  readonly hooks: readonly string[];
  /** Files with the secrets for its method; missing in older recordings. */
  readonly credentialFiles?: readonly string[];
  /** It is told not to renew this one. */
  readonly switchedOff: boolean;
  /** Why the client cannot use the file; null where it can, as far as is seen. */
  readonly broken: string | null;
}

const nothing = {
  method: null,
  installer: null,
  server: null,
  account: null,
  webRoots: [],
  beforeDays: null,
  hooks: [],
  switchedOff: false,
  broken: null,
} as const satisfies Omit<RenewalSettings, 'file'>;

/** What certbot needs to find the files of a lineage (certbot, storage.ALL_FOUR). */
const certbotFiles = ['cert', 'privkey', 'chain', 'fullchain'];

/** Reads a file of `/etc/letsencrypt/renewal`. */
export function readCertbotRenewal(text: string, file: string): RenewalSettings {
  const top = new Map<string, string>();
  const parameters = new Map<string, string>();
  const roots: string[] = [];
  let section = top;
  let isMap = false;
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      isMap = line.includes('webroot_map');
      section = parameters;
      continue;
    }
    const equals = line.indexOf('=');
    const key = line.slice(0, Math.max(0, equals)).trim();
    const value = line.slice(equals + 1).trim();
    if (isMap) roots.push(value);
    else section.set(key, value);
  }
  const of = (key: string): string | null => parameters.get(key) ?? null;
  const missing = certbotFiles.filter((key) => (top.get(key) ?? '') === '');
  const pathsSaid = (of('webroot_path') ?? '').split(',').map((one) => one.trim());
  return {
    ...nothing,
    file,
    method: of('authenticator'),
    installer: of('installer') === 'None' ? null : of('installer'),
    server: of('server'),
    account: of('account'),
    webRoots: [...new Set([...roots, ...pathsSaid])].filter((one) => one.startsWith('/')),
    beforeDays: daysIn(top.get('renew_before_expiry') ?? ''),
    credentialFiles: [...parameters]
      .filter(([key, value]) => /^dns_\w{1,60}_credentials$/.test(key) && value.startsWith('/'))
      .map(([, value]) => value),
    hooks: ['post_hook', 'renew_hook', 'deploy_hook'].flatMap((key) => withoutSecrets(of(key) ?? '') || []),
    switchedOff: (of('autorenew') ?? top.get('autorenew') ?? '').toLowerCase() === 'false',
    broken: missing.length === 0 ? null : `it does not name ${missing.join(', ')}`,
  };
}

/** `30 days`, `2 weeks`, `720 hours`, as parsedatetime reads them. */
function daysIn(text: string): number | null {
  const [, amount = '', unit = ''] = /^(\d{1,4}) {0,4}(hour|day|week|month)s?$/.exec(text.toLowerCase()) ?? [];
  const days = { hour: 1 / 24, day: 1, week: 7, month: 30 }[unit];
  return days === undefined ? null : Number(amount) * days;
}

/** Reads the file that acme.sh keeps of a certificate (`NAME/NAME.conf`): `Le_Key='value'`. */
export function readAcmeShRenewal(text: string, file: string): RenewalSettings {
  const values = shellValues(text);
  const of = (key: string): string | null => values.get(key) ?? null;
  const places = (of('Le_Webroot') ?? '').split(',');
  const method = places.find((one) => one !== '' && !one.startsWith('/')) ?? null;
  // It counts from the day of issue, and by 2026-11 knows a negative number as days before the end.
  const days = Number(of('Le_RenewalDays') ?? Number.NaN);
  return {
    ...nothing,
    file,
    method: method === 'no' ? 'standalone' : (method ?? (places.some((one) => one.startsWith('/')) ? 'webroot' : null)),
    server: of('Le_API'),
    webRoots: places.filter((one) => one.startsWith('/')),
    beforeDays: days < 0 ? -days : null,
    hooks: ['Le_PostHook', 'Le_RenewHook', 'Le_ReloadCmd'].flatMap((key) => withoutSecrets(of(key) ?? '') || []),
    broken: values.size === 0 ? 'it is empty' : null,
  };
}

/** Reads dehydrated's `config`, which holds for all of its certificates. Its `RENEW_DAYS` is 32 unless said. */
export function readDehydratedSettings(text: string, file: string): RenewalSettings {
  const values = shellValues(text);
  const of = (key: string): string | null => (values.get(key) === '' ? null : (values.get(key) ?? null));
  const base = of('BASEDIR') ?? '/etc/dehydrated';
  const method = of('CHALLENGETYPE') ?? 'http-01';
  const days = Number(of('RENEW_DAYS') ?? '32');
  return {
    ...nothing,
    file,
    method,
    server: of('CA') ?? 'letsencrypt',
    webRoots: method === 'http-01' ? [(of('WELLKNOWN') ?? '/var/www/dehydrated').replace('${BASEDIR}', base)] : [],
    beforeDays: Number.isFinite(days) ? days : null,
    hooks: [of('HOOK')].filter((one) => one !== null),
  };
}

/** Assignments of a file for the shell, with the quotes around their values taken off; nothing is worked out. */
export function shellValues(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line): readonly (readonly [string, string])[] => {
    const [, key, value = ''] = /^(?:export )?([A-Za-z_][A-Za-z0-9_]{0,60})=(.{0,2000})$/.exec(line.trim()) ?? [];
    if (key === undefined) return [];
    const quote = value.charAt(0);
    const isQuoted = (quote === '"' || quote === "'") && value.endsWith(quote) && value.length > 1;
    return [[key, isQuoted ? value.slice(1, -1) : value]];
  });
  return new Map(pairs);
}
