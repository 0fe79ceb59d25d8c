import { request as httpRequest } from 'node:http';

/** Nothing here takes that long: what does not answer is named instead of holding up the run. */
const UNANSWERED_MS = 25_000;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly bytes: Buffer;
  /** The body as JSON; throws if it is none. */
  json<T = Record<string, unknown>>(): T;
}

/** A person at one portal: keeps the cookie that pages set and the token that the API gave. */
export class Browser {
  private cookie = '';
  token = '';

  constructor(
    readonly port: number,
    readonly host: string,
  ) {}

  /** Signs in on both doors. */
  async signIn(email: string, password: string): Promise<this> {
    const page = await this.submit('/sign-in', { email, password });
    if (page.status !== 303)
      throw new Error(`signing in answered ${page.status}: ${page.text.slice(0, 300)}`);
    const api = await this.post('/sign-in', { email, password });
    this.token = api.json<{ token: string }>().token;
    return this;
  }

  /** The secret of the page door's session, for a real browser that goes on as this person. */
  get sessionCookie(): { name: string; value: string } | null {
    const [name, value] = this.cookie.split('=');
    return name && value ? { name, value } : null;
  }

  /** A page. */
  page(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, { ...this.cookies(), ...headers });
  }

  /** A form, as a browser posts it from a page of this host. */
  submit(
    path: string,
    fields: Record<string, string | string[]>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const body = new URLSearchParams(
      Object.entries(fields).flatMap(([key, value]) =>
        [value].flat().map((one): [string, string] => [key, one]),
      ),
    );
    return this.send('POST', path, body.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...this.cookies(),
      ...headers,
    });
  }

  /** JSON from the API. */
  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', `/api/v1${path}`, undefined, { ...this.bearer(), ...headers });
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', `/api/v1${path}`, JSON.stringify(body), {
      'content-type': 'application/json',
      ...this.bearer(),
      ...headers,
    });
  }

  /** Uploads one file on the API; answers its id. */
  async upload(
    name: string,
    type: string,
    bytes: Buffer | string,
    purpose = '',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const boundary = 'b-0123456789';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\n${purpose}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
    const body = Buffer.concat([
      Buffer.from(head),
      Buffer.from(bytes),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return this.send('POST', '/api/v1/files', body, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...this.bearer(),
      ...headers,
    });
  }

  send(
    method: string,
    path: string,
    body: string | Buffer | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port: this.port,
          method,
          path,
          headers: {
            host: this.host,
            ...headers,
            ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          const done = () => {
            const [cookie] = response.headers['set-cookie'] ?? [];
            if (cookie) this.cookie = cookie.split(';')[0] ?? '';
            const bytes = Buffer.concat(chunks);
            const text = bytes.toString('utf8');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              bytes,
              json: <T>() => JSON.parse(text) as T,
            });
          };
          // A live page's stream never ends: its first event is the answer.
          const live = response.headers['content-type']?.startsWith('text/event-stream') ?? false;
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            if (!live) return;
            done();
            outgoing.destroy();
          });
          response.on('end', done);
          response.on('error', reject);
        },
      );
      outgoing.setTimeout(UNANSWERED_MS, () => outgoing.destroy(new Error(`no answer to ${method} ${path}`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  private cookies(): Record<string, string> {
    return this.cookie ? { cookie: this.cookie } : {};
  }

  private bearer(): Record<string, string> {
    return this.token ? { authorization: `Bearer ${this.token}` } : {};
  }
}
