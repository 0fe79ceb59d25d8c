/** Lets at most `places` through at a time, first come first served. */
export class Gate {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly leaving = new Set<Promise<unknown>>();

  constructor(private readonly places: number) {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    const passage = this.enter()
      .then(work)
      .finally(() => this.leave());
    this.leaving.add(passage);
    try {
      return await passage;
    } finally {
      this.leaving.delete(passage);
    }
  }

  /** Resolves when nobody is inside or waiting. */
  async drained(): Promise<void> {
    while (this.leaving.size > 0) await Promise.allSettled(this.leaving);
  }

  private async enter(): Promise<void> {
    if (this.inside < this.places) {
      this.inside += 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** A place is handed on, not freed, so that nobody slips in between. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
  }
}
