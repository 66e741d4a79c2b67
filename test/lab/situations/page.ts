import type { Situation } from '../situation.ts';
import { addresses } from '../zones.ts';

const { secure } = addresses;
const active = { ssl: 'active', dns: 'valid' } as const;

/** A site whose front page is this HTML, with a good certificate. */
function page(html: string): Pick<Situation, 'sites'> {
  const https = `default_type text/html; location = / { return 200 '<!doctype html><title>Shop</title>${html}'; } root WWW;`;
  return { sites: [{ at: [secure], certificate: {}, https }] };
}

/** The front page as browsers see it. */
export const pageSituations: readonly Situation[] = [
  {
    id: 'mixed-script',
    what: 'The page loads a script over HTTP, which browsers block',
    finds: 'mixed-content',
    ...active,
    ...page('<script src="http://cdn.example.net/shop.js"></script>'),
  },
  {
    id: 'mixed-style',
    what: 'The page takes its style sheet over HTTP, which browsers block',
    finds: 'mixed-content',
    ...active,
    ...page('<link rel="stylesheet" href="http://cdn.example.net/shop.css">'),
  },
  {
    id: 'mixed-form',
    what: 'A form of the page sends what was typed over HTTP',
    finds: 'mixed-content',
    ...active,
    ...page('<form action="http://@/login" method="post"><input name="user"></form>'),
  },
  {
    id: 'back-to-http',
    what: 'HTTPS redirects back to HTTP',
    finds: 'mixed-content',
    ...active,
    sites: [
      {
        at: [secure],
        http: 'default_type text/html; location = / { return 200 "<title>Shop</title>"; } root WWW;',
        certificate: {},
        https: 'location = / { return 302 http://@/; } root WWW;',
      },
    ],
  },
  {
    id: 'page-loop',
    what: 'The front page redirects to itself, the challenge path does not',
    finds: 'redirect-problem',
    ...active,
    sites: [{ at: [secure], certificate: {}, https: 'location = / { return 302 https://@/; } root WWW;' }],
  },
  {
    id: 'parked',
    what: 'The page of a dealer in domains answers in place of the site',
    finds: 'waf-interstitial',
    ...active,
    ...page('<p>This domain is parked.'),
  },
  {
    id: 'linked',
    what: 'The page links to HTTP and loads an image over it, which browsers ask for over HTTPS',
    finds: null,
    ...active,
    ...page('<a href="http://www.example.net/">more</a><img src="http://cdn.example.net/shop.png">'),
  },
];
