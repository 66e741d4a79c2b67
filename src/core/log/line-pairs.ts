/** A line is looked at so far. */
const reach = 512;
const lineFeed = 10;

/** Which pairs of neighbouring bytes stand in a line behind a place, or before it: tells quickly, and cautiously, what cannot stand there. */
export class LinePairs {
  /** For each hash of a pair, the last reading in which it was seen. */
  private readonly lastSeen = new Uint32Array(1 << 12);
  private readings = 0;
  private isComplete = false;

  /** Reads the line from `place` on. */
  readAfter(bytes: DataView, place: number): void {
    const reading = ++this.readings;
    const end = Math.min(bytes.byteLength, place + reach);
    let before = 0;
    let at = place;
    for (; at < end; at++) {
      const byte = bytes.getUint8(at);
      if (byte === lineFeed) break;
      this.lastSeen[pairHash(before, byte)] = reading;
      before = byte;
    }
    this.isComplete = at < end || end === bytes.byteLength;
  }

  /** Reads the line up to `place`. */
  readBefore(bytes: DataView, place: number): void {
    const reading = ++this.readings;
    const start = Math.max(0, place - reach);
    let after = 0;
    let at = place - 1;
    for (; at >= start; at--) {
      const byte = bytes.getUint8(at);
      if (byte === lineFeed) break;
      this.lastSeen[pairHash(byte, after)] = reading;
      after = byte;
    }
    this.isComplete = at >= start || start === 0;
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
    pairHash(text.charCodeAt(at), text.charCodeAt(at + 1)),
  );
}

const pairHash = (first: number, second: number): number => ((first << 5) ^ second) & 4095;
