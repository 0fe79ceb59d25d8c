// Loaded into each measured server (`--import`): tells its CPU time and memory when the bench asks.
const answers = {
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  memory() {
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    return { heapBytes: heapUsed + external, rssBytes: rss };
  },
  ...globalThis.benchAnswers,
};

process.on('message', ({ ask }) => process.send?.({ answer: answers[ask]() }));
process.channel?.unref();
