// A mail server at several addresses, for STARTTLS (RFC 3207): `mail-server.ts JSON`, an object of addresses and the path of
// the certificate and key there without `.pem` and `.key`; null where it does not offer TLS.
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

const pairs = JSON.parse(process.argv[2] ?? '{}') as Readonly<Record<string, string | null>>;

function serve(socket: Socket, pair: string | null): void {
  socket.on('error', () => undefined);
  socket.write('220 mail ESMTP\r\n');
  const hear = (data: Buffer): void => {
    const command = data.toString('latin1').trim().toUpperCase();
    if (command.startsWith('EHLO')) socket.write(pair === null ? '250 mail\r\n' : '250-mail\r\n250 STARTTLS\r\n');
    else if (command === 'STARTTLS' && pair !== null) {
      socket.off('data', hear);
      socket.write('220 go ahead\r\n');
      const secureContext = createSecureContext({
        cert: readFileSync(`${pair}.pem`),
        key: readFileSync(`${pair}.key`),
      });
      new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined);
    } else if (command === 'QUIT') socket.end('221 bye\r\n');
    else socket.write('502 no\r\n');
  };
  socket.on('data', hear);
}

const listening = Object.entries(pairs).map(
  ([address, pair]) =>
    new Promise<void>((resolve) => {
      createServer((socket) => {
        serve(socket, pair);
      }).listen(25, address, resolve);
    }),
);
await Promise.all(listening);
console.log('ready');
