import http from 'node:http';

/** Asks one server over connections that are kept. */
export interface HttpClient {
  /** @returns the body @throws Error for a status of 400 or more */
  send(method: string, path: string, body?: Buffer | object): Promise<Buffer>;
  close(): void;
}

export function createHttpClient({ port, connections = 1 }: { port: number; connections?: number }): HttpClient {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
        const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
        const headers = { 'content-length': bytes.length, ...(bytes.length > 0 && { 'content-type': type }) };
        const request = http.request({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            const answer = Buffer.concat(parts);
            if ((response.statusCode ?? 500) < 400) resolve(answer);
            else reject(new Error(`${method} ${path}: ${response.statusCode} ${answer.toString()}`));
          });
        });
        request.on('error', reject);
        request.end(bytes);
      }),
    close: () => agent.destroy(),
  };
}
