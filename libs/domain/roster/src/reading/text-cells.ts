import { countryOf } from './countries.js';
import type { WarnReason } from './creator.js';
import { genderOf } from './genders.js';
import { languageOf } from './languages.js';
import type { ColumnMapping } from './mapping.js';
import { isMissingText, isSpreadsheetError } from './missing.js';
import { remembered } from './remembered.js';
import type { RowNotes } from './row-notes.js';
import { cleanText } from './text.js';

export type TextField = 'country' | 'language' | 'city' | 'email' | 'phone' | 'gender';
const countryByText = remembered((text: string) => countryOf(cleanText(text)));
const PLAIN_EMAIL = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:.]{2,}$/;
const UNREAD: Readonly<Partial<Record<TextField, WarnReason>>> = {
  country: 'countryUnknown',
  language: 'languageUnknown',
  gender: 'genderUnknown',
  email: 'emailInvalid',
};

/** Reads the text that one or several columns hold for a field. */
export class TextCells {
  constructor(private readonly notes: RowNotes) {}

  read(field: TextField, columns: readonly ColumnMapping[]): string | null {
    let unread: { column: ColumnMapping; text: string } | null = null;
    for (const column of columns) {
      const raw = this.notes.cell(column);
      if (raw === '') continue;
      const country = field === 'country' ? countryByText(raw) : null;
      if (country !== null) return country;
      const text = cleanText(raw);
      if (isMissingText(text) || (field !== 'phone' && /^0*$/.test(text))) continue;
      if (isSpreadsheetError(text)) {
        this.notes.warn(column, text, 'spreadsheetError');
        continue;
      }
      const value = field === 'country' ? null : this.textOf(field, text, column);
      if (value !== null) return value;
      unread ??= { column, text };
    }
    return unread && UNREAD[field] ? this.notes.warn(unread.column, unread.text, UNREAD[field]) : null;
  }

  private textOf(field: TextField, text: string, column: ColumnMapping): string | null {
    switch (field) {
      case 'country':
        return countryByText(text);
      case 'language':
        return languageOf(text);
      case 'gender':
        return genderOf(text);
      case 'email': {
        const addresses = text
          .toLowerCase()
          .replaceAll('mailto:', '')
          .split(/[\s;,|/<>]+/);
        return addresses.find((address) => PLAIN_EMAIL.test(address) && address.length <= 254) ?? null;
      }
      case 'phone':
        return /\d{4}/.test(text.replace(/\D/g, '')) ? this.notes.capped(column, text) : null;
      case 'city':
        return this.notes.capped(column, text);
    }
  }
}
