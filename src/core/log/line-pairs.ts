/** A line is looked at so far. */
const reach = 512;
const lineFeed = 10;

/** Which pairs of neighbouring bytes stand in a line behind a place, or before it: tells quickly, and cautiously, what cannot stand there. */
export class LinePairs {
  /** For each hash of a pair, the last reading in which it was seen. */
  private readonly lastSeen = new Int32Array(1 << 12);
  private readings = 0;
  private isComplete = false;

  /** Reads the line from `place` on. */
  readAfter(bytes: DataView, place: number): void {
    const { lastSeen } = this;
    const reading = ++this.readings;
    const end = Math.min(bytes.byteLength, place + reach);
    let at = place;
    // Three pairs at a time; a word with a line end in it is left to the loop below.
    for (; at + 4 <= end; at += 3) {
      const word = bytes.getInt32(at, true);
      if (hasLineEnd(word)) break;
      lastSeen[pairHash(word & 0xffff)] = reading;
      lastSeen[pairHash((word >>> 8) & 0xffff)] = reading;
      lastSeen[pairHash(word >>> 16)] = reading;
    }
    for (; at < end; at++) {
      if (bytes.getUint8(at) === lineFeed) break;
      if (at + 1 < end) lastSeen[pairHash(bytes.getUint16(at, true))] = reading;
    }
    this.isComplete = at < end || end === bytes.byteLength;
  }

  /** Reads the line up to `place`. */
  readBefore(bytes: DataView, place: number): void {
    const { lastSeen } = this;
    const reading = ++this.readings;
    const start = Math.max(0, place - reach);
    let at = place;
    for (; at - 4 >= start; at -= 3) {
      const word = bytes.getInt32(at - 4, true);
      if (hasLineEnd(word)) break;
      lastSeen[pairHash(word & 0xffff)] = reading;
      lastSeen[pairHash((word >>> 8) & 0xffff)] = reading;
      lastSeen[pairHash(word >>> 16)] = reading;
    }
    for (; at > start; at--) {
      if (bytes.getUint8(at - 1) === lineFeed) break;
      if (at - 1 > start) lastSeen[pairHash(bytes.getUint16(at - 2, true))] = reading;
    }
    this.isComplete = at > start || start === 0;
  }

  /** False only where no text with these pairs stands in what was read, nor in what is too far. */
  mayHold(pairs: Uint16Array): boolean {
    if (!this.isComplete) return true;
    for (const pair of pairs) if (this.lastSeen[pair] !== this.readings) return false;
    return true;
  }
}

/** The pairs of a text of ASCII, as `mayHold` takes them. */
export function pairsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length - 1 }, (_, at) =>
    pairHash(text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8)),
  );
}

const pairHash = (pair: number): number => (pair ^ (pair >>> 7)) & 4095;

/** Whether one of four bytes is LF: once LF's bits are flipped, subtracting 1 borrows from a byte that is 0, and from no byte before it. */
function hasLineEnd(word: number): boolean {
  const flipped = word ^ 0x0a0a0a0a;
  return ((flipped - 0x01010101) & ~flipped & 0x80808080) !== 0;
}
