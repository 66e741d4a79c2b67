import type { NetworkOptions } from '../../engine.ts';
import { mayProbe } from '../../observe/address-policy.ts';
import { endingAfter } from '../../observe/deadline.ts';
import { InFlight } from '../../observe/in-flight.ts';
import { Resolvers } from '../../observe/resolvers.ts';
import { createOfferContext, shakeHands } from '../../observe/tls-handshake.ts';
import { knownAddresses } from '../known-addresses.ts';
import { withoutAddress, type MissingToken } from '../token-look.ts';
import { acmeProtocol, digestOf, sentName } from './tls-alpn-listener.ts';

/** As long as one look may take; the CA waits ten seconds. */
const longestLookMs = 5_000;
const mostAtOnce = 8;
/** acmeIdentifier as it stands in a certificate (RFC 8737 §3): its OID, that it is critical, and the digest's two wrappings. */
const extensionHead = Buffer.from('06082b0601050507011f0101ff04220420', 'hex');

/** Looks for the certificates of tls-alpn-01 at every address of their names, as the CA will: where they are not seen. */
export async function findMissingIdentifiers(
  answers: readonly { readonly name: string; readonly keyAuthorization: string }[],
  network: NetworkOptions,
  signal: AbortSignal,
): Promise<readonly MissingToken[]> {
  const ending = endingAfter(longestLookMs, signal);
  using resolvers = new Resolvers(network, ending);
  const line = new InFlight(mostAtOnce);
  const context = createOfferContext();
  const missing = await Promise.all(
    answers.map(async ({ name, keyAuthorization }) => {
      const wanted = Buffer.concat([extensionHead, digestOf(keyAuthorization)]);
      const known = await knownAddresses(name, resolvers);
      if (known.addresses.length === 0) return [withoutAddress(name, known)];
      const looks = known.addresses.map(async (address): Promise<readonly MissingToken[]> => {
        const missing = (seen: string): readonly MissingToken[] => [{ name, address, seen, unknown: false }];
        if (!mayProbe(address, network.allowPrivate)) return missing('no public address');
        const offer = { address, port: network.httpsPort, sni: sentName(name), startTls: null, context };
        const shaken = await line.run(() =>
          shakeHands({ ...offer, alpn: [acmeProtocol] }, { signal: ending, deadlineMs: longestLookMs }),
        );
        if (shaken.kind === 'failed') return missing(shaken.text);
        if (shaken.alpn !== acmeProtocol) return missing(`a server that does not speak ${acmeProtocol}`);
        const isRight = shaken.chain[0]?.certificate.raw.includes(wanted) === true;
        return isRight ? [] : missing('another certificate');
      });
      return (await Promise.all(looks)).flat();
    }),
  );
  signal.throwIfAborted();
  return missing.flat();
}
