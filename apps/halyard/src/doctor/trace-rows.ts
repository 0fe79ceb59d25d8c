import { jsonOf, type Received, type ReceivedAnswer, typeOf } from './received.js';

/** A part of something received; `within` says where, for people. */
interface Part {
  readonly within: string;
  readonly bytes: Buffer;
}

export interface TraceRow {
  /** `D101`, as findings name it. */
  readonly rule: string;
  readonly name: string;
  readonly fix: string;
  /** The parts of what was received that this row reads; a part that no row reads would be an oversight. */
  parts(received: Received): Part[];
  /** What is wrong without any forbidden word. */
  odd?(received: Received): string[];
}

const BODY = 'what it says';
const TEXT_TYPES = /^(text\/(css|javascript)|application\/(javascript|json)|font\/|image\/svg)/;
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The review that a label's product must pass: one row for each place where a trace could stand. */
const READ: readonly TraceRow[] = [
  {
    rule: 'D101',
    name: 'headers',
    fix: 'take the header off in what stands before the product, or report it: the product sends none such',
    parts: (received) =>
      received.kind === 'answer'
        ? headerParts(received, (name) => name !== 'set-cookie' && name !== 'content-disposition')
        : [],
  },
  {
    rule: 'D102',
    name: 'cookies',
    fix: 'only the product sets cookies on these hosts: remove whatever else does',
    parts: (received) =>
      received.kind === 'answer' ? headerParts(received, (name) => name === 'set-cookie') : [],
  },
  {
    rule: 'D103',
    name: 'pages',
    fix: 'look for the words in the label’s theme, words, navigation and legal pages',
    parts: answerBody((answer, type) => type === 'text/html' && answer.status < 400),
  },
  {
    rule: 'D104',
    name: 'error pages',
    fix: 'the product’s error pages name nobody: see who answers in its place, and the theme’s pages/shared/error',
    parts: answerBody(
      (answer, type) =>
        answer.status >= 400 && (type === 'text/html' || type === 'text/plain' || type === ''),
    ),
  },
  {
    rule: 'D105',
    name: 'assets',
    fix: 'replace the file in the theme’s assets; `themes check` names it',
    parts: answerBody((answer, type) => isAsset(answer) && TEXT_TYPES.test(type) && !isIcon(answer)),
  },
  {
    rule: 'D106',
    name: 'web manifest',
    fix: 'a manifest bears the label’s name: mend the theme’s .webmanifest',
    parts: answerBody((_answer, type) => type === 'application/manifest+json'),
  },
  {
    rule: 'D107',
    name: 'icon',
    fix: 'give the label an icon of its own, in the studio or as favicon.svg of its theme',
    parts: answerBody((answer) => answer.status < 400 && isIcon(answer)),
  },
  {
    rule: 'D108',
    name: 'API description',
    fix: 'its title and servers are the label’s: see who answers in the product’s place',
    parts: answerBody((answer, type) => type === 'application/json' && isDescription(answer)),
  },
  {
    rule: 'D109',
    name: 'problems',
    fix: 'problems have the type about:blank and the label’s words: see who answers in the product’s place',
    parts: answerBody((_answer, type) => type === 'application/problem+json'),
    odd: (received) => {
      if (received.kind !== 'answer' || typeOf(received) !== 'application/problem+json') return [];
      const type = jsonOf(received.body)?.['type'] ?? 'about:blank';
      return type === 'about:blank' ? [] : [`the type ${String(type)}, which names somebody`];
    },
  },
  {
    rule: 'D110',
    name: 'API answers',
    fix: 'look for the words in what the label’s people typed; the product adds none',
    parts: answerBody(
      (answer, type) =>
        type === 'application/json' && !isAsset(answer) && !isDescription(answer) && answer.status < 400,
    ),
  },
  {
    rule: 'D111',
    name: 'tokens of the API',
    fix: 'tokens begin with nothing that tells whose they are',
    parts: () => [],
    odd: (received) => {
      if (received.kind !== 'answer' || !typeOf(received).includes('json')) return [];
      const token = jsonOf(received.body)?.['token'];
      const prefix =
        typeof token === 'string' ? /^[a-z]{2,12}[_.-](?=[\w-]{16,}$)/i.exec(token)?.[0] : undefined;
      return prefix === undefined ? [] : [`tokens that begin with ${prefix}`];
    },
  },
  {
    rule: 'D112',
    name: 'requests to others',
    fix: 'requests on a label’s behalf say nothing of who sends them',
    parts: (received) =>
      received.kind === 'request'
        ? [...headerParts(received, () => true), { within: 'its body', bytes: received.body }]
        : [],
  },
  {
    rule: 'D113',
    name: 'headers of mails',
    fix: 'have the mail server take its own headers off, and check the sender’s name in the tenants file',
    parts: (received) =>
      received.kind === 'mail'
        ? headOf(received.raw)
            .filter((line) => !/^content-type:/i.test(line))
            .map((line) => ({ within: line.slice(0, line.indexOf(':')), bytes: Buffer.from(line, 'latin1') }))
        : [],
  },
  {
    rule: 'D114',
    name: 'boundaries of mails',
    fix: 'the product sets boundaries itself: see which server writes messages anew',
    parts: (received) =>
      received.kind === 'mail'
        ? [...received.raw.toString('latin1').matchAll(/^content-type:(?:[^\r\n]|\r?\n[ \t])*/gim)].map(
            ([line]) => ({ within: 'a boundary', bytes: Buffer.from(line, 'latin1') }),
          )
        : [],
  },
  {
    rule: 'D115',
    name: 'what mails say',
    fix: 'look for the words in the label’s mail blocks, footer address and theme',
    parts: (received) =>
      received.kind === 'mail' ? [{ within: 'its text', bytes: bodyOf(received.raw) }] : [],
  },
  {
    rule: 'D116',
    name: 'PDF',
    fix: 'print it again; a document’s Producer, Author and Creator are the label’s or empty',
    parts: answerBody(
      (answer, type) => type === 'application/pdf' || answer.body.subarray(0, 5).toString() === '%PDF-',
    ),
  },
  {
    rule: 'D117',
    name: 'spreadsheets',
    fix: 'export it again; docProps name the label only',
    parts: answerBody((_answer, type) => type === SHEET),
  },
  {
    rule: 'D118',
    name: 'names of files',
    fix: 'rename the file; the product names exports after what is in them',
    parts: (received) =>
      received.kind === 'answer' ? headerParts(received, (name) => name === 'content-disposition') : [],
  },
  {
    rule: 'D119',
    name: 'tables and texts to take away',
    fix: 'look for the words in what the label’s people typed; the product adds none',
    parts: answerBody(
      (answer, type) =>
        answer.status < 400 &&
        (type === 'text/csv' ||
          type === 'text/plain' ||
          type === '' ||
          /^application\/(zip|octet-stream|gzip)$/.test(type)),
    ),
  },
  {
    rule: 'D120',
    name: 'calendars',
    fix: 'PRODID is the label’s name or nobody’s',
    parts: answerBody((_answer, type) => type === 'text/calendar'),
  },
  {
    rule: 'D121',
    name: 'pictures',
    fix: 'upload it again: pictures are drawn anew, without what a program wrote into them',
    parts: answerBody(
      (answer, type) => /^(image|video|audio)\//.test(type) && type !== 'image/svg+xml' && !isIcon(answer),
    ),
  },
  {
    rule: 'D122',
    name: 'names at sign-in',
    fix: 'register the OAuth client or passkey under the label’s name',
    parts: (received) => nameParts(received, 'sign-in'),
  },
  {
    rule: 'D123',
    name: 'statement descriptors',
    fix: 'set the descriptor to the label’s name at the payment provider',
    parts: (received) => nameParts(received, 'statement'),
  },
];

