import type { Readable } from 'node:stream';

/** A file instead of a view model. The name is put in ASCII and UTF-8 form; `inline` shows it in the browser. */
export class Download {
  constructor(
    readonly body: Readable | Buffer | string,
    readonly mediaType: string,
    readonly name: string,
    readonly options: {
      readonly inline?: boolean;
      readonly cacheSeconds?: number;
      readonly bytes?: number;
    } = {},
  ) {}
}

/** Leads elsewhere: a tracked link, a signed-in start page. */
export class Redirect {
  constructor(
    readonly location: string,
    readonly status: 301 | 302 | 303 | 307 = 303,
  ) {}
}

/** The handler wrote to the connection itself (server-sent events). */
export const HANDLED = Symbol('handled');
