import { isMissingText } from './missing.js';
import { remembered } from './remembered.js';
import { cleanText } from './text.js';

export type CategorySplitter = (text: string) => readonly string[];

const NONE: readonly string[] = Object.freeze([]);
const LONGEST_CATEGORY = 80;

/** `Sports; Music` is two categories, `Cinema & Actors/actresses` is one; a comma splits, since none uses it inside. */
export function splitCategories(text: string): readonly string[] {
  const whole = cleanText(text);
  if (isMissingText(whole) || /^0*$/.test(whole)) return NONE;
  const parts = whole
    .replace(/^\[|\]$/g, '')
    .split(/[;|,•·\n]|\s\/\s/)
    .map((part) => part.replace(/^["'#\s]+|["'\s]+$/g, '').slice(0, LONGEST_CATEGORY))
    .filter((part) => !isMissingText(part));
  return Object.freeze([...new Set(parts)]);
}

export function createCategorySplitter(): CategorySplitter {
  return remembered(splitCategories);
}
