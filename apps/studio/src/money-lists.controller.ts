import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Portal, Search, View } from '#platform/web';
import {
  FundingList,
  LedgerList,
  MoneyLists,
  MoneyPage,
  PayableList,
  PayoutList,
  StatementList,
} from '#domain/money';

/** The label's money row by row, of all campaigns or of one. */
@Portal('studio')
@Controller('money')
export class MoneyListsController {
  constructor(private readonly lists: MoneyLists) {}

  @Can('read', 'Ledger')
  @View('money/payables', PayableList)
  @Get('payables')
  payables(@Search(MoneyPage) page: MoneyPage) {
    return this.lists.payables(page);
  }

  @Can('read', 'Ledger')
  @View('money/payouts', PayoutList)
  @Get('payouts')
  payouts(@Search(MoneyPage) page: MoneyPage) {
    return this.lists.payouts(page);
  }

  @Can('read', 'Ledger')
  @View('money/fundings', FundingList)
  @Get('fundings')
  fundings(@Search(MoneyPage) page: MoneyPage) {
    return this.lists.fundings(page);
  }

  @Can('read', 'Ledger')
  @View('money/statements', StatementList)
  @Get('statements')
  statements(@Search(MoneyPage) page: MoneyPage) {
    return this.lists.statements(page);
  }

  /** Every entry of the books. */
  @Can('read', 'Ledger')
  @View('money/ledger', LedgerList)
  @Get('ledger')
  ledger(@Search(MoneyPage) page: MoneyPage) {
    return this.lists.ledger(page);
  }
}
