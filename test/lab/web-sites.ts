import { domainOf, withDomain, type Certificate, type Site, type Situation } from './situation.ts';
import type { Authority, Leaf } from './authority.ts';
import { addresses, emptySite } from './zones.ts';

const { main, main6, secure, secure6, secure2, tls80, plain443, rejecting, wrong } = addresses;

/** Who signs the sites' certificates. */
export interface Authorities {
  /** The one that is trusted in the lab. */
  readonly lab: Authority;
  readonly unknown: Authority;
  /** Its root is cross-signed by the lab's. */
  readonly young: Authority;
  /** Trusted, with an intermediate that has expired. */
  readonly late: Authority;
}

/** A certificate of the lab's, for the domain unless it says for which names, and what is sent with it. */
export async function makeCertificate(
  { sends, ca, names = ['@'], ...request }: Certificate,
  domain: string,
  { lab, unknown, young, late }: Authorities,
): Promise<Leaf> {
  const authority = { unknown, 'cross-signed': young, 'expired-intermediate': late, pebble: lab, lab }[ca ?? 'lab'];
  const leaf = await authority.leaf({ ...request, names: names.map((name) => withDomain(name, domain)) });
  if (ca === 'cross-signed') return { ...leaf, chain: leaf.chain + (await lab.crossSign(young.root)) };
  if (sends === undefined) return leaf;
  const parts = {
    leaf: leaf.certificate,
    intermediate: authority.intermediate,
    root: authority.root,
    unrelated: unknown.intermediate,
  };
  return { ...leaf, chain: sends.map((part) => parts[part]).join('') };
}

interface PlacedSite {
  readonly domain: string;
  readonly site: Site;
  /** Path of its certificate and key without `.pem` and `.key`; null where it has none. */
  readonly pair: string | null;
}

/** The sites of all situations but those on machines of their own. */
function placedSites(home: string, situations: readonly Situation[]): readonly PlacedSite[] {
  return situations
    .filter(({ machine }) => machine === undefined)
    .flatMap((situation) =>
      (situation.sites ?? emptySite).map((site, at) => ({
        domain: domainOf(situation),
        site,
        pair: site.certificate === undefined ? null : `${home}/${situation.id}-${String(at)}`,
      })),
    );
}

/** Certificates and keys of all sites, by the path of the file. */
export async function certificateFiles(
  home: string,
  situations: readonly Situation[],
  authorities: Authorities,
): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  const put = (pair: string, { chain, key }: Leaf): void => {
    files[`${pair}.pem`] = chain;
    files[`${pair}.key`] = key;
  };
  put(`${home}/default`, await authorities.lab.leaf({ names: ['default.example.com'] }));
  put(`${home}/edge`, await authorities.lab.leaf({ names: ['*.example.com'] }));
  const old = { names: ['mail-expired.example.com'], validFrom: -91, validFor: 90 };
  put(`${home}/mail-old`, await authorities.lab.leaf(old));
  for (const { domain, site, pair } of placedSites(home, situations)) {
    if (pair !== null) put(pair, await makeCertificate(site.certificate ?? {}, domain, authorities));
  }
  return files;
}

/** nginx.conf: the lab's own servers and the sites of the situations. Port 80 serves `www/`. */
export function nginxConfiguration(home: string, situations: readonly Situation[]): string {
  const ssl = `ssl_certificate ${home}/default.pem; ssl_certificate_key ${home}/default.key;`;
  const sites = placedSites(home, situations).filter(({ site }) => site.server !== 'apache');
  const blocks = sites.flatMap(({ domain, site, pair }) => {
    const at = (port: number, more = ''): string =>
      site.at.map((one) => `listen ${one.includes(':') ? `[${one}]` : one}:${String(port)}${more};`).join(' ');
    const names = `server_name ${domain} *.${domain};`;
    const fill = (text: string): string => withDomain(text.replaceAll('WWW', `${home}/www`), domain);
    const { http = 'root WWW;', https = 'root WWW;' } = site;
    return [
      ...(http === null ? [] : [`server { ${at(80)} ${names} ${fill(http)} }`]),
      ...(pair === null
        ? []
        : [
            `server { ${at(443, ' ssl')} ${names} ssl_certificate ${pair}.pem; ssl_certificate_key ${pair}.key; include ${pair}.staple*; ${fill(https)} }`,
          ]),
    ];
  });
  return `user root; worker_processes 1; pid ${home}/pid; error_log ${home}/error.log notice;
events { worker_connections 512; }
http {
  access_log off; server_names_hash_bucket_size 128; server_names_hash_max_size 4096;
  server { listen ${main}:80 default_server; listen [${main6}]:80; root ${home}/www; }
  server { listen ${main}:80; server_name missing.example.com; root ${home}/nothing; }
  server { listen ${wrong}:80 default_server; root ${home}/nothing; }
  server {
    listen ${secure}:80; listen ${secure2}:80; listen [${secure6}]:80;
    listen ${secure}:443 ssl; listen ${secure2}:443 ssl; listen [${secure6}]:443 ssl; listen [${main6}]:443 ssl;
    ${ssl} root ${home}/nothing;
  }
  server { listen ${tls80}:80 ssl; ${ssl} root ${home}/www; }
  server { listen ${plain443}:80; listen ${plain443}:443; root ${home}/www; }
  server { listen ${rejecting}:443 ssl; ssl_reject_handshake on; }
  ${blocks.join('\n  ')}
  include ${home}/sites/*.conf;
}
`;
}

const apacheModules = ['mpm_event', 'authz_core', 'alias', 'ssl'];

/** apache2.conf: the sites that are Apache's. */
export function apacheConfiguration(home: string, situations: readonly Situation[]): string {
  const hosts = placedSites(home, situations)
    .filter(({ site }) => site.server === 'apache')
    .flatMap(({ domain, site, pair }) => {
      const host = (port: number, directives: string): string =>
        `<VirtualHost ${site.at.map((one) => `${one}:${String(port)}`).join(' ')}>
  ServerName ${domain}\n  ${withDomain(directives, domain)}\n</VirtualHost>`;
      const ssl = `SSLEngine on\n  SSLCertificateFile ${pair ?? ''}.pem\n  SSLCertificateKeyFile ${pair ?? ''}.key\n  `;
      return [host(80, site.http ?? ''), ...(pair === null ? [] : [host(443, ssl + (site.https ?? ''))])];
    });
  return `ServerRoot ${home}
DefaultRuntimeDir ${home}
PidFile ${home}/apache.pid
ErrorLog ${home}/apache.log
User nobody
Group nogroup
ServerName localhost
${apacheModules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen ${addresses.apache}:80
Listen ${addresses.apache}:443
DocumentRoot /usr/share/apache2
${hosts.join('\n')}
`;
}
