import type { Logo, LogoShape } from './look-content.js';

export function assetPath(name: string): string {
  return `/assets/own-${name}`;
}

/** Pictures that are drawn from another: pixels where vectors are not shown, squares where icons stand. */
export const DRAWN = {
  /** Twice what a mail shows, for sharp screens. */
  mail: { width: 480, height: 120, square: false },
  touch: { width: 180, height: 180, square: true },
  icon: { width: 192, height: 192, square: true },
  app: { width: 512, height: 512, square: true },
} as const;
export type Drawn = keyof typeof DRAWN;

const DRAWN_PATH = /^\/assets\/drawn-(mail|touch|icon|app)-([A-Za-z0-9_-]{16,64}\.(?:svg|png))\.png$/;

export function drawnPath(drawn: Drawn, name: string): string {
  return `/assets/drawn-${drawn}-${name}.png`;
}

/** Which picture is drawn how at an address; null where it is none of these. */
export function readDrawnPath(path: string): { drawn: Drawn; name: string } | null {
  const [, drawn, name] = DRAWN_PATH.exec(path) ?? [];
  return drawn && name ? { drawn: drawn as Drawn, name } : null;
}

/** A picture as templates show it; the size is the one it is shown at. */
export interface PlacedLogo {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** Most that a mail shows of a logo, and the head of a document. */
const IN_MAILS = { width: 240, height: 48 };
const ON_PAPER = { width: 240, height: 60 };

/**
 * The picture of each place: its own shape where the label has one, else the nearest that fits, the wide one for mails and
 * documents. A place is left out where the theme's own serves it better.
 */
export function placedLogos(logos: Partial<Record<LogoShape, Logo>>): Readonly<Record<string, PlacedLogo>> {
  const { wide, wideDark } = logos;
  const favicon = logos.favicon ?? logos.square;
  const square = logos.square ?? logos.favicon ?? wide;
  const mail = logos.mail ?? wide;
  const pdf = logos.pdf ?? wide;
  const found: Record<string, PlacedLogo | undefined> = {
    wide: wide && plainly(wide),
    wideDark: wideDark && plainly(wideDark),
    favicon: favicon && plainly(favicon),
    mail: mail && { ...shownIn(mail, IN_MAILS), path: inPixels(mail) },
    pdf: pdf && { ...shownIn(pdf, ON_PAPER), path: assetPath(pdf.asset) },
    touch: square && drawn('touch', square),
    icon: square && drawn('icon', square),
    app: square && drawn('app', square),
  };
  return Object.fromEntries(Object.entries(found).filter(([, logo]) => logo)) as Record<string, PlacedLogo>;
}

function plainly({ asset, width, height }: Logo): PlacedLogo {
  return { path: assetPath(asset), width, height };
}

function drawn(name: Drawn, { asset }: Logo): PlacedLogo {
  const { width, height } = DRAWN[name];
  return { path: drawnPath(name, asset), width, height };
}

/** Few mail readers draw vectors. */
function inPixels({ asset, width, height }: Logo): string {
  const fits = asset.endsWith('.png') && width <= DRAWN.mail.width && height <= DRAWN.mail.height;
  return fits ? assetPath(asset) : drawnPath('mail', asset);
}

function shownIn({ width, height }: Logo, box: { width: number; height: number }) {
  const scale = Math.min(1, box.width / width, box.height / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
