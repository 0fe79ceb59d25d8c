/** Where in the markup a mustache stands. */
export type Place =
  | { readonly kind: 'text' }
  | { readonly kind: 'script' | 'style' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'tag' }
  | {
      readonly kind: 'attribute';
      readonly tag: string;
      readonly name: string;
      readonly quoted: boolean;
      /** What of the value stands before the mustache. */
      readonly before: string;
    };

export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface Tag {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly line: number;
}

type State =
  'text' | 'tagName' | 'inTag' | 'name' | 'afterName' | 'beforeValue' | 'value' | 'raw' | 'comment';

/** Stands in attribute values where a mustache was, so that a value is known to be filled. */
export const FILLED = '\u{fffc}';

/**
 * Follows HTML through a template's static pieces, so that for each mustache it is known what it lands in.
 * It reads as a browser does where it matters here: tags, attributes and their quotes, raw text, comments.
 */
export class Markup {
  private state: State = 'text';
  private tag = '';
  private closing = false;
  private tagLine = 1;
  private attributes: Attribute[] = [];
  private name = '';
  private value = '';
  private quote: '"' | "'" | '' = '';
  private tail = '';

  constructor(private readonly onTag: (tag: Tag) => void) {}

  copy(): Markup {
    const other = Object.assign(new Markup(() => undefined), this) as Markup;
    other.attributes = [...this.attributes];
    return other;
  }

  place(): Place {
    switch (this.state) {
      case 'raw':
        return { kind: this.tag === 'style' ? 'style' : 'script' };
      case 'comment':
        return { kind: 'comment' };
      case 'text':
        return { kind: 'text' };
      case 'beforeValue':
      case 'value':
        return {
          kind: 'attribute',
          tag: this.tag,
          name: this.name.toLowerCase(),
          quoted: this.quote !== '',
          before: this.value,
        };
      case 'tagName':
      case 'inTag':
      case 'name':
      case 'afterName':
        return { kind: 'tag' };
    }
  }

  /** A mustache stands here. */
  fill(): void {
    if (this.state === 'beforeValue') this.state = 'value';
    if (this.state === 'value') this.value += FILLED;
    if (this.state === 'name') this.name += FILLED;
  }

  feed(text: string, line: number): void {
    let at = line;
    for (const letter of text) {
      this.step(letter, at);
      if (letter === '\n') at++;
    }
  }

  private step(letter: string, line: number): void {
    this.tail = (this.tail + letter).slice(-12);
    const space = /\s/.test(letter);
    switch (this.state) {
      case 'text':
        if (this.tail.endsWith('<!--')) this.state = 'comment';
        else if (/<\/?[a-zA-Z]$/.test(this.tail)) {
          this.closing = this.tail.at(-2) === '/';
          this.tag = letter.toLowerCase();
          this.tagLine = line;
          this.attributes = [];
          this.state = 'tagName';
        }
        return;
      case 'comment':
        if (this.tail.endsWith('-->')) this.state = 'text';
        return;
      case 'raw':
        if (this.tail.toLowerCase().endsWith(`</${this.tag}`)) {
          this.closing = true;
          this.attributes = [];
          this.state = 'inTag';
        }
        return;
      case 'tagName':
        if (letter === '>') this.endTag();
        else if (space || letter === '/') this.state = 'inTag';
        else this.tag += letter.toLowerCase();
        return;
      case 'inTag':
        if (letter === '>') this.endTag();
        else if (!space && letter !== '/') {
          this.name = letter;
          this.state = 'name';
        }
        return;
      case 'name':
      case 'afterName':
        if (letter === '=') this.state = 'beforeValue';
        else if (letter === '>') {
          this.endAttribute('', line);
          this.endTag();
        } else if (space) this.state = 'afterName';
        else if (this.state === 'afterName' || letter === '/') {
          this.endAttribute('', line);
          this.name = letter;
          this.state = letter === '/' ? 'inTag' : 'name';
        } else this.name += letter;
        return;
      case 'beforeValue':
        if (space) return;
        this.value = '';
        this.quote = letter === '"' || letter === "'" ? letter : '';
        this.state = 'value';
        if (this.quote === '') this.unquoted(letter, line);
        return;
      case 'value':
        if (this.quote === '') this.unquoted(letter, line);
        else if (letter === this.quote) {
          this.endAttribute(this.value, line);
          this.state = 'inTag';
        } else this.value += letter;
    }
  }

  private unquoted(letter: string, line: number): void {
    if (letter === '>') {
      this.endAttribute(this.value, line);
      this.endTag();
    } else if (/\s/.test(letter)) {
      this.endAttribute(this.value, line);
      this.state = 'inTag';
    } else this.value += letter;
  }

  private endAttribute(value: string, line: number): void {
    this.attributes.push({ name: this.name.toLowerCase(), value, line });
    this.name = '';
    this.value = '';
    this.quote = '';
  }

  private endTag(): void {
    if (!this.closing) this.onTag({ name: this.tag, attributes: this.attributes, line: this.tagLine });
    this.state = !this.closing && (this.tag === 'script' || this.tag === 'style') ? 'raw' : 'text';
    this.tail = '';
  }
}
