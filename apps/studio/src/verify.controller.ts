import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Id, Input, Portal, Search, View } from '#platform/web';
import {
  ContentViews,
  Decided,
  QueueFilter,
  ReturnInput,
  StaffPiece,
  Verification,
  VerifyInput,
  VerifyQueue,
} from '#domain/content';

const page = '/verify/:piece';

/** Published posts that wait for the staff's eyes: the approved caption against the live one, and the proof. */
@Portal('studio')
@Controller('verify')
export class VerifyController {
  constructor(
    private readonly views: ContentViews,
    private readonly verification: Verification,
  ) {}

  @Can('read', 'Content')
  @View('verify/list', VerifyQueue)
  @Get()
  list(@Search(QueueFilter) filter: QueueFilter) {
    return this.views.queue(filter);
  }

  @Can('read', 'Content')
  @View('verify/show', StaffPiece)
  @Get(':piece')
  show(@Id('piece') id: string) {
    return this.views.forReview({ id }, {});
  }

  @Can('verify', 'Content')
  @Form({ page, done: '/verify', notice: 'content_verified' }, Decided)
  @Post(':piece/confirm')
  confirm(@Id('piece') id: string, @Input(VerifyInput) input: VerifyInput) {
    return this.verification.verify(id, input);
  }

  @Can('verify', 'Content')
  @Form({ page, done: '/verify', notice: 'content_sent_back' }, Decided)
  @Post(':piece/return')
  sendBack(@Id('piece') id: string, @Input(ReturnInput) input: ReturnInput) {
    return this.verification.sendBack(id, input);
  }
}
