/** An element as written, with the line it starts at. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
  readonly line: number;
}

export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** The text is not XML that this reader takes. */
export class XmlError extends Error {
  constructor(
    says: string,
    readonly line: number,
  ) {
    super(says);
    this.name = 'XmlError';
  }
}

const MOST_ELEMENTS = 10_000;
const MOST_DEEP = 64;
const NAME = /[A-Za-z_][\w.:-]*/y;
const SPACE = /\s*/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads XML strictly and small: no entities of one's own (what a billion laughs is made of), no stylesheets or other
 * instructions, bounded in depth and number. What it does not take, it refuses; it never guesses as a browser might.
 */
export function readXml(source: string): XmlElement {
  return new Reader(source.replace(/^\u{feff}/u, '')).document();
}

class Reader {
  private at = 0;
  private elements = 0;

  constructor(private readonly source: string) {}

  document(): XmlElement {
    this.skipAround();
    const root = this.element(0);
    this.skipAround();
    if (this.at < this.source.length) throw this.fault('something follows the picture');
    return root;
  }

  /** Declaration, comments, a document type without entities, and space. */
  private skipAround(): void {
    for (;;) {
      this.take(SPACE);
      if (this.source.startsWith('<?xml ', this.at)) this.upTo('?>');
      else if (this.source.startsWith('<!--', this.at)) this.upTo('-->');
      else if (/^<!doctype/i.test(this.source.slice(this.at, this.at + 9))) {
        const before = this.at;
        this.upTo('>');
        if (this.source.slice(before, this.at).includes('['))
          throw this.fault('it declares entities', before);
      } else return;
    }
  }

  private element(depth: number): XmlElement {
    const start = this.at;
    if (depth > MOST_DEEP) throw this.fault('nested too deeply');
    if (++this.elements > MOST_ELEMENTS) throw this.fault('too many elements');
    this.expect('<');
    const name = this.name();
    const attributes: XmlAttribute[] = [];
    for (this.take(SPACE); !/[/>]/.test(this.source[this.at] ?? '>'); this.take(SPACE))
      attributes.push(this.attribute(attributes));
    const children: (XmlElement | string)[] = [];
    if (this.source[this.at] === '/') this.expect('/>');
    else {
      this.expect('>');
      this.children(children, depth);
      this.expect(`</${name}`);
      this.take(SPACE);
      this.expect('>');
    }
    return { name, attributes, children, line: this.lineAt(start) };
  }

  private children(children: (XmlElement | string)[], depth: number): void {
    while (!this.source.startsWith('</', this.at)) {
      if (this.at >= this.source.length) throw this.fault('it ends too soon');
      if (this.source.startsWith('<!--', this.at)) this.upTo('-->');
      else if (this.source.startsWith('<![CDATA[', this.at)) {
        const text = this.upTo(']]>');
        children.push(text.slice('<![CDATA['.length, -']]>'.length));
      } else if (this.source[this.at] === '<') {
        if (/[!?]/.test(this.source[this.at + 1] ?? '')) throw this.fault('an instruction');
        children.push(this.element(depth + 1));
      } else {
        const start = this.at;
        const end = this.source.indexOf('<', start);
        this.at = end < 0 ? this.source.length : end;
        children.push(this.decoded(this.source.slice(start, this.at), start));
      }
    }
  }

  private attribute(before: readonly XmlAttribute[]): XmlAttribute {
    const start = this.at;
    const name = this.name();
    if (before.some((one) => one.name === name)) throw this.fault(`${name} stands twice`);
    this.take(SPACE);
    this.expect('=');
    this.take(SPACE);
    const quote = this.source[this.at];
    if (quote !== '"' && quote !== "'") throw this.fault(`${name} has no quotes`);
    const end = this.source.indexOf(quote, this.at + 1);
    const written = this.source.slice(this.at + 1, end < 0 ? undefined : end);
    if (end < 0 || written.includes('<')) throw this.fault(`${name} does not end`);
    this.at = end + 1;
    return { name, value: this.decoded(written, start), line: this.lineAt(start) };
  }

  private decoded(text: string, start: number): string {
    return text.replace(/&([^;&<\s]{0,20});?/g, (whole, name: string) => {
      if (!whole.endsWith(';')) throw this.fault('a lone &', start);
      const code = /^#x([0-9a-f]+)$/i.exec(name)?.[1] ?? null;
      const decimal = /^#(\d+)$/.exec(name)?.[1] ?? null;
      const point = code !== null ? parseInt(code, 16) : decimal !== null ? Number(decimal) : null;
      const letter =
        point === null ? ENTITIES[name] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
      // Control letters are in no XML document, and browsers differ in what they make of them.
      if (letter === undefined || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(letter))
        throw this.fault(`an entity of its own: &${name};`, start);
      return letter;
    });
  }

  private name(): string {
    const name = this.take(NAME);
    if (name === '') throw this.fault('a name was expected');
    return name;
  }

  private take(shape: RegExp): string {
    shape.lastIndex = this.at;
    const found = shape.exec(this.source)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private upTo(end: string): string {
    const start = this.at;
    const found = this.source.indexOf(end, start);
    if (found < 0) throw this.fault('it ends too soon');
    this.at = found + end.length;
    return this.source.slice(start, this.at);
  }

  private expect(text: string): void {
    if (!this.source.startsWith(text, this.at)) throw this.fault(`${text} was expected`);
    this.at += text.length;
  }

  private fault(says: string, at = this.at): XmlError {
    return new XmlError(says, this.lineAt(at));
  }

  private lineAt(at: number): number {
    let line = 1;
    for (
      let next = this.source.indexOf('\n');
      next >= 0 && next < at;
      next = this.source.indexOf('\n', next + 1)
    )
      line++;
    return line;
  }
}
