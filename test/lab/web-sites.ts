import type { Authority } from './authority.ts';
import { addresses } from './zones.ts';

const { main, main6, secure, wrong } = addresses;
const domain = 'example.com';

/** Files of nginx by name: the lab's sites, their keys and certificates. Port 80 serves `www/`. */
export async function nginxConfiguration(
  home: string,
  authority: Authority,
): Promise<Readonly<Record<string, string>>> {
  const states = {
    active: await authority.leaf({ names: [`active.${domain}`] }),
    expired: await authority.leaf({ names: [`expired.${domain}`], validFrom: -91, validFor: 90 }),
    wronghost: await authority.leaf({ names: [`other.${domain}`] }),
    selfsigned: await authority.leaf({ names: [`selfsigned.${domain}`], issuer: 'self' }),
    incomplete: await authority.leaf({ names: [`incomplete.${domain}`] }),
  };
  const files: Record<string, string> = {};
  for (const [name, { certificate, chain, key }] of Object.entries(states)) {
    files[`${name}.pem`] = name === 'incomplete' ? certificate : chain;
    files[`${name}.key`] = key;
  }
  const https = Object.keys(states).map(
    (name) => `server {
    listen ${secure}:80; listen ${secure}:443 ssl; server_name ${name}.${domain};
    ssl_certificate ${home}/${name}.pem; ssl_certificate_key ${home}/${name}.key;
    root ${home}/www;
  }`,
  );
  files['nginx.conf'] = `user root; worker_processes 1; pid ${home}/pid; error_log ${home}/error.log notice;
events { worker_connections 64; }
http {
  access_log off; server_names_hash_bucket_size 128;
  server { listen ${main}:80 default_server; listen [${main6}]:80; root ${home}/www; }
  server { listen ${main}:80; server_name deny.${domain}; location / { deny all; } }
  server { listen ${main}:80; server_name missing.${domain}; root ${home}/nothing; }
  server { listen ${main}:80; server_name loop.${domain}; return 301 http://loop.${domain}$request_uri; }
  server { listen ${wrong}:80 default_server; root ${home}/nothing; }
  ${https.join('\n  ')}
  include ${home}/sites/*.conf;
}
`;
  return files;
}
