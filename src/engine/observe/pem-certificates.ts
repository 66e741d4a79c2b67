import { X509Certificate } from 'node:crypto';

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';
/** More DER in one certificate is a bomb, not a certificate. Base64 takes a third more, line ends a little. */
const longestBlock = 96 * 1024;

/**
 * The certificates in a PEM text, in its order, at most `most`. Blocks of other kinds and text around them are passed
 * over. Throws where a block is cut, too long or no certificate, with the number of the block.
 */
export function certificatesFromPem(text: string, most: number): readonly X509Certificate[] {
  const certificates: X509Certificate[] = [];
  let from = text.indexOf(begin);
  while (from !== -1 && certificates.length < most) {
    const to = text.indexOf(end, from);
    const block = certificates.length + 1;
    if (to === -1) throw new Error(`certificate ${block} is cut off`);
    if (to - from > longestBlock) throw new Error(`certificate ${block} is too long`);
    try {
      certificates.push(new X509Certificate(`${text.slice(from, to)}${end}\n`));
    } catch (cause) {
      throw new Error(`certificate ${block} cannot be read`, { cause });
    }
    from = text.indexOf(begin, to);
  }
  return certificates;
}
