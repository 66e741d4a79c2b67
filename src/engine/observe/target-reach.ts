import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

/** Where a certificate is brought over the network: SSH, WinRM over HTTP and over HTTPS (their IANA and default ports). */
export const targetPorts = [
  { service: 'ssh', port: 22 },
  { service: 'winrm', port: 5985 },
  { service: 'winrm-https', port: 5986 },
] as const;

export interface TargetLook {
  readonly service: (typeof targetPorts)[number]['service'];
  readonly port: number;
  readonly outcome: 'open' | 'refused' | 'silent' | 'unreachable';
  /** The first line that the service says by itself, such as `SSH-2.0-OpenSSH_9.2`; hostile. Null: none came. */
  readonly banner: string | null;
  readonly ms: number;
}

/** RFC 4253 §4.2: at most 255 characters, lines before it included within reason. */
const longestBanner = 255;

/**
 * Knocks at a port of a host that is to get a certificate, and reads what an SSH server says first. Nothing is sent.
 * @param address an IP address, or a name that the system resolves
 */
export async function knockAtTarget(
  address: string,
  { service, port }: { readonly service: TargetLook['service']; readonly port: number },
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<TargetLook> {
  const started = performance.now();
  const ended = (outcome: TargetLook['outcome'], banner: string | null = null): TargetLook => ({
    ...{ service, port, outcome, banner },
    ms: Math.round(performance.now() - started),
  });
  if (signal.aborted) return ended('silent');
  return await new Promise((resolve) => {
    const socket = connect({ host: address, port });
    let text = '';
    let isOpen = false;
    const end = (look: TargetLook): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(look);
    };
    const stop = (): void => {
      end(ended(isOpen ? 'open' : 'silent'));
    };
    const timer = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    socket.on('connect', () => {
      isOpen = true;
      // WinRM waits to be spoken to.
      if (service !== 'ssh') end(ended('open'));
    });
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      const line = text.split('\n').find((one) => one.startsWith('SSH-'));
      if (line !== undefined && (text.endsWith('\n') || line.length >= longestBanner)) {
        end(ended('open', line.trim().slice(0, longestBanner)));
      } else if (text.length > 8_192) end(ended('open'));
    });
    socket.on('end', () => {
      end(ended('open'));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (isOpen) end(ended('open'));
      else
        end(ended(error.code === 'ECONNREFUSED' ? 'refused' : error.code === 'ETIMEDOUT' ? 'silent' : 'unreachable'));
    });
  });
}
