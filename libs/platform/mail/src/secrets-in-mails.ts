/** As long as the secrets of links are; ids are longer, and let nobody in. */
const SECRET =
  /(?<=[/=])(?![0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-]))[\w-]{20,}/g;

/**
 * A mail's HTML or text without what lets whoever has it in: the last part of links that sign in, invite or choose a
 * password. `kept` is an address that may stand.
 */
export function withoutSecrets(text: string, kept: string | null = null): string {
  return text.replace(/https?:\/\/[^\s"'<>]+/g, (address) =>
    kept !== null && address === kept ? address : address.replace(SECRET, '•••'),
  );
}
