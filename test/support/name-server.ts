import dns2 from 'dns2';

type Kind = 'A' | 'CNAME' | 'TXT';

/** A real DNS server on loopback that answers what tests set, keeps it, and can be silent for a name. */
export class NameServer {
  private readonly records = new Map<string, string[]>();
  private readonly silent = new Set<string>();

  private constructor(
    private readonly server: ReturnType<typeof dns2.createServer>,
    readonly address: string,
  ) {}

  static async start(): Promise<NameServer> {
    let own: NameServer | null = null;
    const server = dns2.createServer({
      udp: true,
      tcp: true,
      handle: (request, send) => {
        const answer = dns2.Packet.createResponseFromRequest(request);
        own?.answer(answer);
        void send(answer);
      },
    });
    const where = { address: '127.0.0.1', port: 0 };
    const { udp } = (await server.listen({ udp: where, tcp: where })) as { udp: { port: number } };
    // What is too long for one datagram is asked for again over TCP, on the same port.
    own = new NameServer(server, `127.0.0.1:${udp.port}`);
    return own;
  }

  set(kind: Kind, name: string, ...values: string[]): void {
    this.records.set(`${kind} ${name}`, values);
  }

  /** Answers nothing but that it failed, as servers do that are down behind a resolver. */
  fail(name: string, fails: boolean): void {
    if (fails) this.silent.add(name);
    else this.silent.delete(name);
  }

  stop(): Promise<void> {
    return Promise.resolve(this.server.close()).then(() => undefined);
  }

  private answer(answer: ReturnType<typeof dns2.Packet.createResponseFromRequest>): void {
    const [question] = answer.questions;
    if (!question) return;
    const name = question.name.toLowerCase();
    if (this.silent.has(name)) {
      answer.header.rcode = 2;
      return;
    }
    const { TYPE, CLASS } = dns2.Packet;
    const base = { name, class: CLASS.IN, ttl: 1 };
    for (const kind of ['A', 'CNAME', 'TXT'] as const) {
      if (question.type !== TYPE[kind]) continue;
      for (const value of this.records.get(`${kind} ${name}`) ?? []) {
        const data =
          kind === 'A' ? { address: value } : kind === 'CNAME' ? { domain: value } : { data: parts(value) };
        answer.answers.push({ ...base, type: TYPE[kind], ...data } as never);
      }
    }
  }
}

/** One TXT record holds strings of at most 255 bytes each. */
function parts(text: string): string[] {
  return text.match(/.{1,255}/g) ?? [''];
}
