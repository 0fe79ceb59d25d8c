// Themes: loads, inherits, compiles and checks them, and renders pages, mails and documents in a label's look.
// It owns the template language: helpers, tokens, contrast, texts, assets, the sandbox for what staff type.
// It must never know a word of influencer marketing, read the database, or call anything inside the data it renders.
export { type Asset } from './assets.js';
export { contrast, nearestPassing, onColour } from './contrast.js';
export { escapeHtml, Html } from './html.js';
export { loadThemes, type LibraryOptions, ThemeLibrary } from './library.js';
export {
  type LabelFacts,
  Look,
  type LookInput,
  type LookServices,
  type Mail,
  type PageData,
  type Stylesheet,
} from './look.js';
export { assertPlain, plain } from './plain.js';
export { toPlainText } from './plain-text.js';
export { type Finding, ThemeError } from './theme-error.js';
export { type TokenOverrides } from './tokens.js';
export { sanitizeSvg } from './svg/sanitize-svg.js';
export { stopUntrusted } from './untrusted-threads.js';
export { UntrustedError } from './untrusted-error.js';
export { buildUrl, safeUrl } from './urls.js';
export { type LabelWords } from './words.js';
export { RULES } from './check/rules.js';
export { UNTRUSTED_RULES } from './check/untrusted-rules.js';
export {
  checkTheme,
  checkThemes,
  checkTokens,
  type CheckedThemes,
  type CheckOptions,
} from './check/theme.js';
export { type ContrastFault, contrastFaults } from './check/contrast-pairs.js';
export { ThemeDrafts, type FindTheme } from './drafts.js';
export { checkUntrusted, renderUntrusted, type UntrustedInput } from './untrusted.js';
