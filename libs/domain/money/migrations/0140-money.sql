-- Double entry, append-only. An account belongs to a party (organization, influencer) or to the label (party NULL).
CREATE TABLE ledger_account (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  -- cash (at the provider), clientFunds (owed to a brand: prepaid money), payable (owed to an influencer),
  -- margin (the label's income), receivable (owed to the label), fees (provider's).
  kind text NOT NULL CHECK (kind IN ('cash', 'clientFunds', 'payable', 'margin', 'receivable', 'fees')),
  party_id uuid,
  currency text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE NULLS NOT DISTINCT (tenant_id, kind, party_id, currency)
);
SELECT app.protect('ledger_account', 'SELECT, INSERT');

CREATE TABLE ledger_transaction (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  -- What it was booked for; the key makes booking it twice impossible.
  key text NOT NULL,
  campaign_id uuid,
  collaboration_id uuid,
  at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key)
);
SELECT app.protect('ledger_transaction', 'SELECT, INSERT');
CREATE INDEX ledger_transaction_campaign ON ledger_transaction (tenant_id, campaign_id);

-- Debits are positive, credits negative.
CREATE TABLE ledger_entry (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  account_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  currency text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES ledger_transaction (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES ledger_account (tenant_id, id)
);
SELECT app.protect('ledger_entry', 'SELECT, INSERT');
CREATE INDEX ledger_entry_transaction ON ledger_entry (tenant_id, transaction_id);
CREATE INDEX ledger_entry_account ON ledger_entry (tenant_id, account_id);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

-- A transaction that does not sum to zero in each currency cannot commit.
CREATE FUNCTION app.check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE off record;
BEGIN
  SELECT e.currency, sum(e.amount_minor) AS total INTO off FROM ledger_entry e
    WHERE e.tenant_id = NEW.tenant_id AND e.transaction_id = NEW.transaction_id
    GROUP BY e.currency HAVING sum(e.amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger transaction % is off by % %', NEW.transaction_id, off.total, off.currency
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.check_ledger_balance();

-- The money of a campaign: one row, changed by conditional updates only, so that no crowd can overspend it.
CREATE TABLE budget (
  tenant_id uuid NOT NULL,
  -- The campaign's id.
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  currency text NOT NULL,
  cap_minor bigint NOT NULL CHECK (cap_minor >= 0),
  funded_minor bigint NOT NULL DEFAULT 0 CHECK (funded_minor >= 0),
  reserved_minor bigint NOT NULL DEFAULT 0 CHECK (reserved_minor >= 0),
  spent_minor bigint NOT NULL DEFAULT 0 CHECK (spent_minor >= 0),
  PRIMARY KEY (tenant_id, id),
  CHECK (reserved_minor + spent_minor <= cap_minor)
);
SELECT app.protect('budget');

-- A two-phase hold: reserved when terms are accepted, posted piece by piece, the rest voided.
CREATE TABLE budget_hold (
  tenant_id uuid NOT NULL,
  -- The collaboration's id.
  id uuid NOT NULL,
  budget_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  posted_minor bigint NOT NULL DEFAULT 0 CHECK (posted_minor >= 0),
  state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'posted', 'void')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, budget_id) REFERENCES budget (tenant_id, id),
  CHECK (posted_minor <= amount_minor)
);
SELECT app.protect('budget_hold');

CREATE TABLE funding (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  budget_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'received', 'failed')),
  provider text NOT NULL,
  provider_reference text,
  error text,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  received_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, budget_id) REFERENCES budget (tenant_id, id)
);
SELECT app.protect('funding');
CREATE INDEX funding_budget ON funding (tenant_id, budget_id);
CREATE INDEX funding_organization ON funding (tenant_id, organization_id, id DESC);

-- Prepaid money of an organization that is in no campaign. The row's id is the organization's.
CREATE TABLE client_balance (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  currency text NOT NULL,
  balance_minor bigint NOT NULL DEFAULT 0 CHECK (balance_minor >= 0),
  PRIMARY KEY (tenant_id, id, currency)
);
SELECT app.protect('client_balance');

