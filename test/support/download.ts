import { request } from 'node:http';
import type { Browser } from './http.js';

/** A file's bytes: the JSON browser reads texts. */
export function download(browser: Browser, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: browser.port,
        path: `/api/v1${path}`,
        headers: { host: browser.host, authorization: `Bearer ${browser.token}` },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => resolve(Buffer.concat(chunks)));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
