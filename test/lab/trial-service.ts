// What stands before Pebble as Let's Encrypt's trial service does, to be run inside the lab: the same directory path, under
// the certificate that is given. `trial-service.ts ADDRESS CERTIFICATE KEY UPSTREAM-PORT UPSTREAM-ROOT`. Pebble makes its
// URLs from the Host header, so all of them lead back here.
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';

const [address = '', certificate = '', key = '', upstream = '', root = ''] = process.argv.slice(2);
const ca = readFileSync(root);

https
  .createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
    const { method, headers, url } = request;
    const path = url === '/directory' ? '/dir' : url;
    const to = { host: 'localhost', servername: 'localhost', port: Number(upstream), ca };
    const asked = https.request({ ...to, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response).catch(() => response.destroy());
    });
    pipeline(request, asked).catch(() => response.destroy());
  })
  .listen(443, address, () => {
    process.stdout.write('listening\n');
  });
