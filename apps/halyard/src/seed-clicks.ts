const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
];
const CRAWLER = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

export interface PasserBy {
  readonly daysAgo: number;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Who follows a link after a post: most on its first evening, fewer each day, some twice; crawlers come as they like. */
export function passersBy(
  seed: string,
  { from, days, peak }: { from: number; days: number; peak: number },
): PasserBy[] {
  const random = repeatable(seed);
  const arrivals: PasserBy[] = [];
  for (let day = 0; day < days; day += 1) {
    const count = Math.round(peak * Math.exp(-day / 4) * (0.75 + random() * 0.5));
    for (let visitor = 0; visitor < count; visitor += 1) {
      const daysAgo = Math.max(0.01, from - day - random() * 0.9);
      const address = `198.${18 + Math.floor(random() * 2)}.${Math.floor(random() * 250)}.${Math.floor(random() * 250)}`;
      const crawls = random() < 0.06;
      const agent = crawls ? CRAWLER : (AGENTS[Math.floor(random() * AGENTS.length)] ?? CRAWLER);
      const arrival = { daysAgo, address, headers: { 'user-agent': agent } };
      arrivals.push(arrival);
      if (random() < 0.08) arrivals.push({ ...arrival, daysAgo: Math.max(0, daysAgo - 0.004) });
    }
  }
  return arrivals.sort((a, b) => b.daysAgo - a.daysAgo);
}

/** The same numbers between 0 and 1 for the same word. */
function repeatable(word: string): () => number {
  let state = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
