export type EmbeddedErrorCode =
  'held' | 'binariesMissing' | 'rootRefused' | 'notOwner' | 'versionMismatch' | 'diskFull' | 'startFailed';

/** Every message says what to do next: it is read by an operator whose server just did not start. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';

  constructor(
    readonly code: EmbeddedErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export function saysDiskFull(line: string): boolean {
  return /No space left on device|Check free disk space|ENOSPC|Disk quota exceeded|EDQUOT/i.test(line);
}

/** Turns what PostgreSQL printed before it gave up into the error an operator can act on. */
export function explainFailure(what: string, where: string, lines: readonly string[]): EmbeddedError {
  const said = lines.slice(-12).join('\n');
  if (lines.some(saysDiskFull)) {
    return new EmbeddedError(
      'diskFull',
      `${what}: the disk that holds ${where} is full. Free some space and start again; nothing committed is lost.\n${said}`,
    );
  }
  if (/Error: (EACCES|EPERM|EROFS)/.test(said)) {
    return new EmbeddedError(
      'notOwner',
      `${what}: this user may not write in ${where}. Give the folder to this user (chown -R), start as its ` +
        `owner, or choose another folder with DATA_DIR.\n${said}`,
    );
  }
  return new EmbeddedError('startFailed', `${what} in ${where}. PostgreSQL said:\n${said || '(nothing)'}`);
}
