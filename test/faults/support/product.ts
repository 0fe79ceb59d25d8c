import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DatabaseUrls } from '#platform/database';
import { loadConfig, type PortalKind } from '#platform/kernel';
import { Browser } from '../../support/http.js';

/** The product as a process that can be killed; what it keeps (database, data folder) outlives it. */
export class Product {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly hosts: Readonly<Record<string, Record<PortalKind, string>>>,
  ) {}

  static async start(urls: DatabaseUrls, dataDir: string): Promise<Product> {
    const config = loadConfig();
    const program = join(config.root, 'test/faults/support/product-process.mjs');
    const { NODE_OPTIONS: _options, ...env } = process.env;
    const child = spawn(process.execPath, [program, JSON.stringify({ urls, dataDir })], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env,
    });
    const file = JSON.parse(await readFile(config.tenantsFile, 'utf8')) as {
      tenants: { key: string; hosts: Record<PortalKind, string> }[];
    };
    const hosts = Object.fromEntries(file.tenants.map(({ key, hosts: own }) => [key, own]));
    for await (const line of createInterface({ input: child.stdout! }))
      return new Product(child, Number(line), hosts);
    throw new Error('the product ended without a word');
  }

  browser(label: string, portal: PortalKind): Browser {
    return new Browser(this.port, this.hosts[label]![portal]);
  }

  /** SIGKILL: nothing gets to tidy up. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
