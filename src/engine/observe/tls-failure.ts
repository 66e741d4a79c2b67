import type { TlsFailure } from '../../core/certificate/handshake.ts';

/** Codes of OpenSSL for bytes that are no TLS record. */
const notTls: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_RECORD_TOO_SMALL',
]);

/** Codes of the operating system. */
const socketFailures: Readonly<Partial<Record<string, TlsFailure>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  EINVAL: 'unreachable',
};

/** What kept TCP or TLS from standing, by the code of Node.js or OpenSSL. */
export function tlsFailure(code = ''): TlsFailure {
  if (notTls.has(code)) return 'not-tls';
  // OpenSSL names what the other side sent in an alert after the protocol that defined the alert.
  if (code.startsWith('ERR_SSL_TLSV1') || code.startsWith('ERR_SSL_SSLV3_ALERT')) return 'alert';
  return socketFailures[code] ?? 'other';
}

/** What Node.js says of a failure; of OpenSSL's line, which tells of its own source files, only the reason. */
export function failureWords(error: Error): string {
  return 'library' in error && 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
}
