/** A program of ours to know, as the machine's own records of what is installed tell. All text is hostile. */
export interface InstalledProgram {
  readonly name: string;
  /** As its packager or its author counts. */
  readonly version: string;
  readonly by: 'Debian package' | 'Alpine package' | 'snap' | 'script';
}

/** Of whose versions support asks first: ACME clients, web servers, TLS. */
const asked = ['certbot', 'lego', 'dehydrated', 'caddy', 'nginx', 'apache2', 'haproxy', 'traefik', 'openssl'] as const;

/** Reads `/var/lib/dpkg/status` (deb822(5)). */
export function readDebianPackages(text: string): readonly InstalledProgram[] {
  return asked.flatMap((name) => {
    const record = recordAt(text, `Package: ${name}\n`);
    const version = /^Version: (\S{1,60})$/m.exec(record)?.[1];
    const isThere = /^Status: \S{1,20} ok installed$/m.test(record);
    return version !== undefined && isThere ? [{ name, version, by: 'Debian package' as const }] : [];
  });
}

/** Reads `/lib/apk/db/installed`: https://wiki.alpinelinux.org/wiki/Apk_spec. */
export function readAlpinePackages(text: string): readonly InstalledProgram[] {
  return asked.flatMap((name) => {
    const version = /^V:(\S{1,60})$/m.exec(recordAt(text, `P:${name}\n`))?.[1];
    return version === undefined ? [] : [{ name, version, by: 'Alpine package' as const }];
  });
}

/** The paragraph in which the line stands; empty where it does not. */
function recordAt(text: string, line: string): string {
  const at = text.startsWith(line) ? 0 : text.indexOf(`\n${line}`) + 1;
  if (at === 0 && !text.startsWith(line)) return '';
  const start = text.lastIndexOf('\n\n', at) + 1;
  const end = text.indexOf('\n\n', at);
  return text.slice(start, end === -1 ? undefined : end);
}

/** Reads `meta/snap.yaml` of a snap. */
export function readSnap(name: string, text: string): readonly InstalledProgram[] {
  const version = /^version: ["']?([^\s"']{1,60})/m.exec(text)?.[1];
  return version === undefined ? [] : [{ name, version, by: 'snap' }];
}

/** Reads the beginning of acme.sh itself. */
export function readAcmeSh(text: string): readonly InstalledProgram[] {
  const version = /^VER=["']?([^\s"']{1,60})/m.exec(text)?.[1];
  return version === undefined ? [] : [{ name: 'acme.sh', version, by: 'script' }];
}
