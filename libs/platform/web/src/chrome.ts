import { Injectable } from '@nestjs/common';
import { currentActor } from '#platform/kernel';
import type { HostKind } from './routes.js';

export interface NavigationItem {
  readonly label: string;
  readonly path: string;
  readonly icon: string;
  readonly current?: boolean;
  readonly count?: number;
}

/** What surrounds a view on a page: navigation, who is signed in, the organization that is worked in. */
export interface Chrome {
  readonly nav: readonly NavigationItem[];
  readonly user?: { readonly name: string; readonly role: string };
  readonly org?: {
    readonly id: string;
    readonly name: string;
    readonly others: readonly { name: string; path: string }[];
  };
  readonly accountPath?: string;
  readonly signOutPath?: string;
  readonly [extra: string]: unknown;
}

export interface ChromeRequest {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  t(key: string, params?: Record<string, unknown>): string;
}

/** Marks the entry that the page belongs to: the one whose path begins it furthest. */
export function markCurrent(items: readonly NavigationItem[], path: string): NavigationItem[] {
  const begins = ({ path: start }: NavigationItem) =>
    path === start || path.startsWith(start === '/' ? '//' : `${start}/`);
  const depth = Math.max(...items.filter(begins).map((item) => item.path.length));
  return items.map((item) =>
    begins(item) && item.path.length === depth ? { ...item, current: true } : item,
  );
}

/** What a label's staff made of one entry of a navigation. */
export interface NavigationChange {
  readonly key: string;
  readonly names: Readonly<Record<string, string>>;
  readonly hidden: boolean;
}

/** How an entry is known, whatever it is called: the first step of its path, without the organization's. */
export function navigationKey(path: string): string {
  return path.replace(/^\/o\/[0-9a-f-]+/, '').split('/')[1] || 'home';
}

/** The entries as the label's staff ordered and named them; those they never saw follow as they are. */
export function arranged(
  items: readonly NavigationItem[],
  changes: readonly NavigationChange[],
  locale: string,
): NavigationItem[] {
  const language = locale.split('-', 1)[0] ?? locale;
  const byKey = new Map(items.map((item) => [navigationKey(item.path), item]));
  const listed = changes.flatMap(({ key, names, hidden }) => {
    const item = byKey.get(key);
    byKey.delete(key);
    const name = names[locale] ?? names[language];
    return item && !hidden ? [{ ...item, ...(name && { label: name }) }] : [];
  });
  return [...listed, ...byKey.values()];
}

/** Each portal's app tells here how its pages are framed; runs in the request's transaction. */
export type ChromeProvider = (request: ChromeRequest) => Promise<Chrome>;

@Injectable()
export class ChromeRegistry {
  private readonly providers = new Map<HostKind, ChromeProvider>();

  register(kind: HostKind, provider: ChromeProvider): void {
    this.providers.set(kind, provider);
  }

  async chrome(kind: HostKind, request: ChromeRequest): Promise<Chrome> {
    const provider = this.providers.get(kind);
    if (!provider || currentActor().kind === 'anonymous') return { nav: [] };
    return provider(request);
  }
}
