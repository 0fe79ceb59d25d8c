import { Readable } from 'node:stream';
import { currentContext, runInContext } from '#platform/kernel';

/** Lines as a stream. It is read after its handler has returned, so each step opens the handler's context again. */
export function streamOf(lines: AsyncGenerator<string>): Readable {
  const context = currentContext();
  return Readable.from({
    [Symbol.asyncIterator]: () => ({
      next: () => runInContext(context, () => lines.next()),
      return: () => runInContext(context, () => lines.return(undefined)),
    }),
  });
}
