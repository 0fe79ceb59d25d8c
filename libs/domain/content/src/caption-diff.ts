export interface DiffPart {
  readonly text: string;
  /** `added` stands in the second text only, `removed` in the first only. */
  readonly change: 'same' | 'added' | 'removed';
}

/** Longer captions than platforms allow are compared as wholes, so that a table of words never grows without bound. */
const MOST_WORDS = 1_500;

/** What changed from `before` to `after`, word by word (longest common subsequence); spaces and breaks count. */
export function diffCaptions(before: string, after: string): DiffPart[] {
  const [a, b] = [before.match(/\s+|\S+/gu) ?? [], after.match(/\s+|\S+/gu) ?? []];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    if (before === after) return [{ text: before, change: 'same' }];
    return [
      { text: before, change: 'removed' },
      { text: after, change: 'added' },
    ];
  }
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const skip = Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
      lengths[i * width + j] = a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : skip;
    }
  }
  const parts: DiffPart[] = [];
  const put = (text: string, change: DiffPart['change']) => {
    const last = parts.at(-1);
    if (last?.change === change) parts[parts.length - 1] = { text: last.text + text, change };
    else parts.push({ text, change });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put(a[i++] ?? '', 'same');
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      put(a[i++] ?? '', 'removed');
    } else {
      put(b[j++] ?? '', 'added');
    }
  }
  return parts;
}

/** Whether the live caption says what was approved; spaces and line breaks do not count. */
export function sameCaption(approved: string, live: string): boolean {
  const flat = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return flat(approved) === flat(live);
}
