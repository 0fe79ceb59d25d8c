import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** In per cent of what lives; V8's own rule lets the heap grow to several times as much. */
const TIGHT_GROWTH = 20;
const AS_V8_SEES_FIT = 0;

let holders = 0;
let collect: (() => void) | null = null;

/**
 * For work that makes much short-lived garbage, such as a long list: memory stays flat, since the heap is collected once
 * now, and then whenever it has grown a little. Answers what ends it.
 */
export function tightenHeap(): () => void {
  if (holders++ === 0) {
    setFlagsFromString(`--heap-growing-percent=${TIGHT_GROWTH}`);
    collector()();
  }
  return () => {
    if (--holders === 0) setFlagsFromString(`--heap-growing-percent=${AS_V8_SEES_FIT}`);
  };
}

function collector(): () => void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  return collect;
}
