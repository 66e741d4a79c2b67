// Prints the body of an HTTPS URL as soon as it answers 200: `fetch-when-up.ts URL CA-FILE`. A program of its own, so that it can run inside a namespace.
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';

const [url = '', caFile = ''] = process.argv.slice(2);
const ca = readFileSync(caFile);
const deadline = performance.now() + 15_000;

function fetchBody(): Promise<string> {
  return new Promise((resolve, reject) => {
    https
      .get(url, { ca, signal: AbortSignal.timeout(2000) }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (body += part));
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(body);
          else reject(new Error(`${url} answered ${String(response.statusCode)}`));
        });
      })
      .on('error', reject);
  });
}

for (;;) {
  try {
    process.stdout.write(await fetchBody());
    break;
  } catch (error) {
    if (performance.now() > deadline) throw error;
    await pause(50);
  }
}
