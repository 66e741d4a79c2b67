import { describe, expect, it } from 'vitest';
import type { FetchHop } from '../../../src/core/acme/challenge-fetch.ts';
import type {
  InsecureReference,
  PageContent,
  PageObservation,
  ReferenceUse,
} from '../../../src/core/page/page-observation.ts';
import { healthy, home, hop, intent, judged, noPage, noTls, page, said } from './recorded.ts';

const host = 'example.com';
const seen = { at: '2026-11-25T12:00:00.000Z', from: 'web-1', ms: 3 };

function front(said: {
  readonly address?: string;
  readonly url?: string;
  readonly hops?: readonly Partial<FetchHop>[];
  readonly body?: string;
  readonly content?: PageContent | null;
  readonly failed?: Extract<PageObservation['outcome'], { kind: 'failed' }>['reason'];
}): PageObservation {
  const { address = home, url = `https://${host}/`, hops = [{}], body = '', content = null, failed } = said;
  const all = hops.map((one) => hop(host, address, 200, { url, ...one }));
  const status = all.at(-1)?.status ?? 200;
  return {
    ...{ name: host, address, url, hops: all, seen },
    outcome:
      failed === undefined
        ? { kind: 'response', status, contentType: 'text/html', body, bytes: body.length, content }
        : { kind: 'failed', reason: failed, text: failed },
  };
}

function content(uses: readonly ReferenceUse[], said: Partial<PageContent> = {}): PageContent {
  const insecure = uses.map((use, at): InsecureReference => ({
    ...{ use, element: 'img', attribute: 'src', url: `http://cdn.example.net/${at}`, line: at + 1, column: 5 },
  }));
  return { insecure, insecureCount: uses.length, upgrades: false, wordPress: false, complete: true, ...said };
}

const report = (pages: readonly PageObservation[], method: 'http-01' | 'dns-01' | 'tls-alpn-01' = 'http-01') =>
  judged(intent(host, { method }), { ...healthy(host), pages });

