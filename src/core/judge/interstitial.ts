/** Marks of pages that stand between the CA and the site: bot checks, firewalls, routers. */
const marks: readonly (readonly [mark: string, whose: string])[] = [
  ['/cdn-cgi/challenge-platform/', "Cloudflare's bot check"],
  ['<title>Just a moment...</title>', "Cloudflare's bot check"],
  ['Sucuri WebSite Firewall', "Sucuri's firewall"],
  ['_Incapsula_Resource', "Imperva's bot check"],
  ['/.well-known/ddos-guard/', "DDoS-Guard's bot check"],
  ['src="/aes.js"', 'a cookie test of the hosting provider'],
  ['src="/aes.min.js"', 'a cookie test of the hosting provider'],
  ['var a=toNumbers', 'a cookie test of the hosting provider'],
  ['acme-protocol', 'a Palo Alto firewall'],
];

/** Server headers of routers: port 80 is not forwarded to the server. */
const routers: readonly string[] = ['micro_httpd', 'cisco-IOS', 'LANCOM', 'Mini web server 1.0 ZTE corp 2005.'];

/** Whose page answers in place of the site; null where none is recognised. */
export function interstitialOf(body: string, server: string | null): string | null {
  if (server !== null && routers.includes(server)) return 'a router';
  return marks.find(([mark]) => body.includes(mark))?.[1] ?? null;
}
