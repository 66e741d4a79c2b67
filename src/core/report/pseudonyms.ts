import { canonicalAddress } from '../dns/address.ts';

/** What may be named although it tells of a place: the domain asked about and what its check saw. */
export interface Kept {
  /** Lower-case names without the trailing dot. */
  readonly names: ReadonlySet<string>;
  /** Canonical addresses. */
  readonly addresses: ReadonlySet<string>;
}

type Kind = 'user' | 'host' | 'domain' | 'ip' | 'acct';

/** Endings that look like those of names and are those of files or of programs' parts. */
const fileEndings = new Set(
  'py sh pl so cc rs md ps js ts go pem key crt cer csr conf log json yaml yml ini txt php html htm gz c h service timer socket lock cnf cfg toml xml css rb jar exe dll sock pid bak old tmp d'.split(
    ' ',
  ),
);
/** Endings of names that people use, beside those of countries, which have two letters. */
const nameEndings = new Set(
  'com net org info biz dev app cloud online site website shop store xyz top club tech blog page agency email host hosting live media network news pro services solutions space studio systems team technology today tools world company digital group guru life edu gov mil int eu asia mobi name tel travel jobs local lan internal corp home intranet localdomain private arpa test example invalid'.split(
    ' ',
  ),
);
/** Of CAs, their tools and others whom everybody asks; they say nothing of the user. */
const everybodys = [
  'letsencrypt.org',
  'lencr.org',
  'zerossl.com',
  'sectigo.com',
  'buypass.com',
  'buypass.no',
  'pki.goog',
  'ssl.com',
  'digicert.com',
  'globalsign.com',
  'actalis.it',
  'eff.org',
  'certbot.org',
  'acme.sh',
  'github.com',
  'cloudflare.com',
  'amazonaws.com',
  'googleapis.com',
  'smoxy.eu',
  'cloudpanel.io',
  'certinext.io',
  'nginx.org',
  'debian.org',
  'ubuntu.com',
  'rfc-editor.org',
  'ietf.org',
  'example.com',
  'example.net',
  'example.org',
];
const everywhere = new Set(['0.0.0.0', '127.0.0.1', '::', '::1']);
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
  readonly #hosts: ReadonlySet<string>;

  /** `hosts`: names of machines that are known, such as the one that looked. */
  constructor(kept: Kept, hosts: readonly string[]) {
    this.#kept = kept;
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()).filter((host) => host.length >= 2));
  }

  apply(line: string): string {
    return this.#words(this.#addresses(this.#syslogHost(this.#homes(this.#accounts(this.#mail(line))))));
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
      while (start > Math.max(done, at - 64) && /[A-Za-z0-9._%+-]/.test(line[start - 1] ?? '')) start -= 1;
      let end = at + 1;
      while (end < Math.min(line.length, at + 254) && /[A-Za-z0-9.-]/.test(line[end] ?? '')) end += 1;
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
      const trimmed = run.replace(/[.:]$/, '');
      const [text, tail] = this.#addressIn(run) ?? this.#addressIn(trimmed) ?? ['', ''];
      if (text === '') return run;
      const address = canonicalAddress(text) ?? text;
      if (everywhere.has(address) || this.#kept.addresses.has(address)) return run;
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
    return line.replace(/[A-Za-z0-9_.-]{2,300}/g, (run) => {
      const name = run.replace(/\.$/, '').toLowerCase();
      const tail = run.slice(name.length);
      if (this.#hosts.has(name)) return `${this.host(name)}${tail}`;
      return name.includes('.') && looksLikeName(name) && !this.#mayBeNamed(name)
        ? `${this.#of('domain', name)}${tail}`
        : run;
    });
  }

  #mayBeNamed(name: string): boolean {
    if (everybodys.some((one) => name === one || name.endsWith(`.${one}`))) return true;
    // Labels such as _acme-challenge belong to the name behind them (RFC 8552).
    const labels = name.split('.');
    const first = labels.findIndex((label) => !label.startsWith('_'));
    const bare = labels.slice(Math.max(0, first)).join('.');
    if (this.#kept.names.has(name) || this.#kept.names.has(bare)) return true;
    for (const kept of this.#kept.names) if (kept.endsWith(`.${bare}`)) return true;
    return false;
  }
}

function isMadeUp(text: string): boolean {
  return /^(?:acct|host|domain|ip)-[0-9]{1,6}$/.test(text);
}

function looksLikeName(name: string): boolean {
  const labels = name.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || fileEndings.has(top)) return false;
  if (!/^[a-z]{2}$/.test(top) && !nameEndings.has(top) && !top.startsWith('xn--')) return false;
  return labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label)) && (labels.at(-2) ?? '').length > 1;
}
