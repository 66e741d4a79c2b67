import { bareEnd, behindQuote, indexOr, isQuotedAt, isRemoved, kept, skipBlanks, wordAt } from './line-words.ts';
import type { Span } from './span.ts';

/** Options of programs whose word is a secret. `with`: what else must be said for it to be one. */
interface SecretOption {
  readonly program: RegExp;
  readonly options: readonly string[];
  /** Joined: `-px`. Apart: `-p x`. */
  readonly form: 'joined' | 'apart' | 'both';
  readonly with?: RegExp;
}

const secretOptions: readonly SecretOption[] = [
  { program: /^sshpass$/, options: ['-p'], form: 'both' },
  { program: /^(?:mysql|mariadb|mycli|xtrabackup|innobackupex|percona)/, options: ['-p'], form: 'joined' },
  { program: /^(?:plink|pscp|psftp|putty|kitty|klink|winscp)(?:\.exe|\.com)?$/i, options: ['-pw'], form: 'apart' },
  { program: /^openssl(?:\.exe)?$/i, options: ['-k', '-K', '-hmac'], form: 'apart' },
  { program: /^ldap|^dsconf$/, options: ['-w'], form: 'both' },
  { program: /^(?:redis-cli|valkey-cli|keydb-cli)$/, options: ['-a'], form: 'apart' },
  { program: /^mongo/, options: ['-p'], form: 'both' },
  {
    program: /^(?:docker|podman|buildah|skopeo|helm|oc|az|npm|nerdctl|crane|oras)$/,
    options: ['-p'],
    form: 'apart',
    with: /\blogin\b/,
  },
  {
    program: /^(?:zip|unzip|zipcloak|ipmitool|sqlcmd|osql|isql|bcp|mosquitto_pub|mosquitto_sub)(?:\.exe)?$/i,
    options: ['-P'],
    form: 'both',
  },
  { program: /^(?:7z|7za|7zr|rar|unrar)(?:\.exe)?$/i, options: ['-p', '-hp'], form: 'joined' },
  {
    program:
      /^(?:psexec|paexec|rdesktop|certutil|useradd|usermod|signtool|hydra|nxc|crackmapexec|evil-winrm)(?:\.exe)?$/i,
    options: ['-p'],
    form: 'apart',
  },
  { program: /^(?:snmpget|snmpwalk|snmpset|snmpbulkwalk)$/, options: ['-c', '-A', '-X'], form: 'both' },
  {
    program: /^(?:xfreerdp|wfreerdp|winrs|signtool|schtasks|certutil|mstsc|cmdkey)(?:\.exe)?$/i,
    options: ['/p', '/rp', '/pass', '/pw', '/p:', '-p:', '/pass:'],
    form: 'both',
  },
  { program: /^(?:curl|wget|http|https)$/, options: ['--pass'], form: 'apart' },
  { program: /^(?:kinit|expect|autoexpect|keepassxc-cli|pass|vault)$/, options: ['-w', '--password'], form: 'apart' },
];
/** Programs that read a secret from what is piped to them. */
const reader =
  /^(?:chpasswd|passwd|kinit|smbpasswd|cryptsetup|pdbedit|htpasswd|gpg|gpg2|ssh-add|su|saslpasswd2|vncpasswd)(?![A-Za-z])/;
const readingOptions = [
  '--password-stdin',
  '--passphrase-fd',
  '--with-token',
  '--stdin',
  '-passin stdin',
  '-pass stdin',
];

/** Secrets in command lines, where a program's options or what it reads say so. */
export function commandSecrets(line: string): readonly Span[] {
  return [...optionSecrets(line), ...pipedSecrets(line), ...typedSecrets(line), ...tableSecrets(line)].filter(
    ({ start, end }) => end > start && !isRemoved(line.slice(start, end)),
  );
}

interface ShellWord extends Span {
  readonly text: string;
}

function shellWords(line: string): readonly ShellWord[] {
  const words: ShellWord[] = [];
  for (let at = skipAll(line, 0); at < line.length;) {
    const span = isQuotedAt(line, at) ? wordAt(line, at) : { start: at, end: endOfBare(line, at) };
    const end = Math.max(span.end, at + 1);
    // A command may stand in quotes itself, and then its words do not.
    const inner = isQuotedAt(line, at) && /\s/.test(line.slice(span.start, span.end));
    if (!inner) words.push({ ...span, text: line.slice(span.start, Math.min(span.end, span.start + 300)) });
    at = skipAll(line, inner ? span.start : end);
  }
  return words;
}

