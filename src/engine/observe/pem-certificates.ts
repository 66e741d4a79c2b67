import { X509Certificate } from 'node:crypto';
import { pemBlocks } from './pem-blocks.ts';

/** What `openssl x509` writes, and what old tools do. */
export const certificateLabels: readonly string[] = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/**
 * The certificates in a PEM text, in its order, at most `most`. Blocks of other kinds and text around them are passed
 * over. Throws where a block is cut, too long or no certificate, with the number of the block.
 */
export function certificatesFromPem(text: string, most: number): readonly X509Certificate[] {
  return pemBlocks(text, most)
    .blocks.filter(({ label }) => certificateLabels.includes(label))
    .map((block, at) => {
      if ('why' in block) throw new Error(`certificate ${at + 1} ${block.why}`);
      try {
        return new X509Certificate(block.pem);
      } catch (cause) {
        throw new Error(`certificate ${at + 1} cannot be read`, { cause });
      }
    });
}
