import type { Playbook } from './playbook.ts';

/** The certificate is right, and the page loads parts over plain HTTP: a matter of the page and not of the certificate. */
export const mixedContent: Playbook = {
  id: 'PB-4',
  title: 'Mixed content',
  when: 'HTTPS works, and the page loads images, scripts or styles over plain HTTP.',
  startsFrom: {
    problems: ['mixed-content'],
    statuses: [],
    words: [
      'mixed content',
      'insecure content',
      'http assets',
      'padlock with a warning',
      'better search replace',
      'asset urls',
      'images, scripts or stylesheets over http',
      'wordpress loads http links',
    ],
  },
  steps: [
    {
      id: 'https',
      title: 'HTTPS at every address',
      why: 'Only a page that came over HTTPS can have mixed content.',
      asks: ['http-only'],
      remarks: [],
      needs: 'port-443',
      fine: 'Every address speaks TLS.',
      instead: 'Open https:// and the name in a browser.',
      waitsFor: 'Waits until every address speaks TLS.',
      checkedLike: 'http-only',
      manualWhere: [],
      notes: [],
      act: null,
    },
    {
      id: 'wordpress',
      title: 'Addresses of WordPress itself',
      why: 'WordPress writes its own address, as it is set, into every page, and into each post when it is saved.',
      when: { wordPress: true },
      asks: [],
      remarks: [],
      needs: 'own-insecure-parts',
      fine: 'WordPress names itself by https.',
      instead: 'Settings, General: WordPress Address and Site Address should both begin with https://.',
      waitsFor: 'Waits until WordPress names itself by https.',
      checkedLike: 'mixed-content',
      manualWhere: [
        {
          kind: 'manual',
          title: 'Set the addresses of WordPress',
          where: 'WordPress',
          steps: [
            'Make a backup of the database first.',
            'Settings, General: write https:// into WordPress Address and Site Address.',
            'Stored posts keep their old addresses: replace http://NAME by https://NAME in the database, with a plugin such as Better Search Replace (try it with "dry run" first), or with: wp search-replace "http://NAME" "https://NAME" --dry-run.',
            'Empty the caches of plugins and of the CDN.',
          ],
          url: 'https://developer.wordpress.org/cli/commands/search-replace/',
        },
      ],
      notes: [],
      act: null,
    },
    {
      id: 'page',
      title: 'Addresses of plain HTTP in the page',
      why: 'Browsers block scripts, styles and frames that come over plain HTTP, and warn of forms that lead there.',
      asks: ['mixed-content'],
      remarks: [],
      needs: 'insecure-parts',
      fine: 'The front page names nothing over plain HTTP that browsers would load so.',
      instead:
        'Open the page and the developer tools (F12), and there the console: it lists each address. Pages behind a login and parts that scripts load are seen only there.',
      waitsFor: 'Waits until the page names no address of plain HTTP.',
      checkedLike: 'mixed-content',
      manualWhere: [
        {
          kind: 'manual',
          title: 'Let browsers upgrade what cannot be changed',
          where: 'Web server',
          steps: [
            'Send the header Content-Security-Policy: upgrade-insecure-requests.',
            'It helps only for hosts that answer over HTTPS. Links that lead away stay as they are.',
          ],
          url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/upgrade-insecure-requests',
        },
      ],
      notes: [
        {
          old: 'Every http:// address in a page is blocked.',
          today:
            'Browsers ask for images, sound and film over HTTPS instead and leave them out where that fails; scripts, styles, fonts, frames and images of srcset are blocked.',
          checked: '2026-11-25',
          reference: 'https://www.w3.org/TR/mixed-content/',
        },
      ],
      act: null,
    },
  ],
  end: { provenBy: ['page', 'wordpress'], reached: 'The front page names nothing over plain HTTP any more.' },
  picture: null,
};
