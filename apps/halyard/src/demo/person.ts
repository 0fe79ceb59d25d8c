import { randomUUID } from 'node:crypto';
import { request } from 'node:http';

/** Where the server of the demo listens. */
export interface Site {
  readonly port: number;
}

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Somebody at one of a label's hosts, who does everything over `/api/v1`, with a token of their own. */
export class Person {
  private token = '';

  constructor(
    readonly site: Site,
    readonly host: string,
    readonly who: string,
  ) {}

  async signIn(email: string, password: string): Promise<this> {
    const { token } = await this.post<{ token: string }>('/sign-in', { email, password });
    this.token = token;
    return this;
  }

  /** Follows an invitation that came by mail; from then on this person is signed in. */
  async join(token: string, name: string, password: string): Promise<this> {
    const answer = await this.post<{ token: string }>('/invitation', { token, name, password });
    this.token = answer.token;
    return this;
  }

  get<T>(path: string): Promise<T> {
    return this.json<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.json<T>('POST', path, JSON.stringify(body), {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    });
  }

  /** Sends up one file; answers its id. */
  async upload(name: string, mediaType: string, bytes: Buffer, purpose = ''): Promise<string> {
    const boundary = randomUUID();
    const field = `--${boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\n${purpose}\r\n`;
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mediaType}\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(field + head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const { id } = await this.json<{ id: string }>('POST', '/files', body, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });
    return id;
  }

  /** Asks again until `done`, since jobs work on it meanwhile; gives up with what was last seen. */
  async until<T>(path: string, done: (answer: T) => boolean, timeoutMs = 60_000): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.get<T>(path);
      if (done(answer)) return answer;
      if (Date.now() > deadline)
        throw new Error(
          `${this.who}: ${path} did not come to what was waited for: ${JSON.stringify(answer).slice(0, 500)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  send(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Sent> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: this.site.port,
          method,
          path,
          headers: { host: this.host, ...length, ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  private async json<T>(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const authorization = this.token ? { authorization: `Bearer ${this.token}` } : {};
    const answer = await this.send(method, `/api/v1${path}`, body, { ...authorization, ...headers });
    if (answer.status >= 300)
      throw new Error(
        `${this.who}: ${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 800)}`,
      );
    return JSON.parse(answer.text) as T;
  }
}
