const WINDOW_MS = 60_000;

interface Count {
  /** Which minute `now` counts. */
  minute: number;
  now: number;
  before: number;
}

/** How many clicks a network sent to one link within the last minute, as this server sees it; forgotten with it. */
export class Bursts {
  private readonly counts = new Map<string, Count>();

  constructor(private readonly most = 50_000) {}

  /** Adds one and tells how many. The minute slides: the share of the last one that is still in it counts too. */
  add(linkId: string, network: string, at: Date): number {
    const key = `${linkId}/${network}`;
    const minute = Math.floor(at.getTime() / WINDOW_MS);
    const known = this.counts.get(key);
    const count: Count =
      known?.minute === minute
        ? known
        : { minute, now: 0, before: known?.minute === minute - 1 ? known.now : 0 };
    count.now += 1;
    this.counts.delete(key);
    this.counts.set(key, count);
    if (this.counts.size > this.most) this.counts.delete(this.counts.keys().next().value ?? '');
    const left = 1 - (at.getTime() % WINDOW_MS) / WINDOW_MS;
    return count.now + Math.floor(count.before * left);
  }
}
