export interface GroupCommitOptions {
  /** A group leaves at once when it is this large. */
  readonly most: number;
  /** The first of a group waits this long for company. */
  readonly waitMs: number;
  /** How many groups are written at a time. */
  readonly writers: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

interface Lane<Item> {
  waiting: Waiting<Item>[];
  timer: NodeJS.Timeout | null;
  writing: boolean;
}

/**
 * Many items share one commit: those of one lane (a label) that come within a few milliseconds, or while the group
 * before them is being written. `add` resolves when its item is durable, never before.
 */
export class GroupCommit<Item> {
  private readonly lanes = new Map<string, Lane<Item>>();
  private readonly ready: string[] = [];
  private writing = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly write: (lane: string, items: readonly Item[]) => Promise<void>,
    private readonly options: GroupCommitOptions = { most: 256, waitMs: 5, writers: 4 },
  ) {}

  add(key: string, item: Item): Promise<void> {
    return new Promise((done, failed) => {
      const lane = this.lanes.get(key) ?? { waiting: [], timer: null, writing: false };
      this.lanes.set(key, lane);
      lane.waiting.push({ item, done, failed });
      if (lane.writing) return;
      if (lane.waiting.length >= this.options.most) this.leave(key, lane);
      else lane.timer ??= setTimeout(() => this.leave(key, lane), this.options.waitMs);
    });
  }

  /** Resolves when nothing waits and nothing is being written. */
  async drained(): Promise<void> {
    while (this.lanes.size > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private leave(key: string, lane: Lane<Item>): void {
    if (lane.timer) clearTimeout(lane.timer);
    lane.timer = null;
    lane.writing = true;
    this.ready.push(key);
    this.next();
  }

  private next(): void {
    while (this.writing < this.options.writers) {
      const key = this.ready.shift();
      const lane = key === undefined ? undefined : this.lanes.get(key);
      if (key === undefined || !lane) return;
      this.writing += 1;
      void this.run(key, lane);
    }
  }

  private async run(key: string, lane: Lane<Item>): Promise<void> {
    const group = lane.waiting.splice(0, this.options.most);
    try {
      await this.write(
        key,
        group.map(({ item }) => item),
      );
      for (const { done } of group) done();
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
    this.writing -= 1;
    lane.writing = false;
    if (lane.waiting.length > 0) this.leave(key, lane);
    else {
      this.lanes.delete(key);
      this.next();
    }
    if (this.lanes.size === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}
