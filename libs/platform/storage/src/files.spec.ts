import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { DatabaseModule, Db } from '#platform/database';
import { newId, runForTenant, systemActor } from '#platform/kernel';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { DiskStorage, FILE_KINDS, type FileKind, Files, StorageModule } from './index.js';

const label = newId();
const every = Object.keys(FILE_KINDS) as FileKind[];
let database: TestDatabase;
let app: TestingModule;
let files: Files;
let storage: DiskStorage;
let dataDir: string;

const inLabel = <T>(fn: () => Promise<T>, tenantId = label) => runForTenant(tenantId, systemActor, fn);
const receive = (
  content: Buffer | string,
  filename: string,
  allow = every,
  declaredType = 'application/octet-stream',
) =>
  inLabel(() =>
    files.receive({
      stream: Readable.from([Buffer.from(content)]),
      filename,
      declaredType,
      limitBytes: 1_000_000,
      allow,
    }),
  );
const reread = (id: string) => inLabel(async () => buffer((await files.open(id)).stream));

async function everyFile(): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function picture(width = 8, height = 6) {
  return sharp({ create: { width, height, channels: 3, background: '#c33' } });
}

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'files-'));
  app = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ urls: database.urls, poolSize: 4, poolWaitMs: 10_000 }),
      StorageModule.forRoot({ dataDir }),
    ],
  }).compile();
  await app.init();
  files = app.get(Files);
  storage = app.get(DiskStorage);
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('receiving a file', () => {
  it('gives back what was sent, under a clean name', async () => {
    const { id, name, mediaType, bytes } = await receive(
      'name;followers\nAnna;12\n',
      '..\\..\\Liste\u202E\n 1.csv',
    );
    expect({ name, mediaType, bytes }).toEqual({ name: 'Liste 1.csv', mediaType: 'text/csv', bytes: 23 });
    expect((await reread(id)).toString()).toContain('Anna;12');
  });

  it('refuses a .png that is no PNG, and keeps nothing of it', async () => {
    const before = await everyFile();
    for (const content of [
      '<html><script>alert(1)</script>',
      await picture().jpeg().toBuffer(),
      'MZ\x90\0\x03\0\0',
    ]) {
      await expect(receive(content, 'photo.png')).rejects.toMatchObject({
        kind: 'invalid',
        code: 'file_not_what_it_says',
        params: { says: 'png' },
      });
    }
    expect(await everyFile()).toEqual(before);
  });

  it('refuses vector images, programs and unknown endings', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    for (const name of ['logo.svg', 'setup.exe', 'page.html']) {
      await expect(receive(svg, name)).rejects.toMatchObject({ code: 'file_kind_not_allowed' });
    }
    await expect(receive(svg, 'logo', every, 'image/svg+xml')).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('refuses a kind that this upload does not take', async () => {
    await expect(receive('a,b\n', 'a.csv', ['pdf'])).rejects.toMatchObject({
      code: 'file_kind_not_allowed',
      params: { kind: 'csv', allowed: ['pdf'] },
    });
  });

  it('refuses binary content under a text ending, and takes any encoding of text', async () => {
    await expect(receive(Buffer.from([0x61, 0x00, 0x01, 0x02]), 'a.csv')).rejects.toMatchObject({
      code: 'file_not_what_it_says',
    });
    await expect(receive(Buffer.from('Größe;Zoë\n', 'latin1'), 'b.csv')).resolves.toMatchObject({
      name: 'b.csv',
    });
    await expect(receive(Buffer.from('\uFEFFname\tid\n', 'utf16le'), 'c.tsv')).resolves.toMatchObject({
      name: 'c.tsv',
    });
  });

  it('refuses an empty file and one over its limit, and keeps nothing of them', async () => {
    const before = await everyFile();
    await expect(receive('', 'a.csv')).rejects.toMatchObject({ code: 'file_empty' });
    await expect(receive(Buffer.alloc(1_000_001, 'a'), 'a.txt')).rejects.toMatchObject({
      kind: 'tooLarge',
      params: { limitBytes: 1_000_000 },
    });
    expect(await everyFile()).toEqual(before);
  });

  it('draws an image anew: upright, without what its camera wrote into it', async () => {
    const exif = {
      IFD0: { Artist: 'Anna Secret' },
      IFD3: { GPSLatitude: '52/1 31/1 0/1' },
    };
    const sent = await picture(8, 6).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer();
    expect(sent.includes('Anna Secret')).toBe(true);
    const { id, width, height, mediaType } = await receive(sent, 'p.jpg');
    expect({ width, height, mediaType }).toEqual({ width: 6, height: 8, mediaType: 'image/jpeg' });
    const stored = await reread(id);
    expect(stored.includes('Anna Secret')).toBe(false);
    expect((await sharp(stored).metadata()).exif).toBeUndefined();
    for (const path of await everyFile()) expect(path).not.toContain('incoming');
  });

  it('brings an image down to 4096 px', async () => {
    await expect(receive(await picture(5000, 20).png().toBuffer(), 'wide.png')).resolves.toMatchObject({
      width: 4096,
    });
  });

  it('turns a GIF into a WebP that still moves', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0'].map((background) =>
        sharp({ create: { width: 10, height: 10, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer();
    const { id, name, mediaType, height } = await receive(gif, 'wave.gif');
    expect({ name, mediaType, height }).toEqual({ name: 'wave.webp', mediaType: 'image/webp', height: 10 });
    expect((await sharp(await reread(id)).metadata()).pages).toBe(2);
  });

  it('refuses an image that is cut off', async () => {
    const whole = await picture(400, 400).jpeg().toBuffer();
    await expect(receive(whole.subarray(0, whole.length / 2), 'p.jpg')).rejects.toMatchObject({
      code: 'file_not_what_it_says',
    });
  });

  it('refuses another label the file', async () => {
    const { id, key } = await receive('mine\n', 'mine.txt');
    await expect(inLabel(() => files.open(id), newId())).rejects.toMatchObject({ kind: 'notFound' });
    await expect(inLabel(() => storage.get(key), newId())).rejects.toMatchObject({ kind: 'notFound' });
  });

  it('refuses to work inside a transaction', async () => {
    const db = app.get(Db);
    await expect(
      inLabel(() =>
        db.transaction(async () => {
          await db.query({ name: 'spec.begin', text: 'SELECT 1' });
          return storage.put(Readable.from([Buffer.from('x')]), { limitBytes: 9 });
        }),
      ),
    ).rejects.toThrow('inside a database transaction');
  });
});

describe('the storage', () => {
  const put = (stream: Readable) => inLabel(() => storage.put(stream, { limitBytes: 1_000 }));

  it('names a content by its hash, and stores it once', async () => {
    const first = await put(Readable.from([Buffer.from('same')]));
    const count = (await everyFile()).length;
    expect(await put(Readable.from([Buffer.from('sa'), Buffer.from('me')]))).toEqual(first);
    expect(await everyFile()).toHaveLength(count);
    expect(first.key).toBe(`${first.sha256.slice(0, 2)}/${first.sha256}`);
    expect(await inLabel(() => storage.size(first.key))).toBe(4);
  });

  it('refuses every key that is not a hash', async () => {
    for (const key of [
      '../../etc/passwd',
      '/etc/passwd',
      'ab/../../x',
      '',
      `ab/${'a'.repeat(63)}/`,
      '..%2f..%2f',
    ]) {
      await expect(inLabel(() => storage.get(key))).rejects.toMatchObject({ kind: 'notFound' });
    }
  });

  it('says that the disk is full, and leaves no half file', async () => {
    const before = await everyFile();
    async function* full(): AsyncGenerator<Buffer> {
      yield Buffer.from('half');
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    await expect(put(Readable.from(full()))).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'storage_full',
    });
    expect(await everyFile()).toEqual(before);
  });

  it('leaves no half file of an upload that broke off', async () => {
    const before = await everyFile();
    const stream = new Readable({ read() {} });
    stream.push('half');
    const stored = put(stream);
    stream.destroy();
    await expect(stored).rejects.toMatchObject({ code: 'upload_interrupted' });
    expect(await everyFile()).toEqual(before);
  });
});
