import type { SecureContext } from 'node:tls';
import type { DnsServer } from '../../core/dns/answer.ts';
import type { DnsChannel } from './dns-channel.ts';
import type * as dnsCodec from './dns-codec.ts';
import type { QueryEncoder } from './dns-codec.ts';
import { HttpsChannel } from './https-channel.ts';
import { TcpChannel } from './tcp-channel.ts';
import { TlsChannel } from './tls-channel.ts';
import { UdpChannel } from './udp-channel.ts';

/** What turns questions into messages and back. */
export interface Codec extends Pick<typeof dnsCodec, 'decodeMessage' | 'comparedQuestion'> {
  readonly encoder: QueryEncoder;
}

/** The ways to all servers that one job asks; they are closed together. */
export class DnsSockets implements Disposable {
  readonly #channels = new Map<string, DnsChannel>();
  readonly #trust: SecureContext | undefined;
  #codec: Promise<Codec> | null = null;

  /** @param trust Whom to trust where resolvers are asked under encryption; else the roots that Node.js brings along. */
  constructor(trust?: SecureContext) {
    this.#trust = trust;
  }

  /** Encrypted where the server is to be asked so; else UDP or TCP as said. */
  channel(server: DnsServer, transport: 'udp' | 'tcp'): DnsChannel {
    const { address, port, encrypted } = server;
    const path = encrypted?.protocol === 'https' ? encrypted.path : '';
    const key = `${encrypted?.protocol ?? transport} ${address} ${port} ${path}`;
    const known = this.#channels.get(key);
    if (known !== undefined) return known;
    const opened = this.#open(server, transport);
    this.#channels.set(key, opened);
    return opened;
  }

  /** Loaded at the first question; looking it up costs more than using it. */
  codec(): Promise<Codec> {
    return (this.#codec ??= import('./dns-codec.ts').then((codec) => ({
      ...codec,
      encoder: new codec.QueryEncoder(),
    })));
  }

  #open(server: DnsServer, transport: 'udp' | 'tcp'): DnsChannel {
    if (server.encrypted?.protocol === 'tls') return new TlsChannel(server, this.#trust);
    if (server.encrypted?.protocol === 'https') return new HttpsChannel(server, server.encrypted.path, this.#trust);
    return transport === 'udp' ? new UdpChannel(server) : new TcpChannel(server);
  }

  [Symbol.dispose](): void {
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }
}
