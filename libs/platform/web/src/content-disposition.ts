/** A Content-Disposition that keeps any name: ASCII for old agents, RFC 8187 for the rest. */
export function contentDisposition(name: string, inline: boolean): string {
  const clean = name.replace(/[\r\n"\\/]/g, '_').slice(0, 200);
  const ascii = clean.normalize('NFKD').replace(/[^\x20-\x7e]/g, '_');
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
