import { Injectable } from '@nestjs/common';
import { assertNoTransaction, Db } from '#platform/database';
import { conflict, currentTenant, newId, newSecret, now } from '#platform/kernel';
import type {
  MovedOperation,
  Operation,
  OperationKind,
  OperationState,
  PaymentProvider,
} from './payment-provider.js';

interface Row {
  reference: string;
  outcome: 'succeeded' | 'failed';
  error: string | null;
  settles_at: Date;
  amount_minor: number;
}

const SHAPE = {
  charge: { prefix: 'ch', fault: 'card_declined' },
  payout: { prefix: 'po', fault: 'account_closed' },
  refund: { prefix: 're', fault: 'refund_refused' },
} as const;

/**
 * Behaves like a provider across a network: it keeps books of its own, answers a repeated operation from them, and
 * delays or fails when told to. No money moves.
 */
@Injectable()
export class SandboxProvider implements PaymentProvider {
  readonly name = 'sandbox';

  constructor(private readonly db: Db) {}

  async submit(operation: Operation): Promise<OperationState> {
    assertNoTransaction('asking the payment provider');
    const row = await this.db.transaction(() => this.accept(operation));
    if (row.amount_minor !== operation.amountMinor) throw conflict('operation_changed', { id: operation.id });
    const settled = row.settles_at.getTime() <= now().getTime() + 1_000;
    return {
      reference: row.reference,
      state: settled ? row.outcome : 'pending',
      error: settled ? row.error : null,
    };
  }

  async moved(): Promise<MovedOperation[]> {
    assertNoTransaction('asking the payment provider');
    const rows = await this.db.transaction(() =>
      this.db.query<{
        id: string;
        kind: OperationKind;
        amount_minor: number;
        currency: string;
        settles_at: Date;
      }>({
        name: 'sandbox_moved',
        text: `SELECT id, kind, amount_minor, currency, settles_at FROM sandbox_operation
               WHERE tenant_id = $1 AND outcome = 'succeeded' AND settles_at <= $2`,
        values: [currentTenant(), now()],
      }),
    );
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      amountMinor: Number(row.amount_minor),
      currency: row.currency,
      movedAt: row.settles_at,
    }));
  }

  /** Tells the sandbox how the next operation of this kind will end. */
  async script(
    kind: Operation['kind'],
    outcome: 'succeeded' | 'failed',
    delaySeconds: number,
  ): Promise<void> {
    await this.db.query({
      name: 'sandbox_script',
      text: 'INSERT INTO sandbox_script (tenant_id, id, kind, outcome, delay_seconds) VALUES ($1, $2, $3, $4, $5)',
      values: [currentTenant(), newId(), kind, outcome, delaySeconds],
    });
  }

  private async accept(operation: Operation): Promise<Row> {
    const known = await this.find(operation.id);
    if (known) return known;
    const scripted = await this.db.one<{ outcome: 'succeeded' | 'failed'; delay_seconds: number }>({
      name: 'sandbox_script_take',
      text: `DELETE FROM sandbox_script WHERE tenant_id = $1 AND id = (
               SELECT id FROM sandbox_script WHERE tenant_id = $1 AND kind = $2 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
             RETURNING outcome, delay_seconds`,
      values: [currentTenant(), operation.kind],
    });
    const outcome = scripted?.outcome ?? 'succeeded';
    const settlesAt = new Date(now().getTime() + (scripted?.delay_seconds ?? 0) * 1_000);
    await this.db.query({
      name: 'sandbox_operation',
      text: `INSERT INTO sandbox_operation (tenant_id, id, kind, amount_minor, currency, reference, outcome, error, settles_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id, id) DO NOTHING`,
      values: [
        currentTenant(),
        operation.id,
        operation.kind,
        operation.amountMinor,
        operation.currency,
        `${SHAPE[operation.kind].prefix}_${newSecret(9)}`,
        outcome,
        outcome === 'failed' ? SHAPE[operation.kind].fault : null,
        settlesAt,
      ],
    });
    const row = await this.find(operation.id);
    if (!row) throw new Error('the sandbox lost an operation');
    return row;
  }

  private find(id: string): Promise<Row | null> {
    return this.db.one<Row>({
      name: 'sandbox_operation_find',
      text: 'SELECT reference, outcome, error, settles_at, amount_minor FROM sandbox_operation WHERE tenant_id = $1 AND id = $2',
      values: [currentTenant(), id],
    });
  }
}
