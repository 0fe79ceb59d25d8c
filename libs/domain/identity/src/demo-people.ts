import { Injectable } from '@nestjs/common';
import { currentContext } from '#platform/kernel';

export interface DemoPerson {
  readonly email: string;
  readonly password: string;
  /** The key of the role's text, `staff.owner`. */
  readonly role: string;
}

/** The demo's invented people, shown beside its sign-in forms; nobody puts any in here outside of the demo. */
@Injectable()
export class DemoPeople {
  private readonly people = new Map<string, readonly DemoPerson[]>();

  show(tenantId: string, portal: string, people: readonly DemoPerson[]): void {
    this.people.set(`${tenantId}/${portal}`, people);
  }

  here(): readonly DemoPerson[] {
    const { tenantId, portal } = currentContext();
    return this.people.get(`${tenantId}/${portal?.kind}`) ?? [];
  }
}
