import { Controller, Get, Post, Req } from '@nestjs/common';
import { Can } from '#platform/access';
import {
  Api,
  Download,
  Form,
  Id,
  Input,
  Multipart,
  Portal,
  readUpload,
  Search,
  Stream,
  View,
} from '#platform/web';
import { tooLarge } from '#platform/kernel';
import { BUNDLE_BYTES, LookBundles, LookChange, LookDrafts, LookSchedule, Releases } from '#domain/tenants';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { LookDesk, LookSearch, LookSide, SEEN } from './look-desk.js';

const Done = z.object({});
const Published = z.object({ number: z.number() });
const Why = z.object({ why: z.string().trim().min(1).max(300) });
/** A moment as clocks of the label's time zone call it; with an offset, anywhere's. */
const Later = Why.extend({ at: z.iso.datetime({ local: true, offset: true }) });

const ReleaseRow = z.object({
  id: z.uuid(),
  number: z.number(),
  theme: z.string(),
  themeVersion: z.string(),
  origin: z.enum(['published', 'scheduled', 'rolledBack', 'file']),
  originNumber: z.number().nullable(),
  why: z.string(),
  who: z.string(),
  at: z.string(),
  changes: z.array(LookChange),
});
const ReleaseList = z.object({
  data: z.array(ReleaseRow),
  next: z.number().nullable(),
  current: z.number().nullable(),
});
const ReleasePage = ReleaseRow.extend({
  current: z.number().nullable(),
  mayUpdate: z.boolean(),
  preview: z.string(),
});
const Overview = z.object({ side: LookSide, releases: z.array(ReleaseRow) });

/** A label's look: the draft, its publication, its history. */
@Portal('studio')
@Controller('look')
export class LookController {
  constructor(
    private readonly drafts: LookDrafts,
    private readonly releases: Releases,
    private readonly schedule: LookSchedule,
    private readonly bundles: LookBundles,
    private readonly desk: LookDesk,
  ) {}

  @Can('read', 'Label')
  @View('look/show', Overview)
  @Get()
  async show(@Search(LookSearch) { see }: z.infer<typeof LookSearch>) {
    const { data } = await this.releases.list(null);
    return { side: await this.desk.side(see), releases: data.slice(0, 5).map(row) };
  }

  @Can('update', 'Label')
  @Form({ page: '/look', done: '/look' }, Done)
  @Post('undo')
  async undo() {
    await this.drafts.undo();
    return {};
  }

  @Can('update', 'Label')
  @Form({ page: '/look', done: '/look' }, Done)
  @Post('redo')
  async redo() {
    await this.drafts.redo();
    return {};
  }

  @Can('update', 'Label')
  @Form({ page: '/look', done: '/look', notice: 'look_discarded' }, Done)
  @Post('discard')
  async discard() {
    await this.drafts.discard();
    return {};
  }

  @Can('update', 'Label')
  @Form({ page: '/look', done: '/look', notice: 'look_published' }, Published)
  @Post('publish')
  publish(@Input(Why) { why }: z.infer<typeof Why>) {
    return this.drafts.publish(why);
  }

  @Can('update', 'Label')
  @Form({ page: '/look', done: '/look', notice: 'look_scheduled' }, Done)
  @Post('schedule')
  async later(@Input(Later) { at, why }: z.infer<typeof Later>) {
    await this.schedule.schedule(at, why);
    return {};
  }

  @Can('update', 'Label')
  @Form({ page: '/look', done: '/look', notice: 'look_unscheduled' }, Done)
  @Post('schedule/cancel')
  async cancel() {
    await this.schedule.cancel();
    return {};
  }

  @Can('read', 'Label')
  @View('look/releases', ReleaseList)
  @Get('releases')
  async list(
    @Search(z.object({ before: z.number().int().positive().max(1e9).optional() }))
    search: {
      before?: number;
    },
  ) {
    const { data, next } = await this.releases.list(search.before ?? null);
    return { data: data.map(row), next, current: (await this.releases.current())?.number ?? null };
  }

  @Can('read', 'Label')
  @View('look/release', ReleasePage)
  @Get('releases/:release')
  async one(@Id('release') id: string) {
    const release = await this.releases.byId(id);
    const { mayUpdate, release: current } = await this.desk.side();
    return { ...row(release), current, mayUpdate, preview: await this.desk.preview('brand', release.number) };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/releases/:release', done: '/look/releases', notice: 'look_rolled_back' }, Published)
  @Post('releases/:release/restore')
  async restore(@Id('release') id: string, @Input(Why) { why }: z.infer<typeof Why>) {
    const { number } = await this.releases.byId(id);
    return this.releases.rollBack(number, why);
  }

  /** A link to the draft, or to a release, on the real pages. */
  @Can('read', 'Label')
  @Api(z.object({ url: z.string() }))
  @Get('preview')
  async preview(
    @Search(
      z.object({ see: z.enum(SEEN).optional(), number: z.number().int().positive().max(1e9).optional() }),
    )
    { see, number }: { see?: (typeof SEEN)[number]; number?: number },
  ) {
    if (number !== undefined) await this.releases.get(number);
    return { url: await this.desk.preview(see ?? 'brand', number ?? null) };
  }

  @Can('update', 'Label')
  @Stream()
  @Get('export')
  async export() {
    const { name, bytes } = await this.bundles.export();
    return new Download(bytes, 'application/zip', name);
  }

  @Can('update', 'Label')
  @Stream()
  @Multipart()
  @Form(
    { page: '/look', done: '/look?done=:notice' },
    z.object({
      theme: z.string(),
      /** The theme that the bundle was made for, which may not be had here. */
      madeFor: z.string(),
      sameTheme: z.boolean(),
      sameVersion: z.boolean(),
      /** What is to be said of it. */
      notice: z.enum(['look_imported', 'look_imported_elsewhere']),
    }),
  )
  @Post('import')
  async import(@Req() request: FastifyRequest) {
    const { stream } = await readUpload(request);
    const imported = await this.bundles.import(await whole(stream, BUNDLE_BYTES));
    return { ...imported, notice: imported.sameTheme ? 'look_imported' : 'look_imported_elsewhere' };
  }
}

function row(release: Awaited<ReturnType<Releases['list']>>['data'][number]): z.infer<typeof ReleaseRow> {
  const { id, number, theme, themeVersion, origin, originNumber, why, madeByName, releasedAt, changes } =
    release;
  const at = releasedAt.toISOString();
  return {
    id,
    number,
    theme,
    themeVersion,
    origin,
    originNumber,
    why,
    who: madeByName,
    at,
    changes: [...changes],
  };
}

/** All of an upload, unless it is larger than anything that could be taken. */
async function whole(stream: Readable, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
