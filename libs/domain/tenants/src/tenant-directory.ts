import { Inject, Injectable, type OnModuleInit, type OnApplicationShutdown } from '@nestjs/common';
import { Db } from '#platform/database';
import {
  currentTenant,
  notFound,
  type Portal,
  type PortalKind,
  runForTenant,
  systemActor,
} from '#platform/kernel';
import { type Asset, type Look, ThemeLibrary } from '#platform/themes';
import type { PortalDirectory } from '#platform/web';
import { LabelChanges } from './label-changes.js';
import { type LabelRow, loadLabels, type RoutedHost } from './label-rows.js';
import { compileSafely, type LabelConfig, lookInput, servedOfFile } from './releases/look-compile.js';
import type { PlacedLogo } from './releases/logo-places.js';
import type { ServedLook } from './releases/look-content.js';
import { ServedAssets } from './releases/served-assets.js';

/** The connection that hears of changed labels. */
export const DIRECTORY_URL = Symbol('DirectoryUrl');

/** What is kept in memory of a label; its configuration stays text, half the size, until somebody asks. */
interface Entry {
  readonly id: string;
  readonly key: string;
  readonly revision: number;
  readonly release: number;
  readonly change: number;
  readonly hosts: readonly string[];
  /** Most labels have none. */
  readonly ownHosts: readonly RoutedHost[] | null;
  config: string | LabelConfig;
}

/** Looks are a few kilobytes and compiled in a tenth of a millisecond; beyond these the oldest make room. */
const KEPT_LOOKS = 20_000;

/**
 * All labels of this installation, in memory: Host to portal without a query. Loaded at start, refreshed when a
 * change is announced; after a lost connection everything is loaded again.
 */
@Injectable()
export class TenantDirectory implements PortalDirectory, OnModuleInit, OnApplicationShutdown {
  private readonly entries = new Map<string, Entry>();
  private readonly portals = new Map<string, Portal>();
  private readonly keys = new Map<string, string>();
  private readonly looks = new Map<string, Look>();
  private readonly changes: LabelChanges;

  constructor(
    private readonly db: Db,
    private readonly themes: ThemeLibrary,
    private readonly assets: ServedAssets,
    @Inject(DIRECTORY_URL) url: string,
  ) {
    this.changes = new LabelChanges(url, (ids) => this.read(ids));
  }

  /** Before anything starts to work for a label: the runner begins once all modules are up. */
  async onModuleInit(): Promise<void> {
    await this.changes.listen();
    await this.reload(null);
  }

  onApplicationShutdown(): Promise<void> {
    return this.changes.stop();
  }

  portal(host: string): Portal | undefined {
    return this.portals.get(host);
  }

  look(portal: Portal): Look {
    const known = this.looks.get(portal.tenantId);
    if (known) return known;
    const config = this.spec(portal.tenantId);
    const look = compileSafely(this.themes, lookInput(config, servedOf(config)));
    if (this.looks.size >= KEPT_LOOKS) this.looks.delete(this.looks.keys().next().value ?? '');
    this.looks.set(portal.tenantId, look);
    return look;
  }

  /** What the present look does not hold: the current label's pictures, and sheets of its other releases. */
  asset({ tenantId }: Portal, path: string): Promise<Asset | null> {
    return this.assets.find(this.spec(tenantId), path);
  }

  /** What a document of the current label may load while it is printed: files of its look, its own pictures. */
  printedFiles(look: Look): (path: string) => Promise<Asset | undefined> {
    const tenantId = currentTenant();
    const find = (path: string) => this.assets.find(this.spec(tenantId), path);
    return async (path) =>
      look.asset(path) ??
      (await runForTenant(tenantId, systemActor, () =>
        this.db.transaction(() => find(path), { readOnly: true }),
      )) ??
      undefined;
  }

  /** The current label's own picture for a square of 512 pixels, if it has one. */
  iconPath(): string | null {
    const logos = this.lookOf(currentTenant()).facts['logos'] as Record<string, PlacedLogo> | undefined;
    return logos?.['app']?.path ?? null;
  }

  /** The studio shows the other portals in a frame: a look that is previewed. */
  frames({ tenantId, kind }: Portal): readonly string[] {
    if (kind !== 'studio') return [];
    return (['brand', 'influencer'] as const).map((shown) => this.origin(this.frontHost(shown, tenantId)));
  }

  /** Where the studio's pages may stand: its own host, and the neutral one that leads there. */
  studioOrigins(tenantId: string): string[] {
    const hosts = [this.frontHost('studio', tenantId), this.spec(tenantId).hosts.studio];
    return [...new Set(hosts)].map((host) => this.origin(host));
  }

  /** The look of a label outside of a request: for mails and documents. */
  lookOf(tenantId: string): Look {
    const entry = this.entry(tenantId);
    return this.look({ tenantId: entry.id } as Portal);
  }

  /** The current label's configuration: the file's, with what the studio changed. */
  get current(): LabelConfig {
    return this.spec(currentTenant());
  }