describe('a page that names addresses of plain HTTP', () => {
  it('is told with what browsers do about each', () => {
    const all = report([front({ content: content(['script', 'image', 'form', 'refresh']) })]);
    expect(said(all)).toEqual(['mixed-content (warning)']);
    expect(all.findings[0]?.message).toBe(
      'example.com: the page https://example.com/ names 4 addresses of plain HTTP (1 blocked by browsers, 1 warned of, 1 followed out of HTTPS, 1 asked for over HTTPS instead, seen from web-1).',
    );
    expect(all.findings[0]?.evidence[0]?.text.split('\n')[0]).toBe(
      '1:5 <img src> http://cdn.example.net/0 (blocked by browsers)',
    );
  });

  it.each<[use: ReferenceUse, finding: string]>([
    ['image', 'mixed-content (info)'],
    ['media', 'mixed-content (info)'],
    ['imageset', 'mixed-content (warning)'],
    ['font', 'mixed-content (warning)'],
    ['frame', 'mixed-content (warning)'],
    ['style', 'mixed-content (warning)'],
    ['base', 'mixed-content (warning)'],
  ])('by %s only is %s', (use, finding) => {
    expect(said(report([front({ content: content([use]) })]))).toEqual([finding]);
  });

  it('and upgrades them itself is a remark', () => {
    expect(said(report([front({ content: content(['script', 'form'], { upgrades: true }) })]))).toEqual([
      'mixed-content (info)',
    ]);
  });

  it('made by WordPress says where WordPress keeps them', () => {
    const foreign = report([front({ content: content(['script'], { wordPress: true }) })]);
    expect(foreign.findings[0]?.message).toContain('made by WordPress, where such addresses stand in posts');
    const own = content(['script'], { wordPress: true });
    const insecure = own.insecure.map((one) => ({ ...one, url: 'http://www.example.com/wp-content/a.js' }));
    expect(report([front({ content: { ...own, insecure } })]).findings[0]?.message).toContain(
      'whose own addresses (WordPress Address and Site Address)',
    );
  });

  it('says how many were not looked at, and shows what can be shown', () => {
    const hostile = content(['script'], { insecureCount: 5_000 });
    const insecure = hostile.insecure.map((one) => ({ ...one, url: 'http://a.example/\u001b]0;x\u0007\u202e' }));
    const [finding] = report([front({ content: { ...hostile, insecure } })]).findings;
    expect(finding?.message).toContain('4999 not looked at');
    expect(finding?.evidence[0]?.text.replaceAll('\n', ' ')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('is told once, of the name to which the others lead', () => {
    const www = 'www.example.com';
    const insecure = content(['script']);
    const led = front({
      hops: [{ status: 301, location: `https://${www}/` }, { url: `https://${www}/` }],
      content: insecure,
    });
    const own = { ...front({ url: `https://${www}/`, content: insecure }), name: www };
    const both = { ...healthy(host), dns: [...healthy(host).dns, ...healthy(www).dns] };
    const tls = [...healthy(host).tls, ...healthy(www).tls];
    const http = [...healthy(host).http, ...healthy(www).http];
    const all = judged(intent([host, www]), { ...both, tls, http, pages: [led, own] });
    expect(all.findings.map(({ problem, subject }) => `${problem} ${subject}`)).toEqual([`mixed-content ${www}`]);
  });

  it('none of which is insecure is nothing to tell', () => {
    expect(said(report([front({ content: content([]) })]))).toEqual([]);
  });
});

describe('the front page', () => {
  it('that leads from HTTPS back to HTTP is told', () => {
    const hops = [{ status: 301, location: `http://${host}/` }, { url: `http://${host}/` }];
    expect(said(report([front({ hops })]))).toEqual(['mixed-content (warning)']);
  });

  it('that redirects in a circle is told, although the CA gets its token', () => {
    expect(said(report([front({ failed: 'redirect-loop' })]))).toEqual(['redirect-problem (warning)']);
  });

  it.each<[kind: string, body: string, findings: readonly string[]]>([
    ['of a router', '<title>FRITZ!Box</title>', ['waf-interstitial (warning)']],
    ['of a filter', 'Internet Security by Zscaler', ['waf-interstitial (warning)']],
    ['of a dealer in names', '<script src="//www.sedoparking.com/x">', ['waf-interstitial (warning)']],
    ['of a bot check is what its owner wants', '<title>Just a moment...</title>', []],
    ['of a new server is the owner’s business', '<title>Welcome to nginx!</title>', []],
  ])('%s', (_kind, body, findings) => {
    expect(said(report([front({ body })]))).toEqual(findings);
  });

  it('of a filter is not told twice where it stands in the challenge path too', () => {
    const body = '<title>RouterOS</title>';
    const observations = { ...healthy(host), http: [page(host, home, 200, { body })], pages: [front({ body })] };
    expect(said(judged(intent(host), observations))).toEqual(['waf-interstitial']);
  });

  it('over HTTP shows that only HTTPS is missing, whatever the method', () => {
    const observations = {
      ...healthy(host),
      ...{ http: [], tls: [noTls(host, home, 'refused')] },
      pages: [front({ url: `http://${host}/` })],
    };
    const all = judged(intent(host, { method: 'dns-01' }), observations);
    expect(all.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('the site answers over HTTP, but not over HTTPS on port 443'),
    ]);
  });
});

describe('addresses that show different pages', () => {
  const two = [home, '203.0.113.11'];
  const pages = (title: string) => [
    front({ body: '<title>Shop (3 in the basket)</title>' }),
    front({ address: '203.0.113.11', body: `<title>${title}</title>` }),
  ];
  const check = (title: string) => said(judged(intent(host), { ...healthy(host, two), pages: pages(title) }));

  it('belong to different sites', () => {
    expect(check('Somebody else')).toEqual(['addresses-disagree (warning)']);
  });

  it('are one site where only numbers differ', () => {
    expect(check('Shop (17 in the basket)')).toEqual([]);
  });
});

describe('a CDN', () => {
  it.each<[by: string, hop: Partial<FetchHop>]>([
    ['its header', { headers: ['date', 'cf-ray'] }],
    ['its server', { server: 'cloudflare' }],
    ['the header of another', { headers: ['x-amz-cf-id'], server: 'nginx' }],
  ])('is known by %s, also where only the front page was asked', (_by, one) => {
    expect(said(report([front({ hops: [one] })], 'dns-01'))).toEqual(['cdn-proxy (info)']);
  });

  it('is known by its network, and its addresses are not called wrong', () => {
    const edge = '104.16.5.5';
    const all = judged(intent(host, { method: 'dns-01', addresses: [home] }), healthy(host, [edge]));
    expect(said(all)).not.toContain('dns-wrong-ip');
  });

  it('makes tls-alpn-01 impossible', () => {
    expect(said(report([front({ hops: [{ headers: ['cf-ray'] }] })], 'tls-alpn-01'))).toContain('cdn-proxy');
  });

  it('without a certificate for the name yet is told as that', () => {
    const observations = {
      ...healthy(host),
      ...{
        http: [noPage(host, home, 'redirect-loop')].slice(1),
        tls: [noTls(host, home, 'alert', 'handshake failure')],
      },
      pages: [front({ url: `http://${host}/`, hops: [{ server: 'cloudflare' }] })],
    };
    const all = judged(intent(host, { method: 'dns-01' }), observations);
    expect(all.findings[0]?.message).toContain('Cloudflare answers over HTTP and breaks TLS off');
  });
});

describe('the token', () => {
  const keyAuthorization = 'token.thumbprint';
  it.each<[bytes: number, findings: readonly string[]]>([
    [127, []],
    [128, ['http-wrong-content']],
  ])('with blanks behind it to %i bytes', (bytes, findings) => {
    const visit = page(host, home, 200, { expected: keyAuthorization, body: keyAuthorization.padEnd(bytes, ' ') });
    const outcome = { ...visit.outcome, bytes } as typeof visit.outcome;
    expect(said(judged(intent(host), { ...healthy(host), http: [{ ...visit, outcome }] }))).toEqual(findings);
  });
});