/** Also of a word a part of which stands in quotes: `-p'x'`. */
function endOfBare(line: string, at: number): number {
  const end = bareEnd(line, at, false);
  return end > at && /["']/.test(line[end] ?? '') && line.includes(line[end] ?? '', end + 1)
    ? behindQuote(line, wordAt(line, end).end)
    : end;
}

/** Behind blanks, and quotes that close. */
function skipAll(line: string, at: number): number {
  let next = at;
  while (next < line.length && /[\s<]/.test(line[next] ?? '')) next += 1;
  return next;
}

function optionSecrets(line: string): readonly Span[] {
  const spans: Span[] = [];
  let programs: readonly SecretOption[] = [];
  const words = shellWords(line);
  for (const [index, word] of words.entries()) {
    const name = word.text
      .slice(Math.max(word.text.lastIndexOf('/'), word.text.lastIndexOf('\\')) + 1)
      .replace(/^[$(]{1,2}/, '');
    const known = /^[A-Za-z0-9]/.test(name) ? secretOptions.filter(({ program }) => program.test(name)) : [];
    if (known.length > 0) programs = [...new Set([...programs, ...known])];
    if (/^(?:\||\|\||&&|;)$/.test(word.text)) programs = [];
    for (const { options, form, with: also } of programs) {
      if (also !== undefined && !also.test(line.slice(0, 4096))) continue;
      const next = words[index + 1];
      for (const option of options) {
        if (form !== 'joined' && word.text === option && next !== undefined) spans.push(...sure(line, next));
        if (
          form !== 'apart' &&
          word.text.startsWith(option) &&
          word.text.length > option.length &&
          !word.text.startsWith('--')
        )
          spans.push(...sure(line, { start: word.start + option.length, end: word.end }));
      }
    }
    if (/^-U$|^--user$/.test(word.text)) spans.push(...afterSign(line, words[index + 1], '%'));
    if (word.text === '-u' && programs.length === 0 && line.includes('lftp'))
      spans.push(...afterSign(line, words[index + 1], ','));
  }
  return [...spans, ...netUse(line, words), ...htpasswd(line, words), ...wifi(line, words)];
}

function sure(line: string, span: Span): readonly Span[] {
  const joined = /^[:=]/.test(line.slice(span.start, span.start + 1)) ? { start: span.start + 1, end: span.end } : span;
  const inner = isQuotedAt(line, joined.start) ? wordAt(line, joined.start) : joined;
  const found = kept(line, inner, true);
  return found === null ? [] : [found];
}

function afterSign(line: string, word: ShellWord | undefined, sign: string): readonly Span[] {
  const at = word === undefined ? -1 : line.indexOf(sign, word.start);
  return word === undefined || at === -1 || at >= word.end ? [] : [{ start: at + 1, end: word.end }];
}

/** `net use Z: \\srv\share x /user:bob`, `net user bob x /add`. */
function netUse(line: string, words: readonly ShellWord[]): readonly Span[] {
  const at = words.findIndex(
    ({ text }, index) => /^net(?:\.exe|1)?$/i.test(text) && /^users?e?$|^use$/i.test(words[index + 1]?.text ?? ''),
  );
  if (at === -1) return [];
  const isUser = /^user$/i.test(words[at + 1]?.text ?? '');
  const rest = words.slice(at + 2).filter(({ text }) => !text.startsWith('/'));
  const value = isUser ? rest[1] : rest.find(({ text }) => !/^(?:\\|[A-Za-z*]:?$)/.test(text));
  return value === undefined ? [] : sure(line, value);
}

/** `htpasswd -b file bob x`, `htpasswd -nb bob x`. */
function htpasswd(line: string, words: readonly ShellWord[]): readonly Span[] {
  const at = words.findIndex(({ text }) => /(?:^|\/)htpasswd$/.test(text));
  if (at === -1 || !/^-[A-Za-z]*b/.test(words[at + 1]?.text ?? '')) return [];
  const value = words[at + ((words[at + 1]?.text ?? '').includes('n') ? 3 : 4)];
  return value === undefined ? [] : sure(line, value);
}

/** `wpa_passphrase home x`. */
function wifi(line: string, words: readonly ShellWord[]): readonly Span[] {
  const value = words[words.findIndex(({ text }) => text === 'wpa_passphrase') + 2];
  return value === undefined || !line.includes('wpa_passphrase ') ? [] : sure(line, value);
}

/** What is written into a program that reads a secret. */
function pipedSecrets(line: string): readonly Span[] {
  const pipe = secretPipe(line);
  const spans: Span[] = [];
  if (pipe !== -1) {
    const and = line.lastIndexOf('&&', pipe - 1);
    const from =
      Math.max(line.lastIndexOf('|', pipe - 1), line.lastIndexOf(';', pipe - 1), and === -1 ? -1 : and + 1) + 1;
    const part = line.slice(from, pipe);
    const head =
      /(?:^|[\s"'`(;$])(?:echo|printf|print|cat\s?<<<)\s{1,8}(?:-[neE]{1,3}\s{1,8}|'%s(?:\\n)?'\s{1,8}|"%s(?:\\n)?"\s{1,8})?/.exec(
        part,
      );
    const start = from + (head === null ? (/^\s*/.exec(part)?.[0].length ?? 0) : head.index + head[0].length);
    const quoted = isQuotedAt(line, start) ? wordAt(line, start) : null;
    // Without echo only a string is one: PowerShell's, or a shown fragment of a command.
    if (quoted !== null) spans.push({ start: quoted.start, end: Math.min(quoted.end, pipe) });
    else if (head !== null) spans.push({ start, end: start + line.slice(start, pipe).trimEnd().length });
  }
  const here = line.indexOf('<<<');
  if (here !== -1 && /passw|sudo|kinit|cryptsetup|gpg/.test(line.slice(0, here).slice(-200)))
    spans.push(wordAt(line, skipBlanks(line, here + 3)));
  return spans.map(({ start, end }) => userKept(line, start, end));
}

/** The place of the pipe to a program that reads a secret; -1 where there is none. */
function secretPipe(line: string): number {
  for (let at = line.indexOf('|'); at !== -1; at = line.indexOf('|', at + 1)) {
    const command = line.slice(at + 1, Math.min(indexOr(line, '|', at + 1), at + 400)).trim();
    const isRoot = /^(?:sudo|doas)\s/.test(command);
    const program = isRoot ? command.replace(/^(?:sudo|doas)\s{1,8}(?:-[A-Za-z]{1,8}\s{1,8})?/, '') : command;
    if (reader.test(program) || readingOptions.some((option) => command.includes(option))) return at;
    if (isRoot && /\s-[A-Za-z]{0,8}S(?![A-Za-z])/.test(command)) return at;
  }
  return -1;
}

/** `root:x` of chpasswd: the account stays. */
function userKept(line: string, start: number, end: number): Span {
  const user = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}:/.exec(line.slice(start, Math.min(end, start + 40)))?.[0];
  return user === undefined ? { start, end } : { start: start + user.length, end };
}

/** What scripts type for people: PowerShell's secure strings, expect's `send`. */
function typedSecrets(line: string): readonly Span[] {
  const spans: Span[] = [];
  const secure = /ConvertTo-SecureString\s{1,8}(?:-(?:String|AsPlainText|Force)\s{1,8}){0,3}/i.exec(line);
  if (secure !== null) {
    const at = secure.index + secure[0].length;
    if (line[at] !== '$' && line[at] !== '-') spans.push(wordAt(line, at));
  }
  // RFC 4954
  const login = /\bAUTH\s{1,4}(?:PLAIN|LOGIN|CRAM-MD5|XOAUTH2)\s{1,4}(?=\S)/i.exec(line);
  if (login !== null) {
    const first = wordAt(line, login.index + login[0].length);
    spans.push(first);
    // The password of LOGIN comes second.
    const second = /^ {1,4}(?=\S)/.exec(line.slice(first.end));
    if (second !== null && /LOGIN/i.test(login[0])) spans.push(wordAt(line, first.end + second[0].length));
  }
  const send = /(?:^|[\s;{"'])(?:exp_)?send\s{1,8}(?:--?[a-z]{0,8}\s{1,8})?(?=\\*")/.exec(line);
  if (send !== null) {
    const span = wordAt(line, send.index + send[0].length);
    const text = line.slice(span.start, span.end).replace(/(?:\\{1,4}[rn]){1,2}$/, '');
    const isCommand = /\s/.test(text) || /^(?:y|yes|no|n|q|quit|exit|\$.*)$/i.test(text);
    if (!isCommand && text !== '') spans.push({ start: span.start, end: span.start + text.length });
  }
  return spans;
}

/** Lines of tables whose columns are known: Postfix' and PostgreSQL's passwords, hashes of crypt(5), curl's settings. */
function tableSecrets(line: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(
    /\$(?:1|2[abxy]?|5|6|y|7|gy|md5|sha1|apr1|argon2(?:id?|d)|scrypt|pbkdf2[a-z0-9-]{0,12})\$[^\s:"'<>]{8,400}/g,
  ))
    spans.push({ start: match.index, end: match.index + match[0].length });
  const tables = [
    /\[[A-Za-z0-9_.:-]{1,255}\](?::[0-9a-z]{1,12})?\s{1,40}[^\s:[\]"']{1,128}:(?=\S)/,
    /(?:^|\s)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,8}:(?:25|465|587|smtp|submission)\s{1,40}[^\s:"']{1,128}:(?=\S)/,
    /(?:^|\s)[A-Za-z0-9_.*-]{1,255}:(?:[0-9]{1,5}|\*):[A-Za-z0-9_.*-]{1,64}:[A-Za-z0-9_.*-]{1,64}:(?=\S)/,
    /(?:^|\s)(?:proxy-)?user(?:pwd)?\s{0,8}[=:]\s{0,8}"[^\s:"]{1,64}:(?=[^\s"]{2})/,
  ];
  for (const table of tables) {
    const match = table.exec(line);
    if (match === null) continue;
    const start = match.index + match[0].length;
    const span = { start, end: bareEnd(line, start, false) };
    if (!/^[0-9]{1,5}$/.test(line.slice(span.start, span.end))) spans.push(span);
  }
  return spans;
}
