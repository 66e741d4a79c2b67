import { canonicalAddress } from '../dns/address.ts';
import { decodePunycode } from '../domain/punycode.ts';
import { isEverybodys, isEverybodysAddress } from './everybodys.ts';
import { nameIn } from './host-names.ts';

/** What may be named although it tells of a place: the domain asked about and what its check saw. */
export interface Kept {
  /** Lower-case names without the trailing dot. */
  readonly names: ReadonlySet<string>;
  /** Canonical addresses. */
  readonly addresses: ReadonlySet<string>;
}

type Kind = 'user' | 'host' | 'domain' | 'ip' | 'acct';

/** No machine's, but those of all, of none, and what a protocol says. */
const nobodys =
  /^(?:localhost|localhost4|localhost6|unix|none|null|unknown|undefined|true|false|any|all|default|name|is|was|not|https?|http-01|dns-01|tls-alpn-01|example|yes|no|nginx|apache2?|httpd|caddy|traefik|haproxy|host|server|removed)$/i;
/** Names of machines, as people make them of what they are for and a number. */
const shape =
  /^(?:[a-z]{1,12}-){0,3}(?:web|www|db|sql|mysql|pgsql|redis|srv|server|fileserver|app|api|mail|mx|smtp|node|vm|vps|dc|fs|nas|backup|proxy|lb|cache|worker|ci|k8s|kube|master|edge|prod|stage|staging|dev)(?:-[a-z]{1,12}){0,2}-?[0-9]{1,4}$/i;
