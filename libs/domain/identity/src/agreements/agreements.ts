import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, currentPortal, currentTenant, digest, forbidden } from '#platform/kernel';
import { type Asked, LegalPages } from '#domain/tenants';

/** Sessions that owe nothing, kept by what was asked of them: agreement is never taken back. */
const KEPT = 20_000;

const BEGUN = {
  name: 'agreement_session',
  text: 'SELECT created_at AS "createdAt" FROM session WHERE tenant_id = $1 AND secret_hash = $2 AND host = $3',
};

/**
 * What somebody has to agree to before they go on: at joining, and at the first sign-in after a new version. Whoever was
 * signed in when it was published ends their work first. The label's own team agrees elsewhere.
 */
@Injectable()
export class Agreements {
  private readonly clear = new Map<string, string>();

  constructor(
    private readonly db: Db,
    private readonly pages: LegalPages,
  ) {}

  /** What an account owes on this portal, whenever it was published. */
  async owed(accountId: string | null): Promise<Asked[]> {
    return currentPortal().kind === 'studio' ? [] : this.pages.outstanding(accountId);
  }

  async accept(accountId: string, agreed: readonly string[]): Promise<void> {
    if (currentPortal().kind !== 'studio') await this.pages.accept(accountId, agreed);
  }

  /** The same for whoever is signed in. Nobody agrees for somebody else. */
  async acceptOwn(agreed: readonly string[]): Promise<void> {
    const { accountId, by } = currentActor();
    if (by || accountId === null) throw forbidden('acting_agrees_to_nothing');
    await this.accept(accountId, agreed);
  }

  /** Whether this session may go on. */
  async cleared(accountId: string, secret: string): Promise<boolean> {
    const { kind, host } = currentPortal();
    const { asked } = this.pages;
    if (kind === 'studio' || asked.length === 0) return true;
    const session = `${currentTenant()} ${digest(secret)}`;
    const owing = JSON.stringify(asked);
    if (this.clear.get(session) === owing) return true;
    const found = await this.db.transaction(
      async () => {
        const outstanding = await this.pages.outstanding(accountId);
        if (outstanding.length === 0) return true;
        const begun = await this.db.one<{ createdAt: Date }>({
          ...BEGUN,
          values: [currentTenant(), digest(secret), host],
        });
        return begun !== null && outstanding.every(({ publishedAt }) => publishedAt > begun.createdAt);
      },
      { readOnly: true },
    );
    if (!found) return false;
    if (this.clear.size >= KEPT) this.clear.delete(this.clear.keys().next().value ?? '');
    this.clear.set(session, owing);
    return true;
  }
}
