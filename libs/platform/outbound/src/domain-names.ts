import { Inject, Injectable } from '@nestjs/common';
import { assertNoTransaction } from '#platform/database';
import { log, unavailable } from '#platform/kernel';
import { Resolver } from 'node:dns/promises';

export const DOMAIN_NAME_SERVERS = Symbol('domain name servers');

/** That there is nothing: as good an answer as any other. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/** The one place that asks DNS what somebody has set there. It never guesses: what is not answered throws. */
@Injectable()
export class DomainNames {
  private readonly resolver = new Resolver({ timeout: 2_000, tries: 2 });

  /** `servers`: addresses, with a port where it is not 53; the machine's own where there are none. */
  constructor(@Inject(DOMAIN_NAME_SERVERS) servers: readonly string[]) {
    if (servers.length > 0) this.resolver.setServers(servers);
  }

  /** The TXT records of a name, each with its parts joined. @throws `dns_unanswered` */
  async txt(name: string): Promise<string[]> {
    const records = await this.ask(name, () => this.resolver.resolveTxt(name));
    return records.map((parts) => parts.join(''));
  }

  /** Where a name is an alias of; lower case, without the root's dot. @throws `dns_unanswered` */
  async alias(name: string): Promise<string[]> {
    const targets = await this.ask(name, () => this.resolver.resolveCname(name));
    return targets.map((target) => target.toLowerCase().replace(/\.$/, ''));
  }

  /** All addresses of a name, through its aliases. @throws `dns_unanswered` */
  async addresses(name: string): Promise<string[]> {
    const families = await Promise.all([
      this.ask(name, () => this.resolver.resolve4(name)),
      this.ask(name, () => this.resolver.resolve6(name)),
    ]);
    return families.flat();
  }

  private async ask<T>(name: string, question: () => Promise<T[]>): Promise<T[]> {
    assertNoTransaction('a question to DNS');
    try {
      return await question();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (NOTHING.has(code ?? '')) return [];
      log.warn('dns.unanswered', { name, code });
      throw unavailable('dns_unanswered');
    }
  }
}