-- Money taken out of a campaign again: kept for the organization, or sent back to it.
CREATE TABLE refund (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  budget_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  destination text NOT NULL CHECK (destination IN ('account', 'source')),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  provider text NOT NULL,
  provider_reference text,
  error text,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, budget_id) REFERENCES budget (tenant_id, id)
);
SELECT app.protect('refund');
CREATE INDEX refund_budget ON refund (tenant_id, budget_id);

-- What an influencer is owed for one deliverable, and how far it has come.
CREATE TABLE payable (
  tenant_id uuid NOT NULL,
  -- The deliverable's id; of a kill fee, and of nothing else, the collaboration's: either can be owed once.
  id uuid NOT NULL,
  kind text NOT NULL DEFAULT 'deliverable' CHECK (kind IN ('deliverable', 'killFee')),
  influencer_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  collaboration_id uuid NOT NULL,
  net_minor bigint NOT NULL CHECK (net_minor > 0),
  price_minor bigint NOT NULL CHECK (price_minor >= net_minor),
  currency text NOT NULL,
  state text NOT NULL DEFAULT 'approved' CHECK (state IN ('approved', 'scheduled', 'onItsWay', 'paid', 'failed')),
  earned_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  payout_id uuid,
  paid_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK ((kind = 'killFee') = (id = collaboration_id))
);
SELECT app.protect('payable');
CREATE INDEX payable_influencer ON payable (tenant_id, influencer_id);
CREATE INDEX payable_due ON payable (tenant_id, state, due_at);
CREATE INDEX payable_campaign ON payable (tenant_id, campaign_id);
CREATE INDEX payable_collaboration ON payable (tenant_id, collaboration_id);
CREATE INDEX payable_payout ON payable (tenant_id, payout_id);

-- One payment to one influencer. Its id is the provider's idempotency key, stored before the provider is asked.
CREATE TABLE payout (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  state text NOT NULL DEFAULT 'created' CHECK (state IN ('created', 'onItsWay', 'paid', 'failed')),
  provider text NOT NULL,
  provider_reference text,
  error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  paid_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('payout');
CREATE INDEX payout_influencer ON payout (tenant_id, influencer_id);

-- Invoices to brands and statements to influencers: numbered without gaps per label, kind and year.
CREATE TABLE statement_counter (
  tenant_id uuid NOT NULL,
  kind text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (tenant_id, kind, year)
);
SELECT app.protect('statement_counter');

CREATE TABLE statement (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('invoice', 'creditNote', 'payout')),
  number text NOT NULL,
  organization_id uuid,
  influencer_id uuid,
  campaign_id uuid,
  payout_id uuid,
  total_minor bigint NOT NULL,
  currency text NOT NULL,
  lines jsonb NOT NULL,
  file_id uuid,
  issued_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, kind, number)
);
SELECT app.protect('statement');
CREATE INDEX statement_organization ON statement (tenant_id, organization_id, id DESC);
CREATE INDEX statement_influencer ON statement (tenant_id, influencer_id, id DESC);
CREATE INDEX statement_payout ON statement (tenant_id, payout_id);

-- The sandbox's own books: what a real provider would keep on its side. An operation asked for twice is answered
-- from here. `outcome` is what it will say when it settles.
CREATE TABLE sandbox_operation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('charge', 'payout', 'refund')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  reference text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('succeeded', 'failed')),
  error text,
  settles_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('sandbox_operation', 'SELECT, INSERT');

-- What the sandbox is told to do next, so that failures and delays can be tried.
CREATE TABLE sandbox_script (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('charge', 'payout', 'refund')),
  outcome text NOT NULL CHECK (outcome IN ('succeeded', 'failed')),
  delay_seconds integer NOT NULL DEFAULT 0 CHECK (delay_seconds BETWEEN 0 AND 86400),
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('sandbox_script');

-- What the nightly comparison of ledger and provider found.
CREATE TABLE reconciliation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  checked integer NOT NULL,
  drifts jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('reconciliation', 'SELECT, INSERT');