const version =
  /(?:^|[\s"'(;,])(?:nginx|openresty|tengine|angie|apache|openssl|libressl|boringssl|php|certbot|caddy|haproxy|curl|python|lego|traefik|envoy|litespeed|iis|chrome|chromium|edg|opr|version|release|ver)(?:\/|[:=]? {0,1}|\/v)$/i;
/** Accounts that programs have, in whose homes they keep logs and sites. */
const programs = new Set([
  'cloudpanel',
  'clp',
  'www-data',
  'nginx',
  'git',
  'ubuntu',
  'debian',
  'admin',
  'shared',
  'public',
]);

/**
 * Puts stable made-up names in the place of people, machines, clients' addresses and domains that have nothing to do with
 * the one asked about: `user1@…`, `host-1`, `ip-1`, `domain-1`, `acct-1`. One for a bundle, so that the same stays the same.
 */
export class Pseudonyms {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<Kind, number>();
  readonly #kept: Kept;
  readonly #keptNames: ReadonlySet<string>;
  readonly #hosts: ReadonlySet<string>;

  /** `hosts`: names of machines that are known, such as the one that looked. */
  constructor(kept: Kept, hosts: readonly string[]) {
    this.#kept = kept;
    this.#keptNames = new Set([...kept.names, ...[...kept.names].map(inLetters)]);
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()).filter((host) => host.length >= 2));
  }

  apply(line: string): string {
    return this.#words(
      this.#machines(this.#addresses(this.#syslogHost(this.#homes(this.#accounts(this.#mail(line)))))),
    );
  }

  /** The made-up name of a machine; of one that may be named, its own. */
  host(name: string): string {
    return this.#kept.names.has(name.toLowerCase()) ? name : this.#of('host', name.toLowerCase());
  }

  #of(kind: Kind, text: string): string {
    const key = `${kind} ${text}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    const name = kind === 'user' ? `user${number}` : `${kind}-${number}`;
    this.#names.set(key, name);
    return name;
  }

  #mail(line: string): string {
    let text = '';
    let done = 0;
    for (let at = line.indexOf('@'); at !== -1; at = line.indexOf('@', at + 1)) {
      let start = at;
      while (start > Math.max(done, at - 64) && /[\p{L}\p{M}\p{N}._%+-]/u.test(line[start - 1] ?? '')) start -= 1;
      let end = at + 1;
      while (end < Math.min(line.length, at + 254) && /[\p{L}\p{M}\p{N}.-]/u.test(line[end] ?? '')) end += 1;
      const host = line.slice(at + 1, end);
      if (start === at || !host.slice(1, -1).includes('.')) continue;
      const stop = host.endsWith('.') ? end - 1 : end;
      text += `${line.slice(done, start)}${this.#of('user', line.slice(start, stop).toLowerCase())}@…`;
      done = stop;
    }
    return text + line.slice(done);
  }

  #accounts(line: string): string {
    return line
      .replace(/\/(acct|reg|account|my-account)\/([A-Za-z0-9_-]{1,100})/g, (_, kind: string, id: string) =>
        isMadeUp(id) ? `/${kind}/${id}` : `/${kind}/${this.#of('acct', id)}`,
      )
      .replace(/\/(order|finalize|authz|chall)\/([0-9]{3,20})\//g, (_, kind: string, id: string) => {
        return `/${kind}/${this.#of('acct', id)}/`;
      });
  }

  #homes(line: string): string {
    return line.replace(
      /(\/home\/|\/Users\/|\\Users\\)([^/\\\s"'<>:]{1,64})/g,
      (whole, before: string, user: string) => {
        const isNobody = programs.has(user.toLowerCase()) || /^user[0-9]{1,6}$/.test(user) || /^[*{$]/.test(user);
        return isNobody ? whole : `${before}${this.#of('user', `home ${user}`)}`;
      },
    );
  }

  /** `Nov 22 07:15:02 web-1 certbot[123]:`, also with a time of ISO 8601. */
  #syslogHost(line: string): string {
    const match =
      /^([A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} |[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+-]{8,30}Z? )([A-Za-z0-9_.-]{1,253}) [A-Za-z0-9_./-]{1,64}(?:\[[0-9]{1,10}\])?: /.exec(
        line,
      );
    const [, time, host] = match ?? [];
    if (time === undefined || host === undefined || isMadeUp(host)) return line;
    if (/^(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE|NOTICE)$/i.test(host)) return line;
    return `${time}${this.host(host)}${line.slice(time.length + host.length)}`;
  }

  #addresses(line: string): string {
    return line.replace(/[0-9a-fA-F:.]{3,64}/g, (run, offset: number) => {
      if (/[A-Za-z0-9_]/.test(line[offset - 1] ?? '') || /[A-Za-z0-9_]/.test(line[offset + run.length] ?? ''))
        return run;
      // Versions may have four parts, too.
      if (version.test(line.slice(Math.max(0, offset - 40), offset))) return run;
      const trimmed = run.replace(/[.:]$/, '');
      const [text, tail] = this.#addressIn(run) ?? this.#addressIn(trimmed) ?? ['', ''];
      if (text === '') return run;
      const address = canonicalAddress(text) ?? text;
      if (isEverybodysAddress(address) || this.#kept.addresses.has(address)) return run;
      return `${this.#of('ip', address)}${tail}${run.slice(text.length + tail.length)}`;
    });
  }

  /** The address at the start of a run of its characters, and a port behind it. */
  #addressIn(run: string): readonly [string, string] | null {
    if (canonicalAddress(run) !== null) return [run, ''];
    const colon = run.indexOf(':');
    if (colon === -1 || canonicalAddress(run.slice(0, colon)) === null) return null;
    return [run.slice(0, colon), run.slice(colon)];
  }

  /** Names of domains and of machines. */
  #words(line: string): string {
    return line.replace(/[\p{L}\p{M}\p{N}_.-]{2,300}/gu, (run, offset: number) => {
      const whole = run.replace(/\.$/, '');
      if (this.#hosts.has(whole.toLowerCase())) return `${this.host(whole)}${run.slice(whole.length)}`;
      const before = line.slice(Math.max(0, offset - 80), offset);
      const part = run.includes('.')
        ? nameIn(run, before, line.slice(offset + run.length, offset + run.length + 12))
        : null;
      if (part === null)
        return shape.test(run) && !isMadeUp(run) && !this.#mayBeNamed(run.toLowerCase()) ? this.host(run) : run;
      const name = run.slice(part.start, part.end).toLowerCase();
      if (this.#mayBeNamed(name) || this.#mayBeNamed(whole.toLowerCase())) return run;
      return `${run.slice(0, part.start)}${this.#of('domain', name)}${run.slice(part.end)}`;
    });
  }

  /** Machines and accounts without a domain, where what stands around them says so. */
  #machines(line: string): string {
    const user = (name: string): string =>
      programs.has(name.toLowerCase()) || isMadeUp(name) || name === 'root'
        ? name
        : this.#of('user', name.toLowerCase());
    const host = (name: string): string => (isMadeUp(name) || nobodys.test(name) ? name : this.host(name));
    return (
      line
        // UNC paths, also as JSON escapes them.
        .replace(
          /(^|[\s"'=(,])(\\\\(?:\\\\)?)([A-Za-z0-9_-]{1,63})(?=\\)/g,
          (_, before: string, lead: string, name: string) => `${before}${lead}${host(name)}`,
        )
        .replace(
          /(?<![\\/:.\w-])([A-Z][A-Z0-9-]{1,14})(\\{1,2})([A-Za-z][A-Za-z0-9._-]{0,63})/g,
          (whole, domain: string, sign: string, name: string, at: number) => {
            const next = line[at + whole.length];
            const isEscape = sign === '\\' && /^[nrt](?![a-z])/.test(name);
            const isPath = next === '\\' || /^(?:HK[A-Z_]+|BUILTIN)$/.test(domain);
            return isEscape || isPath ? whole : `${host(domain)}${sign}${user(name)}`;
          },
        )
        .replace(
          /(?<![\w.%+-])([A-Za-z0-9._-]{1,64})@([A-Za-z][A-Za-z0-9-]{1,62})(?![\w.@-])/g,
          (whole, name: string, at: string) =>
            /^(?:docker|internal|file|kubernetes|kubernetescrd|swarm|rest|http)$/.test(at)
              ? whole
              : `${user(name)}@${host(at)}`,
        )
        .replace(
          /:\/\/(\[removed\]@)?([A-Za-z][A-Za-z0-9_-]{0,62})(?=[:/\s"'<>]|$)/g,
          (_, info: string | undefined, name: string) => `://${info ?? ''}${host(name)}`,
        )
        .replace(
          /((?<![\w-])(?:host_?name|host|server_?name|server|node_?name|node|machine|computer_?name)["']?\s{0,2}[=:]\s{0,2}["']?)([A-Za-z0-9][A-Za-z0-9-]{1,62})(?![\w.-])/gi,
          (_, before: string, name: string) => `${before}${host(name)}`,
        )
        .replace(
          /((?<![\w-])(?:host|hostname|server|node|machine|computer|resolve|lookup|ssh|scp|ping|ENOTFOUND|EAI_AGAIN) ["']?)([A-Za-z][A-Za-z0-9]{0,40}-[A-Za-z0-9-]{1,40}|[A-Za-z]{2,30}[0-9]{1,4})(?![\w.-])/gi,
          (_, before: string, name: string) => `${before}${host(name)}`,
        )
    );
  }

  #mayBeNamed(name: string): boolean {
    if (isEverybodys(name)) return true;
    // Labels such as _acme-challenge belong to the name behind them (RFC 8552).
    const labels = name.split('.');
    const first = labels.findIndex((label) => !label.startsWith('_'));
    const bare = labels.slice(Math.max(0, first)).join('.');
    if (this.#keptNames.has(name) || this.#keptNames.has(bare)) return true;
    for (const kept of this.#keptNames) if (kept.endsWith(`.${bare}`)) return true;
    return false;
  }
}

/** A name with letters of its language, as people write it (RFC 5891). */
function inLetters(name: string): string {
  return name
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodePunycode(label.slice(4)) ?? label) : label))
    .join('.');
}

function isMadeUp(text: string): boolean {
  return /^(?:(?:acct|host|domain|ip)-|user)[0-9]{1,6}$/.test(text);
}
