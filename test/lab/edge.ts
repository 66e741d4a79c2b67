// The edge of a CDN: `edge.ts PAIR LOST`. Answers HTTP and HTTPS at the edge's address, names itself as Cloudflare's does,
// and fetches everything by HTTP from the main server; LOST is a domain whose server it does not reach.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { addresses } from './zones.ts';

const [pair = '', lost = ''] = process.argv.slice(2);

function pass({ url, method, headers }: http.IncomingMessage, response: http.ServerResponse): void {
  const host = headers.host === lost ? addresses.refused : addresses.main;
  http
    .request({ host, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, server: 'cloudflare' });
      answer.pipe(response);
    })
    .on('error', () => {
      response.writeHead(522, { server: 'cloudflare' });
      response.end('error code: 522');
    })
    .end();
}

const tls = { cert: readFileSync(`${pair}.pem`), key: readFileSync(`${pair}.key`) };
http.createServer(pass).listen(80, addresses.edge, () => {
  https.createServer(tls, pass).listen(443, addresses.edge, () => {
    console.log('ready');
  });
});
