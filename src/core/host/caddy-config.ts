import { ConfigSyntaxError, deepestBlocks, type Directive } from './directive.ts';
import type { Site, SiteListen } from './site.ts';

/**
 * Reads a Caddyfile: a directive a line, `{` at its end opens a block, `#` begins a comment where a word would begin,
 * quotes and backticks hold blanks. A line that is only `{` has no name: the global options. Throws `ConfigSyntaxError`.
 */
export function parseCaddyfile(text: string, file: string): readonly Directive[] {
  const top: Directive[] = [];
  const open: { readonly line: number; readonly inside: Directive[] }[] = [];
  for (const { words, line } of logicalLines(text)) {
    const inside = open.at(-1)?.inside ?? top;
    if (words.length === 1 && words[0] === '}') {
      if (open.pop() === undefined) throw new ConfigSyntaxError('unexpected "}"', file, line);
      continue;
    }
    const opens = words.at(-1) === '{';
    const [name = '', ...args] = opens ? words.slice(0, -1) : words;
    const block: Directive[] | null = opens ? [] : null;
    if (block !== null) {
      if (open.length >= deepestBlocks) throw new ConfigSyntaxError('blocks stand too deep in each other', file, line);
      open.push({ line, inside: block });
    }
    inside.push({ name, args, block, file, line });
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new ConfigSyntaxError('a "{" is never closed', file, unclosed.line);
  return top;
}

/** Words of each line; one that ends in a comma or a backslash goes on. */
function* logicalLines(text: string): Generator<{ readonly words: readonly string[]; readonly line: number }> {
  let words: string[] = [];
  let started = 1;
  let line = 1;
  let at = 0;
  const isOver = (): boolean => words.length > 0 && words.at(-1)?.endsWith(',') !== true;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\n') {
      if (isOver()) {
        yield { words, line: started };
        words = [];
      }
      line++;
      at++;
    } else if (' \t\r'.includes(char)) {
      at++;
    } else if (char === '\\' && text.charAt(at + 1) === '\n') {
      line++;
      at += 2;
    } else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      if (words.length === 0) started = line;
      const quote = char === '"' || char === '`' ? char : null;
      if (quote !== null) at++;
      let word = '';
      for (; at < text.length; at++) {
        const next = text.charAt(at);
        if (quote === null ? ' \t\r\n'.includes(next) : next === quote) break;
        if (next === '\n') line++;
        if (quote === '"' && next === '\\' && text.charAt(at + 1) === '"') at++;
        word += text.charAt(at);
      }
      if (quote !== null) at++;
      words.push(word);
    }
  }
  if (words.length > 0) yield { words, line: started };
}

/** The sites of a Caddyfile, with what was imported in its place. A file without braces is one site. */
export function caddyfileSites(directives: readonly Directive[]): readonly Site[] {
  const [options] = directives.filter(({ name, block }) => name === '' && block !== null);
  const automatic = !(options?.block ?? []).some(
    ({ name, args }) => name === 'auto_https' && ['off', 'disable_certs'].includes(args[0] ?? ''),
  );
  const rest = directives.filter((one) => one !== options);
  const [first, ...others] = rest;
  const single = first?.block === null ? [{ ...first, block: others }] : [];
  const sites = single.length > 0 ? single : rest.filter(({ block, name }) => block !== null && !name.startsWith('('));
  return sites.map((site) => siteOf(site, automatic));
}

function siteOf({ name, args, block, file, line }: Directive, automatic: boolean): Site {
  const own = block ?? [];
  const addresses = [name, ...args]
    .flatMap((word) => word.split(','))
    .filter((word) => word !== '')
    .map(addressOf);
  const bound = own.find((one) => one.name === 'bind')?.args ?? [];
  const tls = own.filter((one) => one.name === 'tls').map((one) => one.args);
  const pairs = tls.filter(([certificate = '', key]) => certificate.includes('/') && key !== undefined);
  const root = own.find((one) => one.name === 'root')?.args.at(-1) ?? null;
  return {
    software: 'caddy',
    file,
    line,
    names: [...new Set(addresses.flatMap(({ host }) => (host === '' ? [] : [host])))],
    listens: addresses.flatMap(({ host, ports }) =>
      ports.flatMap(({ port, ssl }) =>
        (bound.length > 0 ? bound : ['*']).map((address): SiteListen => ({
          address,
          port,
          ssl,
          defaultServer: host === '',
        })),
      ),
    ),
    certificates: pairs.flatMap(([certificate = '']) => certificate),
    keys: pairs.flatMap(([, key = '']) => key),
    automatic: automatic && pairs.length === 0,
    root,
  };
}

interface Address {
  /** Empty: every name. */
  readonly host: string;
  readonly ports: readonly { readonly port: number; readonly ssl: boolean }[];
}

/** `example.com`, `http://example.com`, `example.com:8443`, `:80`, `https://example.com/path`. A name alone redirects from port 80. */
function addressOf(text: string): Address {
  const scheme = /^(https?):\/\//.exec(text)?.[1] ?? null;
  const [place = ''] = (scheme === null ? text : text.slice(scheme.length + 3)).split('/', 1);
  const colon = place.lastIndexOf(':');
  const said = place.slice(colon + 1);
  const hasPort = colon >= 0 && /^[0-9]{1,5}$/.test(said);
  const host = (hasPort ? place.slice(0, colon) : place).toLowerCase();
  if (hasPort) {
    const port = Number(said);
    return { host, ports: [{ port, ssl: scheme === null ? port !== 80 && host !== '' : scheme === 'https' }] };
  }
  const both = [
    { port: 443, ssl: true },
    { port: 80, ssl: false },
  ];
  return { host, ports: scheme === 'http' ? both.slice(1) : both };
}

/** The sites of Caddy's own JSON: the names that its routes ask for, at the addresses of their server. Throws `ConfigSyntaxError`. */
export function caddyJsonSites(text: string, file: string): readonly Site[] {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    throw new ConfigSyntaxError('it is no JSON', file, 1);
  }
  const servers = Object.values(membersOf(at(config, 'apps', 'http', 'servers')));
  return servers.flatMap((server) => {
    const isPlain = at(server, 'automatic_https', 'disable') === true;
    const listens = itemsOf(at(server, 'listen')).flatMap((place) =>
      typeof place === 'string' ? jsonListen(place) : [],
    );
    const names = itemsOf(at(server, 'routes'))
      .flatMap((route) => itemsOf(at(route, 'match')))
      .flatMap((match) => itemsOf(at(match, 'host')))
      .filter((name) => typeof name === 'string');
    return listens.length === 0
      ? []
      : [
          {
            ...{ software: 'caddy' as const, file, line: 0, names, certificates: [], keys: [], root: null },
            listens: listens.map((one) => ({ ...one, ssl: one.ssl && !isPlain, defaultServer: names.length === 0 })),
            automatic: !isPlain,
          },
        ];
  });
}

function jsonListen(place: string): readonly Pick<SiteListen, 'address' | 'port' | 'ssl'>[] {
  const colon = place.lastIndexOf(':');
  const port = Number(place.slice(colon + 1));
  return Number.isInteger(port) ? [{ address: place.slice(0, Math.max(0, colon)) || '*', port, ssl: port !== 80 }] : [];
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => membersOf(inner)[key], value);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
