import type { SiteListen } from './site.ts';

/** One `bind` of a frontend, with the certificates that it is told to offer. */
export interface HaproxyBind {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly listens: readonly SiteListen[];
  /** Files and folders of certificates (`crt`), in their order; relative to `crt-base`, where that is said. */
  readonly certificates: readonly string[];
  /** Lists of certificates (`crt-list`). */
  readonly lists: readonly string[];
}

export interface HaproxyConfig {
  readonly binds: readonly HaproxyBind[];
  readonly certificateFolder: string | null;
}

/**
 * Reads the listeners of one or more files, which HAProxy joins in their order (configuration manual 2.2, 5.1): words
 * between blanks, quotes, backslashes, `#` comments. `bind` counts in `frontend` and `listen`.
 */
export function readHaproxy(files: readonly { readonly file: string; readonly text: string }[]): HaproxyConfig {
  const binds: HaproxyBind[] = [];
  let certificateFolder: string | null = null;
  let section = '';
  for (const { file, text } of files) {
    for (const [index, line] of text.split('\n').entries()) {
      const [keyword = '', ...args] = haproxyWords(line);
      if (sections.has(keyword)) section = keyword;
      else if (keyword === 'crt-base' && section === 'global') certificateFolder = args[0] ?? null;
      else if (keyword === 'bind' && (section === 'frontend' || section === 'listen')) {
        binds.push({ file, line: index + 1, ...bindOf(args) });
      }
    }
  }
  return { binds, certificateFolder };
}

const sections = new Set([
  ...['global', 'defaults', 'frontend', 'backend', 'listen', 'peers', 'resolvers', 'mailers', 'userlist', 'cache'],
  ...['program', 'http-errors', 'ring', 'log-forward', 'crt-store', 'traces', 'acme', 'fcgi-app', 'dynamic-update'],
]);

function bindOf([addresses = '', ...options]: readonly string[]): Omit<HaproxyBind, 'file' | 'line'> {
  const ssl = options.includes('ssl');
  const behind = (option: string): readonly string[] =>
    options.flatMap((one, at) => (one === option ? (options[at + 1] ?? []) : []));
  return {
    listens: addresses.split(',').flatMap((address) => listensOf(address, ssl, !options.includes('strict-sni'))),
    certificates: [...behind('default-crt'), ...behind('crt')],
    lists: behind('crt-list'),
  };
}

/** `*:443`, `:443`, `192.0.2.1:443`, `[::]:443`, `::1:443`, `ipv4@0.0.0.0:80`, `/run/socket`; a range of ports counts by its ends. */
function listensOf(text: string, ssl: boolean, defaultServer: boolean): readonly SiteListen[] {
  const at = text.indexOf('@');
  const family = text.slice(0, Math.max(0, at));
  const place = text.slice(at + 1);
  if (place.startsWith('/') || family === 'unix' || family === 'fd' || family === 'abns') {
    return [{ address: `unix:${place}`, port: 0, ssl, defaultServer }];
  }
  const colon = place.lastIndexOf(':');
  const said = place.slice(0, Math.max(0, colon));
  const bare = said.startsWith('[') ? said.slice(1, -1) : said;
  const address = bare === '' || bare === '*' ? '*' : bare.includes(':') ? `[${bare}]` : bare;
  const ports = place
    .slice(colon + 1)
    .split('-', 2)
    .filter((one) => /^[0-9]{1,5}$/.test(one));
  return ports.map((port) => ({ address, port: Number(port), ssl, defaultServer }));
}

/** An entry of a `crt-list`: `FILE [options] filter...`; what begins with `!` excludes. */
export interface CertificateListEntry {
  readonly certificate: string;
  /** For which names it is offered; empty: for those that it holds. */
  readonly names: readonly string[];
}

export function readCertificateList(text: string): readonly CertificateListEntry[] {
  return text.split('\n').flatMap((line): readonly CertificateListEntry[] => {
    if (line.trimStart().startsWith('#')) return [];
    const start = line.indexOf('[');
    const end = line.lastIndexOf(']');
    const plain = start > 0 && end > start ? `${line.slice(0, start)} ${line.slice(end + 1)}` : line;
    const [certificate, ...filters] = plain.split(/[ \t\r]+/).filter(Boolean);
    return certificate === undefined ? [] : [{ certificate, names: filters.filter((one) => !one.startsWith('!')) }];
  });
}

/** Words of a line: in weak quotes a backslash escapes, in strong ones nothing does. */
function haproxyWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (quote === "'" ? char !== "'" : char === '\\') {
      word = (word ?? '') + (quote === "'" ? char : line.charAt(++at));
    } else if (quote !== '' && char === quote) {
      quote = '';
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (quote === '' && char === '#') {
      break;
    } else if (quote === '' && (char === ' ' || char === '\t' || char === '\r')) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (word !== null) words.push(word);
  return words;
}
