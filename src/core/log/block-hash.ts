/** Number of hash values: few enough to stay in a processor's cache, many enough that blocks seldom share one. */
export const hashSize = 1 << 16;

/** Hash of four bytes read as one little-endian number (multiplicative hashing: the upper bits are mixed best). */
export const blockHash = (block: number): number => Math.imul(block, 0x9e3779b1) >>> 16;

/** The four characters of a text that end at `end`, as one little-endian number. */
export const blockAt = (text: string, end: number): number =>
  text.charCodeAt(end - 3) |
  (text.charCodeAt(end - 2) << 8) |
  (text.charCodeAt(end - 1) << 16) |
  (text.charCodeAt(end) << 24);