  spec(tenantId: string): LabelConfig {
    const entry = this.entry(tenantId);
    if (typeof entry.config === 'string')
      entry.config = Object.freeze(JSON.parse(entry.config) as LabelConfig);
    return entry.config;
  }

  /** The id of the label with this key. */
  idOf(key: string): string {
    const id = this.keys.get(key);
    if (!id) throw notFound('label');
    return id;
  }

  all(): string[] {
    return [...this.entries.keys()];
  }

  /** Where a portal is at home: the label's own host once it leads here, its neutral one until then. */
  frontHost(kind: PortalKind, tenantId = currentTenant()): string {
    const own = this.entry(tenantId).ownHosts?.find((host) => host.kind === kind && host.leads);
    return own?.host ?? this.spec(tenantId).hosts[kind];
  }

  /** Pages of a neutral host move to the own one. Public links stay where they are: they only lead on. */
  movedTo({ tenantId, kind, host }: Portal): string | null {
    const { ownHosts } = this.entry(tenantId);
    if (ownHosts === null || kind === 'edge' || ownHosts.some((own) => own.host === host)) return null;
    const front = this.frontHost(kind, tenantId);
    return front === host ? null : this.origin(front);
  }

  isOwnHost({ tenantId, host }: Portal): boolean {
    return this.entry(tenantId).ownHosts?.some((own) => own.host === host && own.leads) ?? false;
  }

  /** Whether any portal answers to this name: who may have a certificate. Out of memory, whoever asks how often. */
  serves(host: string): boolean {
    return this.portals.has(host);
  }

  /** All hosts of one portal of the current label. */
  hostsOf(kind: PortalKind): string[] {
    const { hosts } = this.entry(currentTenant());
    return hosts.filter((host) => this.portals.get(host)?.kind === kind);
  }

  hostsOfOthers(tenantId: string): string[] {
    return [...this.portals.values()]
      .filter((portal) => portal.tenantId !== tenantId)
      .map(({ host }) => host);
  }

  /** The address of a path on one of the current label's portals, from the stored host. */
  linkTo(kind: PortalKind, path: string, tenantId = currentTenant()): string {
    return `${this.origin(this.frontHost(kind, tenantId))}${path}`;
  }

  /** Scheme and port are the installation's: set once when it listens. */
  private scheme = 'https';
  private port = '';

  listensAt(scheme: 'http' | 'https', port: number | null): void {
    this.scheme = scheme;
    this.port =
      port === null || (scheme === 'https' && port === 443) || (scheme === 'http' && port === 80)
        ? ''
        : `:${port}`;
  }

  origin(host: string): string {
    return `${this.scheme}://${host}${this.port}`;
  }

  /** Loads one label again, or all. */
  reload(tenantId: string | null): Promise<void> {
    return this.read(tenantId === null ? null : [tenantId]);
  }

  private async read(ids: readonly string[] | null): Promise<void> {
    const rows = await this.db.asPlatform('load labels into memory', (db) => loadLabels(db, ids));
    const seen = new Set(rows.map((row) => row.id));
    for (const row of rows) this.put(row);
    for (const id of ids ?? [...this.entries.keys()]) if (!seen.has(id)) this.drop(id);
  }

  /** Answers of two questions may come in the wrong order: what is known never goes back. */
  private put(row: LabelRow): void {
    const known = this.entries.get(row.id);
    if (known && (known.revision > row.revision || known.release > row.release)) return;
    if (known && known.revision === row.revision && known.change > row.change) return;
    this.drop(row.id);
    const entry: Entry = {
      id: row.id,
      key: row.key,
      revision: row.revision,
      release: row.release,
      change: row.change,
      hosts: row.hosts.map(({ host }) => host),
      ownHosts: row.hosts.some(({ own }) => own) ? row.hosts.filter(({ own }) => own) : null,
      config: row.config,
    };
    this.entries.set(row.id, entry);
    this.keys.set(row.key, row.id);
    for (const { host, kind } of row.hosts) {
      const release = `${row.revision}.${row.release}`;
      this.portals.set(host, Object.freeze({ tenantId: row.id, kind, host, release }));
    }
  }

  private drop(id: string): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    // Another label may have proved it meanwhile.
    for (const host of entry.hosts) if (this.portals.get(host)?.tenantId === id) this.portals.delete(host);
    if (this.keys.get(entry.key) === id) this.keys.delete(entry.key);
    this.entries.delete(id);
    const look = this.looks.get(id);
    if (look) this.assets.keep(id, look);
    this.looks.delete(id);
  }

  private entry(tenantId: string): Entry {
    const entry = this.entries.get(tenantId);
    if (!entry) throw notFound('label');
    return entry;
  }
}

/** What the studio published, or what the file says where it published nothing. */
function servedOf({ look, ...config }: LabelConfig): ServedLook {
  return look ?? servedOfFile(config);
}
