import type { PlatformDb } from '#platform/database';
import { newId, now } from '#platform/kernel';
import type { ThemeLibrary } from '#platform/themes';
import { compileSafely, type LabelConfig, lookInput } from './look-compile.js';
import {
  contentOfFile,
  FIRST_VALUES,
  type FirstValue,
  type LegalPage,
  type LookContent,
  sameJson,
  type ServedLook,
} from './look-content.js';
import { lookDiff } from './look-diff.js';
import * as sql from './releases.queries.js';

/** Either door to the database: a request's, behind the label's wall, or the platform's. */
type Queries = Pick<PlatformDb, 'query'>;

/** The channel on which processes hear of labels that changed. */
export const TENANT_CHANNEL = 'tenant';

interface NewRelease {
  readonly number: number;
  readonly former: LookContent;
  readonly content: LookContent;
  readonly owned: readonly FirstValue[];
  readonly origin: 'published' | 'scheduled' | 'rolledBack' | 'file';
  readonly originNumber: number | null;
  readonly why: string;
  readonly by: { readonly id: string | null; readonly name: string };
}

/** Writes a release and makes it the present one; processes hear of it at the commit. Answers its id. */
export async function writeRelease(
  db: Queries,
  themes: ThemeLibrary,
  tenantId: string,
  config: LabelConfig,
  release: NewRelease,
): Promise<string> {
  const { number, former, content, owned, origin, originNumber, why, by } = release;
  const served = await servedFrom(db, tenantId, content);
  const look = compileSafely(themes, lookInput(config, served));
  const id = newId();
  await db.query({
    ...sql.INSERT,
    values: [
      tenantId,
      id,
      number,
      content.theme,
      themes.theme(content.theme).version,
      JSON.stringify(content),
      JSON.stringify(served),
      owned,
      look.stylesheet().hash,
      JSON.stringify(lookDiff(former, content)),
      origin,
      originNumber,
      why,
      by.id,
      by.name,
      now(),
    ],
  });
  await db.query({ ...sql.POINT, values: [tenantId, id, number] });
  await db.query({ ...sql.NOTIFY, values: [tenantId, TENANT_CHANNEL] });
  return id;
}

/**
 * What a tenants file changes of a look that the studio has released: the parts that the studio left alone follow the
 * file, in a release of their own; those it owns stay, unless they are taken back.
 */
export async function followFile(
  db: Queries,
  themes: ThemeLibrary,
  tenantId: string,
  config: LabelConfig,
  taken: (part: FirstValue) => boolean,
): Promise<void> {
  await db.query({ ...sql.LOCK, values: [tenantId] });
  const [current] = await db.query<{ number: number; content: LookContent; owned: FirstValue[] }>({
    ...sql.CURRENT,
    values: [tenantId],
  });
  if (!current) return;
  const owned = current.owned.filter((part) => !taken(part));
  const fromFile = contentOfFile(config);
  const followed = FIRST_VALUES.filter((part) => !owned.includes(part));
  const content = {
    ...current.content,
    ...Object.fromEntries(followed.map((part) => [part, fromFile[part]])),
  };
  if (sameJson(content, current.content) && owned.length === current.owned.length) return;
  await writeRelease(db, themes, tenantId, config, {
    number: current.number + 1,
    former: current.content,
    content,
    owned,
    origin: 'file',
    originNumber: null,
    why: '',
    by: { id: null, name: '' },
  });
}

/** Legal pages get a new version with each new text, also where an old text comes back: agreement is to a version. */
async function servedFrom(db: Queries, tenantId: string, content: LookContent): Promise<ServedLook> {
  const rows = await db.query<{
    kind: LegalPage;
    version: number;
    texts: Record<string, string>;
    mustAccept: boolean;
  }>({ ...sql.LEGAL_LATEST, values: [tenantId] });
  const latest = new Map(rows.map((row) => [row.kind, row]));
  const legal: Record<string, { version: number; mustAccept: boolean }> = {};
  for (const [kind, { texts, mustAccept }] of Object.entries(content.legal)) {
    const known = latest.get(kind as LegalPage);
    let version = known?.version ?? 0;
    if (!known || known.mustAccept !== mustAccept || !sameJson(known.texts, texts)) {
      version++;
      await db.query({
        ...sql.LEGAL_INSERT,
        values: [tenantId, kind, version, JSON.stringify(texts), mustAccept, now()],
      });
    }
    legal[kind] = { version, mustAccept };
  }
  return { ...content, legal };
}
