import type { Span } from './span.ts';
import known from './top-level-domains.json' with { type: 'json' };

const tops = new Set(
  `${known.names} local lan internal corp home intranet localdomain private arpa test example invalid onion`.split(' '),
);
/** Endings of files and of systemd's units that are those of no name, but for a brand's. */
const fileEndings = new Set(
  'js ts go pem key crt cer csr conf cfg cnf log json yaml yml ini txt php html htm gz bz2 xz zst tar tgz c h service timer socket lock toml xml css rb jar exe dll sock pid bak old orig tmp new save d target mount slice scope disabled dpkg-dist rpmsave access error ssl default list env p12 pfx jks der p7b p8 sql csv'.split(
    ' ',
  ),
);
/** Those of both; which one it is, what stands around it says. */
const both = new Set(['py', 'sh', 'pl', 'so', 'cc', 'rs', 'md', 'ps', 'zip', 'mov', 'java', 'app', 'in', 'am', 'do']);
/** In such folders files and folders are called by domains. */
const domainFolders =
  /(?:^|[/\\])(?:live|archive|renewal|sites(?:-enabled|-available)?|htdocs|vhosts?|domains?|www|conf\.d|\.?acme\.sh|certificates|certs?|ssl|csr|keys|private|srv|opt|home|web|html|users?|hosts|accounts|backups?|mail|zones?|named|bind)[/\\]$/i;
const interpreters =
  /(?:^|[\s`"'(;|])(?:(?:ba|z|da|k)?sh|perl|python[0-9.]{0,4}|source|exec|script|cat|vim?|nano|less|chmod \S{1,8}|hook|file|module|import)\s{1,4}["'`]?$/i;
/** Parts of programs: `logger.info`, `self.name`. */
const codeWords =
  /^(?:self|this|os|sys|app|req|res|request|response|log|logger|http|https|acme|net|tls|dns|ssl|nginx|javax?|config|server|client|cert|certificate|user|domain|process|console|window|document|module|context|event|args|options|params|data|json|obj|item|node|ctx|cfg|conf|env|err|error|systemd|security|sun|org|com|io|urllib3|requests|certbot|josepy|cryptography|openssl)$/;

/**
 * The name of a host within a run of letters, figures and `._-`, without labels of services before it and without what
 * makes it a file's or a folder's behind it (`other.de.conf`, certbot's `other.de-0001`); null where there is none.
 */
export function nameIn(run: string, before: string, after: string): Span | null {
  // Libraries have versions behind their ending.
  if (/^lib[^.]{1,60}\.so(?:\.|$)/.test(run)) return null;
  const first = beginOf(run);
  const labels: { readonly start: number; readonly text: string }[] = [];
  let at = first;
  for (const text of run.slice(first).toLowerCase().split('.')) {
    labels.push({ start: at, text });
    at += text.length + 1;
  }
  for (let last = labels.length - 1; last >= 1; last -= 1) {
    const label = labels[last];
    if (label === undefined) continue;
    const top = topOf(label.text);
    if (top !== null && isName(labels.slice(0, last), top)) {
      const end = label.start + top.length;
      const isWhole = end >= run.length - (/[.-]$/.test(run) ? 1 : 0);
      return isWhole && both.has(top) && isFile(run, before, after) ? null : { start: first, end };
    }
    if (!isAside(label.text)) return null;
  }
  return null;
}

/** Behind labels of services (RFC 8552) and signs. */
function beginOf(run: string): number {
  let at = 0;
  while (at < run.length && /[._-]/.test(run[at] ?? '')) {
    const label = run[at] === '_' ? run.indexOf('.', at) : -1;
    at = label === -1 ? at + 1 : label + 1;
  }
  return at;
}

/** The top-level domain that a label is or begins with. */
function topOf(label: string): string | null {
  if (/^xn--[a-z0-9-]{2,59}$/.test(label)) return label;
  const word = /^[\p{L}\p{M}]{2,63}(?=$|[-_])/u.exec(label)?.[0];
  if (word === undefined || fileEndings.has(word)) return null;
  if (/[^a-z]/.test(word)) return word;
  return word.length === 2 || tops.has(word) ? word : null;
}

function isName(labels: readonly { readonly text: string }[], top: string): boolean {
  const below = labels.at(-1)?.text ?? '';
  if (below.length < (top.length > 2 ? 1 : 2)) return false;
  if (labels.length === 1 && top.length > 2 && codeWords.test(below)) return false;
  if (!/[\p{L}\p{N}]/u.test(below) || labels.every(({ text }) => /^[0-9]{1,3}$/.test(text))) return false;
  // Python's inner modules: certbot._internal.storage
  if (labels.slice(1).some(({ text }) => text.startsWith('_'))) return false;
  return labels.every(({ text }) => /^[\p{L}\p{M}\p{N}_-]{1,63}$/u.test(text));
}

/** May it stand behind a name and be none of it: endings of files, numbers? */
function isAside(label: string): boolean {
  return (
    label === '' ||
    fileEndings.has(label) ||
    both.has(label) ||
    /^[0-9]{1,8}$/.test(label) ||
    /^(?:access|error|ssl)[-_]?/.test(label)
  );
}

function isFile(run: string, before: string, after: string): boolean {
  if (/^:[0-9]{1,6}(?![0-9])/.test(after) && /\.(?:py|pl|rs|cc|java|sh)$/.test(run)) return true;
  if (/^["']?, line /.test(after) || interpreters.test(before)) return true;
  if (/^[A-Z0-9_-]{2,40}\.[a-z]{2,4}$/.test(run) || run.includes('_')) return true;
  const isInPath = /[/\\]$/.test(before) && !before.endsWith('://') && !/^[/\\:]/.test(after);
  return isInPath && !domainFolders.test(before);
}
