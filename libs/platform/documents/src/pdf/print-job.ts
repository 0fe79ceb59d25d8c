/** A file that a printed page may load: nothing else is. */
export interface PrintAsset {
  body: Buffer | string;
  contentType: string;
}

export interface PrintJob {
  /** A whole page. Relative addresses in it are asked of `assets`. */
  html: string;
  /** Answers for a path such as `/assets/logo.svg` (no query), or undefined: then the page goes without. */
  assets: (path: string) => PrintAsset | undefined | Promise<PrintAsset | undefined>;
  title: string;
  /** Stands as author, creator and producer: whoever gives the document out. */
  author: string;
  subject: string;
  keywords?: readonly string[];
  /** BCP 47, for readers that speak. */
  lang: string;
  /** Stands as the document's date, so that the same job prints the same bytes. */
  createdAt: Date;
  /** Used unless the page's own `@page` names a size. */
  format?: 'A4' | 'Letter';
  /**
   * Repeated at the foot of each page, in 8 pt of the reader's plain sans: the page's own styles and fonts do not
   * reach it. `<span class="pageNumber">` and `<span class="totalPages">` are filled in. It can load nothing.
   */
  footerHtml?: string;
  /** What relative links in the document lead to, `https://…` without a path. Nothing is loaded from there. */
  origin?: string;
}

export type PrintFailureReason = 'timeLimit' | 'tooLarge' | 'tooManyPages' | 'badFooter' | 'closed';

export class PrintFailure extends Error {
  constructor(
    readonly reason: PrintFailureReason,
    message: string,
  ) {
    super(message);
    this.name = 'PrintFailure';
  }
}
