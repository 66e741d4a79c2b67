import { openPortElsewhere } from '../problem/firewall-places.ts';
import type { ManualRemedy } from '../problem/remedy.ts';
import { recordAtProvider } from './dns-providers.ts';
import { oldAdvice } from './old-advice.ts';
import type { PlaybookStep } from './playbook.ts';

function hostFirewall(port: string): ManualRemedy {
  return {
    kind: 'manual',
    title: `Open port ${port} in the firewall of the server`,
    where: 'Firewall of the server',
    steps: [
      `ufw: "ufw allow ${port}/tcp". firewalld: "firewall-cmd --permanent --add-port=${port}/tcp", then "firewall-cmd --reload".`,
      'Allow it for IPv4 and for IPv6, from everywhere.',
    ],
    url: 'https://letsencrypt.org/docs/allow-port-80/',
  };
}

/** Does every name lead to the server, and to nothing else? */
export const dnsToServer: PlaybookStep = {
  id: 'dns',
  title: 'DNS to the server',
  when: { methods: ['http-01', 'tls-alpn-01'] },
  why: 'The CA looks up every name and connects to each address it finds, IPv6 first.',
  asks: [
    'dns-nxdomain',
    'dns-no-address',
    'dns-servfail',
    'dns-dnssec',
    'dns-wrong-ip',
    'dns-propagation',
    'dns-inconsistent',
    'dns-lame',
    'dns-resolvers-differ',
    'address-reserved',
    'ipv6-misrouted',
    'rejected-identifier',
    'wildcard-needs-dns01',
  ],
  remarks: ['dns-tcp-blocked', 'dns-case-mangled', 'cdn-proxy'],
  needs: 'addresses',
  fine: 'Every name leads to the server, and to nothing else.',
  instead:
    'Compare the A and AAAA records at your DNS provider with the addresses of the server, for every name of the certificate.',
  waitsFor: 'Waits until every name leads to the server.',
  checkedLike: 'dns-wrong-ip',
  manualWhere: recordAtProvider,
  notes: [oldAdvice.propagation, oldAdvice.onlyA],
  act: null,
};

/** Can the CA reach the port of HTTP? */
export const port80FromOutside: PlaybookStep = {
  id: 'port-80',
  title: 'Port 80 from outside',
  when: { methods: ['http-01'] },
  why: 'Whatever the site uses later, the CA fetches its token over plain HTTP on port 80.',
  asks: [
    'http-timeout',
    'http-refused',
    'http-unreachable',
    'http-reset',
    'http-slow',
    'http-not-http',
    'port80-in-use',
    'nginx-not-running',
  ],
  remarks: ['http-selfcheck-failed'],
  needs: 'port-80',
  fromOutside: true,
  fine: 'Port 80 answers on every address of every name.',
  instead: 'Open http:// and the name from a device outside this network, for example a phone without Wi-Fi.',
  waitsFor: 'Waits until port 80 answers on every address.',
  checkedLike: 'http-refused',
  manualWhere: [hostFirewall('80'), ...openPortElsewhere('80')],
  notes: [oldAdvice.addressList],
  act: null,
};

/** Does the right site answer on the challenge path? */
export const siteThatAnswers: PlaybookStep = {
  id: 'site',
  title: 'Site that answers for the name',
  when: { methods: ['http-01'] },
  why: 'The token is found only if the site that answers for the name is the one the ACME client writes to.',
  asks: [
    'http-404-token',
    'http-403-token',
    'http-401-token',
    'http-5xx-token',
    'http-wrong-content',
    'redirect-problem',
    'addresses-disagree',
    'waf-interstitial',
    'nginx-no-matching-vhost',
    'nginx-default-answers',
    'nginx-conflicting-name',
  ],
  remarks: ['cdn-proxy'],
  needs: 'site',
  fine: 'The challenge path serves the right file on every address.',
  instead:
    'On the server, list the sites that name it (nginx -T shows server_name and root), put a file into the challenge folder of the right one, and open it in a browser.',
  waitsFor: 'Waits until the right site answers on the challenge path.',
  checkedLike: 'http-404-token',
  manualWhere: [],
  notes: [oldAdvice.redirects, oldAdvice.cloudflareDnsOnly, oldAdvice.htaccess],
  act: null,
};

/** Can the CA reach the port of HTTPS, for tls-alpn-01? */
export const port443FromOutside: PlaybookStep = {
  id: 'port-443',
  title: 'Port 443 from outside',
  when: { methods: ['tls-alpn-01'] },
  why: 'This way of validation takes place inside the TLS handshake on port 443.',
  asks: ['tlsalpn-failed'],
  remarks: ['cdn-proxy'],
  needs: 'port-443',
  fromOutside: true,
  fine: 'Port 443 speaks TLS on every address of every name.',
  instead: 'Open https:// and the name from a device outside this network.',
  waitsFor: 'Waits until port 443 answers on every address.',
  checkedLike: 'tlsalpn-failed',
  manualWhere: [hostFirewall('443'), ...openPortElsewhere('443')],
  notes: [],
  act: null,
};

/** Can the proof be read in DNS? */
export const challengeRecordInDns: PlaybookStep = {
  id: 'challenge-record',
  title: 'Challenge record in DNS',
  when: { methods: ['dns-01', 'dns-account-01', 'dns-persist-01'] },
  why: 'The CA reads a TXT record at _acme-challenge, there or where its CNAME leads.',
  asks: [
    'dns-servfail',
    'dns-dnssec',
    'dns-inconsistent',
    'dns-lame',
    'dns-nxdomain',
    'dns-txt-missing',
    'dns-txt-wrong',
    'dns-txt-doubled',
    'dns-cname-conflict',
    'delegation-missing',
    'delegation-wrong',
    'delegation-duplicate',
    'delegation-proxied',
    'delegation-dangling',
  ],
  remarks: ['dns-txt-stale', 'dns-tcp-blocked', 'dns-case-mangled', 'dns-resolvers-differ', 'dns-propagation'],
  needs: 'challenge-record',
  fine: 'The zone answers for _acme-challenge of every name, and nothing there is in the way.',
  instead: 'Look at _acme-challenge of every name at your DNS provider: one CNAME to the service, or only TXT records.',
  waitsFor: 'Waits until the zone answers rightly for _acme-challenge.',
  checkedLike: 'delegation-missing',
  manualWhere: recordAtProvider,
  notes: [oldAdvice.propagation, oldAdvice.txtConflict, oldAdvice.orangeCloud],
  act: null,
};

/** May the CA issue at all? */
export const permissionForTheCa: PlaybookStep = {
  id: 'caa',
  title: 'Permission for the CA (CAA)',
  why: 'A CAA record in the zone names the CAs that may issue; every other CA must refuse.',
  asks: ['caa-forbids', 'caa-lookup-failed', 'caa-malformed'],
  remarks: [],
  needs: 'caa',
  fine: 'No CAA record stands in the way.',
  instead: 'Look for CAA records at the name and at each domain above it, at your DNS provider.',
  waitsFor: 'Waits until CAA allows the CA.',
  checkedLike: 'caa-forbids',
  manualWhere: [],
  notes: [],
  act: null,
};
