const begin = '-----BEGIN ';
const dashes = '-----';
/** More than this in one block is a bomb. Base64 takes a third more than its 64 KiB, line ends a little. */
const longestBlock = 96 * 1024;

/** One block of a PEM text (RFC 7468), with its markers, or why it is none. */
export type PemBlock =
  | { readonly label: string; readonly pem: string }
  | { readonly label: string; readonly why: 'is cut off' | 'is too long' };

/** The blocks in their order, at most `most`; text around them is passed over. */
export function pemBlocks(text: string, most: number): { readonly blocks: readonly PemBlock[]; readonly cut: boolean } {
  const blocks: PemBlock[] = [];
  let from = text.indexOf(begin);
  while (from !== -1 && blocks.length < most) {
    const labelEnd = text.indexOf(dashes, from + begin.length);
    const label = labelEnd === -1 ? '' : text.slice(from + begin.length, labelEnd);
    // Longer than any label: this begin has no end of its own.
    if (label === '' || label.length > 64) {
      from = text.indexOf(begin, from + begin.length);
      continue;
    }
    const end = `-----END ${label}-----`;
    const to = text.indexOf(end, labelEnd);
    if (to === -1) {
      blocks.push({ label, why: 'is cut off' });
      from = text.indexOf(begin, labelEnd);
    } else {
      const tooLong = to - from > longestBlock;
      blocks.push(tooLong ? { label, why: 'is too long' } : { label, pem: `${text.slice(from, to)}${end}\n` });
      from = text.indexOf(begin, to + end.length);
    }
  }
  return { blocks, cut: from !== -1 };
}
