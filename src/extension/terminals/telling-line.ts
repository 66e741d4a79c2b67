/** Words of which at least one stands in every line that tells of certificate trouble, in lower case. */
const words = [
  ...['acme', 'certbot', 'nginx', 'certificate', 'challenge', 'caa', 'nxdomain', 'servfail', 'dnssec', 'txt record'],
  ...['ssl', 'tls', 'x509', 'http-01', 'dns-01', 'dns problem', 'bind()', 'ratelimited', 'rate limit', 'too many'],
  ...['connection refused', 'timed out', 'timeout', 'unauthorized', 'invalid response', 'bad gateway', 'detail:'],
];

/** More of a line is not looked at: it is a screen's worth, and the message stands at its start. */
const longestLine = 4_096;

/** The part of a terminal's line that is worth asking the engine about; null for most lines. Cheap: every line passes here. */
export function tellingLine(line: string): string | null {
  const part = line.slice(0, longestLine);
  const lower = part.toLowerCase();
  return words.some((word) => lower.includes(word)) ? part : null;
}
