import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnEvent } from '#platform/events';
import { currentTenant } from '#platform/kernel';
import { Mail } from '#platform/mail';
import { nameTroubled, readable, TenantDirectory } from '#domain/tenants';

/** Tells those who can mend it that DNS no longer bears out one of the label's names. */
@Injectable()
export class NameTroubles {
  constructor(
    private readonly db: Db,
    private readonly mail: Mail,
    private readonly tenants: TenantDirectory,
  ) {}

  @OnEvent(nameTroubled)
  async tell(trouble: {
    what: 'host' | 'sender';
    id: string;
    name: string;
    suspended: boolean;
    suspendsAt: string | null;
  }): Promise<void> {
    const people = await this.db.query<{ email: string; name: string; locale: string | null }>({
      name: 'identity_name_troubles',
      text: `SELECT a.email, a.name, a.locale FROM staff_member m
        JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id
        WHERE m.tenant_id = $1 AND m.role IN ('owner', 'manager') AND m.state = 'active' AND a.state = 'active'`,
      values: [currentTenant()],
    });
    const { what, id, name, suspended, suspendsAt } = trouble;
    for (const person of people)
      await this.mail.send({
        to: { address: person.email, name: person.name },
        template: 'name-troubled',
        locale: person.locale ?? this.tenants.current.locales[0] ?? 'en',
        data: {
          portal: 'studio',
          name: readable(name),
          suspended,
          suspendsAt,
          link: what === 'host' ? `/hosts/${id}` : `/hosts/senders/${id}`,
        },
      });
  }
}
