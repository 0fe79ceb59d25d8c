import { tmpdir } from 'node:os';
import type { Browser, LaunchOptions as BrowserOptions } from 'playwright-core';
import { unpackChromium } from './unpack.js';

export interface LaunchOptions {
  /** A Chromium of the machine (`CHROMIUM_PATH`); without it the packaged one is unpacked and used. */
  executablePath?: string | undefined;
  /** Further switches, after the quiet ones that every start has. */
  args?: readonly string[];
  timeoutMs?: number;
}

/** Nothing in the background: on a closed network each of these would be a refused connection. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--font-render-hinting=none',
];

/**
 * Starts a headless Chromium in a new, empty profile under the temporary folder, removed when it closes. It gets
 * an environment of its own, so that no secret of this process reaches it. Chromium's sandbox is used where the
 * machine allows it: never as root, and not where user namespaces are switched off.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const launch: BrowserOptions = {
    headless: true,
    args: [...quiet, ...(options.args ?? [])],
    timeout: options.timeoutMs ?? 30_000,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(await programme(options.executablePath)),
  };
  if (process.getuid?.() !== 0) {
    const sandboxed = await chromium.launch({ ...launch, chromiumSandbox: true }).catch(() => undefined);
    if (sandboxed) return sandboxed;
  }
  return chromium.launch({ ...launch, chromiumSandbox: false });
}

async function programme(executablePath?: string): Promise<Pick<BrowserOptions, 'executablePath' | 'env'>> {
  const env = { HOME: tmpdir(), LANG: 'C.UTF-8', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };
  if (executablePath) return { executablePath, env };
  const browser = await unpackChromium();
  return {
    executablePath: browser.executablePath,
    env: { ...env, LD_LIBRARY_PATH: browser.libraryPath, FONTCONFIG_FILE: browser.fontConfigFile },
  };
}
