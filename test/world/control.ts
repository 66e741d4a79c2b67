import http from 'node:http';
import { freePort } from '../host/code-server.ts';
import type { WebServer } from './web-server.ts';

export interface Control {
  /** Where reload.ts knocks. */
  readonly url: string;
  close(): Promise<void>;
}

/** The world's stand-in for signals to nginx: `POST /test` and `POST /reload` on a loopback port. */
export async function startControl(web: WebServer): Promise<Control> {
  const server = http.createServer((request, response) => {
    void (async () => {
      try {
        if (request.url === '/reload') await web.reload();
        else web.test();
        response.end('the configuration is fine\n');
      } catch (error) {
        response.writeHead(500).end(`${String(error)}\n`);
      }
    })();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
