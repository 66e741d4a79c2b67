import type { Directive } from './directive.ts';
import type { Site, SiteListen } from './site.ts';

/** What Apache itself has at hand before it reads its configuration: `${NAME}` of its environment. */
export type ApacheVariables = ReadonlyMap<string, string>;

/**
 * The virtual hosts in their order, and behind them the main server, which answers where none of them listens. Sections
 * that hold on a module or a `Define` count where it was loaded or said before.
 */
export function apacheSites(directives: readonly Directive[], variables: ApacheVariables): readonly Site[] {
  const main = effective(directives, new Map(variables));
  const listens = main.filter(({ name }) => is(name, 'Listen')).map(listenOf);
  const hosts = main.filter(({ name, block }) => is(name, 'VirtualHost') && block !== null);
  const sites = hosts.map((host) => siteOf(host, host.block ?? [], main, virtualListens(host, listens)));
  const [first] = main;
  const left = listens.filter(
    ({ port }) => !sites.some((site) => site.listens.some((one) => one.port === port && one.address === '*')),
  );
  if (first === undefined || left.length === 0) return sites;
  return [...sites, siteOf({ ...first, line: 1 }, main, main, left)];
}

interface Listen {
  readonly address: string;
  readonly port: number;
  readonly https: boolean;
}

function is(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}

/** Modules that are always there, as far as people ask for them. */
const builtIn = new Set(['core.c', 'core_module', 'http_core.c', 'http_module', 'mod_so.c', 'so_module']);

/** The directives that hold, with their variables put in. `defined` grows as Apache reads on. */
function effective(
  directives: readonly Directive[],
  defined: Map<string, string>,
  modules = new Set<string>(builtIn),
): readonly Directive[] {
  return directives.flatMap((directive): readonly Directive[] => {
    const args = directive.args.map((arg) => filled(arg, defined));
    const [first = '', second = ''] = args;
    const { name, block } = directive;
    if (is(name, 'LoadModule')) {
      const file = second.slice(second.lastIndexOf('/') + 1);
      modules.add(first).add(file.replace(/\.so$/, '.c'));
    }
    if (is(name, 'Define')) defined.set(first, second);
    if (is(name, 'UnDefine')) defined.delete(first);
    if (block === null) return [{ ...directive, args }];
    if (is(name, 'IfModule') || is(name, 'IfDefine')) {
      const known = is(name, 'IfModule') ? modules : defined;
      const holds = first.startsWith('!') ? !known.has(first.slice(1)) : known.has(first);
      return holds ? effective(block, defined, modules) : [];
    }
    // What the version or a file decides is taken to hold: it mostly stands around one way to say the same.
    if (is(name, 'IfVersion') || is(name, 'IfFile')) return effective(block, defined, modules);
    return [{ ...directive, args, block: effective(block, defined, modules) }];
  });
}

/** `${NAME}`; one that is not defined stays, as Apache leaves it. */
function filled(arg: string, defined: ReadonlyMap<string, string>): string {
  let text = '';
  let at = 0;
  for (;;) {
    const start = arg.indexOf('${', at);
    const end = start < 0 ? -1 : arg.indexOf('}', start);
    if (end < 0) return text + arg.slice(at);
    text += arg.slice(at, start) + (defined.get(arg.slice(start + 2, end)) ?? arg.slice(start, end + 1));
    at = end + 1;
  }
}

function listenOf({ args: [target = '', protocol = ''] }: Directive): Listen {
  const { address, port } = splitPort(target);
  const isPort = address === '' || /^[0-9]+$/.test(target);
  return {
    address: isPort || address === '0.0.0.0' || address === '[::]' ? '*' : address,
    port: port ?? (isPort ? Number(target) : 80),
    https: is(protocol, 'https') || (protocol === '' && (port ?? Number(target)) === 443),
  };
}

/** `192.0.2.1:80`, `[2001:db8::1]:80`, `*:80`, `80`. */
function splitPort(target: string): { readonly address: string; readonly port: number | null } {
  const colon = target.lastIndexOf(':');
  const port = target.slice(colon + 1);
  if (colon < 0 || target.endsWith(']') || !/^[0-9*]{1,5}$/.test(port)) return { address: target, port: null };
  return { address: target.slice(0, colon), port: port === '*' ? null : Number(port) };
}

/** Without a port, or with `*` for it, a virtual host answers on all ports on which Apache listens. */
function virtualListens({ args }: Directive, listens: readonly Listen[]): readonly Listen[] {
  return args.flatMap((target): readonly Listen[] => {
    const { address: said, port } = splitPort(target);
    const address = ['*', '_default_', '0.0.0.0'].includes(said) ? '*' : said;
    const ports = port === null ? listens.map((one) => one.port) : [port];
    return [...new Set(ports)].map((one) => ({ address, port: one, https: false }));
  });
}

function siteOf(
  { file, line }: Directive,
  own: readonly Directive[],
  main: readonly Directive[],
  listens: readonly Listen[],
): Site {
  const argsOf = (name: string): readonly (readonly string[])[] => {
    const here = own.filter((one) => is(one.name, name));
    return (here.length > 0 ? here : main.filter((one) => is(one.name, name))).map(({ args }) => args);
  };
  const all = (name: string): readonly string[] => argsOf(name).flatMap(([value]) => value ?? []);
  const last = (name: string): string => all(name).at(-1) ?? '';
  const named = own.filter(({ name }) => is(name, 'ServerName') || is(name, 'ServerAlias'));
  const names = named.flatMap(({ name, args }) => (is(name, 'ServerName') ? args.slice(0, 1).map(hostIn) : args));
  const engine = last('SSLEngine').toLowerCase();
  const managed = main.filter(({ name }) => is(name, 'MDomain') || is(name, 'MDomainSet'));
  return {
    software: 'apache',
    file,
    line,
    names,
    listens: listens.map(({ address, port, https }): SiteListen => ({
      address,
      port,
      ssl: engine === 'on' || (engine === '' && https),
      defaultServer: false,
    })),
    certificates: all('SSLCertificateFile'),
    keys: all('SSLCertificateKeyFile'),
    automatic: managed.some(({ args }) => args.some((one) => names.includes(one.toLowerCase()))),
    root: last('DocumentRoot') || null,
  };
}

/** ServerName takes `https://www.example.com:443`. */
function hostIn(said: string): string {
  const scheme = said.indexOf('://');
  return splitPort(scheme < 0 ? said : said.slice(scheme + 3)).address;
}
