/** Fills `:names` of a path from a request's parameters, then from the view model that the handler answered with. */
export function pathWith(
  template: string,
  params: Readonly<Record<string, string>>,
  result: unknown = null,
): string {
  const answer = (typeof result === 'object' && result !== null ? result : {}) as Record<string, unknown>;
  return template.replace(/:([a-zA-Z]+)/g, (_match, name: string) => {
    const value = params[name] ?? answer[name];
    if (typeof value !== 'string') throw new Error(`the path ${template} has no ${name}`);
    return encodeURIComponent(value);
  });
}

/** A path of this host to return to after signing in; anything else becomes the start page. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[^\s\\]{0,500}$/.test(next) ? next : '/';
}