/** What no other row reads of an answer's body. */
const REST: TraceRow = {
  rule: 'D124',
  name: 'feeds, live updates and the rest',
  fix: 'look for the words in what the label’s people typed; the product adds none',
  parts: (received) =>
    received.kind === 'answer' &&
    !READ.some((row) => row.parts(received).some(({ within }) => within === BODY))
      ? [{ within: BODY, bytes: received.body }]
      : [],
};

export const TRACE_ROWS: readonly TraceRow[] = [...READ, REST];

function answerBody(reads: (answer: ReceivedAnswer, type: string) => boolean): TraceRow['parts'] {
  return (received) =>
    received.kind === 'answer' && received.body.length > 0 && reads(received, typeOf(received))
      ? [{ within: BODY, bytes: received.body }]
      : [];
}

function headerParts({ headers }: Pick<ReceivedAnswer, 'headers'>, reads: (name: string) => boolean): Part[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value !== undefined && reads(name.toLowerCase())
      ? [value].flat().map((one) => ({ within: name, bytes: Buffer.from(`${name}: ${one}`) }))
      : [],
  );
}

function nameParts(received: Received, use: 'sign-in' | 'statement'): Part[] {
  return received.kind === 'name' && received.use === use
    ? [{ within: 'the name', bytes: Buffer.from(received.text) }]
    : [];
}

function isAsset({ place, headers }: ReceivedAnswer): boolean {
  return /\/assets\//.test(place) && headers['content-disposition'] === undefined;
}

function isIcon({ place }: ReceivedAnswer): boolean {
  return /favicon|apple-touch-icon/.test(place);
}

function isDescription({ body }: ReceivedAnswer): boolean {
  return /^\s*\{\s*"openapi"/.test(body.toString('utf8', 0, 100));
}

/** Unfolded; the address of whoever gets it, and its own id, are left as they are. */
function headOf(raw: Buffer): string[] {
  const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  return head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
}

function bodyOf(raw: Buffer): Buffer {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'));
  return end ? raw.subarray(end.index) : Buffer.alloc(0);
}
