import type { Situation } from '../situation.ts';
import { addresses } from '../zones.ts';

const { main, main6, secure, refused, refused6, dropped, dropped6, unreachable, apache, edge, tls80 } = addresses;
const redirect = (to: string, status = 301) => `return ${String(status)} ${to};`;
const good = {};

/** The CA's way to the token: ports, firewalls, redirects, other machines. */
export const reachSituations: readonly Situation[] = [
  {
    id: 'dropped',
    what: 'A firewall drops what is sent to ports 80 and 443',
    finds: 'http-timeout',
    records: `@ A ${dropped}`,
  },
  {
    id: 'refused',
    what: 'Nothing listens on ports 80 and 443',
    finds: 'http-refused',
    records: `@ A ${refused}`,
  },
  {
    id: 'unreachable',
    what: 'A router on the way knows no way to the address',
    finds: 'http-unreachable',
    records: `@ A ${unreachable}`,
  },
  {
    id: 'reset',
    what: 'The server takes the connection and resets it at the request',
    finds: 'http-reset',
    sites: [{ at: [main], http: 'reset_timedout_connection on; return 444;' }],
  },
  {
    id: 'closed',
    what: 'The server takes the connection and closes it without an answer',
    finds: 'http-reset',
    sites: [{ at: [main], http: 'return 444;' }],
  },
  {
    id: 'silent',
    what: 'The server takes the request and waits for a program behind it that does not answer',
    finds: 'http-slow',
    sites: [{ at: [main], http: `location / { proxy_pass http://${dropped}; proxy_connect_timeout 60; }` }],
  },
  {
    id: 'deny',
    what: 'nginx denies access to the site',
    finds: 'http-403-token',
    sites: [{ at: [main], http: 'location / { deny all; }' }],
  },
  {
    id: 'deny-dots',
    what: 'nginx denies all paths with a dot, `.well-known` among them, on a site with HTTPS',
    finds: 'http-403-token',
    sites: [{ at: [secure], http: String.raw`location ~ /\. { deny all; }`, certificate: good }],
  },
  {
    id: 'apache-deny',
    what: 'Apache requires that all are denied',
    finds: 'http-403-token',
    sites: [{ at: [apache], server: 'apache', http: '<Location /> \n Require all denied \n </Location>' }],
  },
  {
    id: 'password',
    what: 'The whole site asks for a password',
    finds: 'http-401-token',
    sites: [{ at: [main], http: 'auth_basic "Staff"; auth_basic_user_file /nowhere; root WWW;' }],
  },
  {
    id: 'bad-gateway',
    what: 'nginx hands everything on to a program that is not running',
    finds: 'http-5xx-token',
    sites: [{ at: [main], http: `location / { proxy_pass http://${refused}; }` }],
  },
  {
    id: 'maintenance',
    what: 'A maintenance page answers everything with 503',
    finds: 'http-5xx-token',
    sites: [{ at: [apache], server: 'apache', http: 'Redirect 503 /' }],
  },
  {
    id: 'one-page',
    what: 'A one-page application answers every path with its page',
    finds: 'http-wrong-content',
    sites: [{ at: [main], http: 'default_type text/html; return 200 "<!doctype html><title>Shop</title>";' }],
  },
  {
    id: 'no-content',
    what: 'Every path is answered with 204 and nothing',
    finds: 'http-wrong-content',
    sites: [{ at: [main], http: 'return 204;' }],
  },
  {
    id: 'tls-on-80',
    what: 'Port 80 expects TLS',
    finds: 'http-not-http',
    records: `@ A ${tls80}`,
    sites: [],
  },
  {
    id: 'loop',
    what: 'The challenge path redirects to itself',
    finds: 'redirect-problem',
    sites: [{ at: [main], http: redirect('http://@$request_uri') }],
  },
  {
    id: 'odd-port',
    what: 'The challenge path redirects to port 8443',
    finds: 'redirect-problem',
    sites: [{ at: [main], http: redirect('https://@:8443$request_uri') }],
  },
  {
    id: 'odd-scheme',
    what: 'The challenge path redirects to ftp:',
    finds: 'redirect-problem',
    sites: [{ at: [main], http: redirect('ftp://@$request_uri') }],
  },
  {
    id: 'missing-slash',
    what: 'Apache redirects to a host name into which the path ran, for want of a slash',
    finds: 'redirect-problem',
    sites: [{ at: [apache], server: 'apache', http: 'Redirect permanent / http://www.@' }],
  },
  {
    id: 'see-other',
    what: 'The challenge path redirects with 303, which CAs do not follow',
    finds: 'redirect-problem',
    sites: [{ at: [main], http: redirect('http://@/elsewhere', 303) }],
  },
  {
    id: 'endless',
    what: 'Each redirect leads to another one',
    finds: 'redirect-problem',
    sites: [{ at: [main], http: redirect('http://@$request_uri.') }],
  },
  {
    id: 'to-closed-https',
    what: 'HTTP redirects to HTTPS, where nothing listens',
    finds: 'http-refused',
    sites: [{ at: [main], http: redirect('https://@$request_uri') }],
  },
  {
    id: 'elsewhere',
    what: 'The challenge path redirects to a site of somebody else, which has no token',
    finds: 'redirect-problem',
    sites: [{ at: [main], http: redirect('http://parking.example.net$request_uri') }],
  },
  {
    id: 'six-dropped',
    what: 'IPv4 works, and what is sent to the IPv6 address is dropped',
    finds: 'ipv6-misrouted',
    records: `@ A ${secure}\n@ AAAA ${dropped6}`,
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'six-refused',
    what: 'IPv4 works, and nothing listens at the IPv6 address',
    finds: 'ipv6-misrouted',
    records: `@ A ${secure}\n@ AAAA ${refused6}`,
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'six-elsewhere',
    what: 'The AAAA record leads to another site than the A record',
    finds: 'ipv6-misrouted',
    records: `@ A ${secure}\n@ AAAA ${main6}`,
    sites: [{ at: [secure], certificate: good }],
  },
  {
    id: 'two-faces',
    what: 'One of two addresses redirects to HTTPS, the other one knows no HTTPS',
    finds: 'addresses-disagree',
    records: `@ A ${secure}\n@ A ${main}`,
    sites: [{ at: [secure], http: redirect('https://@$request_uri'), certificate: good }, { at: [main] }],
  },
  {
    id: 'private',
    what: 'The name leads to a private address, from where nothing answers',
    finds: 'address-reserved',
    records: '@ A 10.1.2.3',
  },
  {
    id: 'bot-check',
    what: 'A bot check answers in place of the site',
    finds: 'waf-interstitial',
    sites: [
      { at: [main], http: 'default_type text/html; return 403 "<!doctype html><title>Just a moment...</title>";' },
    ],
  },
  {
    id: 'cdn-origin-down',
    what: 'A CDN answers and does not reach the server behind it',
    finds: 'cdn-proxy',
    records: `@ A ${edge}`,
    sites: [],
  },
  {
    id: 'cdn-loop',
    what: 'A CDN asks the server by HTTP and is sent to HTTPS each time',
    finds: 'cdn-proxy',
    records: `@ A ${edge}`,
    sites: [{ at: [main], http: redirect('https://@$request_uri') }],
  },
  {
    id: 'alpn-closed',
    what: 'TLS-ALPN validation is to be used, and nothing listens on port 443',
    finds: 'tlsalpn-failed',
    records: `@ A ${main}`,
    intent: { method: 'tls-alpn-01' },
  },
];
