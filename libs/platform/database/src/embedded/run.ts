import { spawn, type SpawnOptions } from 'node:child_process';

/** Output of a finished program; `code` is null when it could not be started or was killed. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly lines: readonly string[];
}

export function run(
  file: string,
  args: readonly string[],
  options: SpawnOptions = {},
  input = '',
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.stdin?.on('error', () => undefined).end(input);
    const finish = (code: number | null, problem = ''): void =>
      resolve({ code, stdout, lines: (stdout + stderr + problem).split('\n').filter(Boolean) });
    child.once('error', (error) => finish(null, error.message));
    child.once('close', (code) => finish(code));
  });
}
