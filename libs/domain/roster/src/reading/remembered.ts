/** Past this many different texts a column is no vocabulary, and remembering it would only grow. */
const LARGEST_VOCABULARY = 5_000;

/** A copy that does not keep alive the chunk of the file which a cell is cut from. */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}

/** Remembers what a pure function said of texts that come again and again; bounded. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    if (answers.size >= LARGEST_VOCABULARY) answers.clear();
    answers.set(detached(text), answer);
    return answer;
  };
}
