import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Id, Input, Portal, Search, View } from '#platform/web';
import { ActingChoice, ActingFor, ActingInput, ActingList, ActingView } from '#domain/identity';
import { z } from 'zod';

const ONE = '/acting/:acting';
const Started = z.object({ acting: z.uuid() });
/** Whom the page was opened for. */
const Chosen = z.object({ account: z.uuid().optional() });

/** Acting for people of clients and for influencers: why, for how long, and what came of it. */
@Portal('studio')
@Controller()
export class ActingController {
  constructor(private readonly acting: ActingFor) {}

  @Can('actFor', 'Account')
  @View('acting/list', ActingList)
  @Get('acting')
  list() {
    return this.acting.list();
  }

  @Can('actFor', 'Account')
  @View('acting/show', ActingView)
  @Get('acting/:acting')
  show(@Id('acting') id: string) {
    return this.acting.view(id);
  }

  @Can('actFor', 'Account')
  @Form({ page: ONE, done: ONE, notice: 'acting_ended' }, z.object({}))
  @Post('acting/:acting/end')
  async end(@Id('acting') id: string) {
    await this.acting.end(id);
    return {};
  }

  @Can('actFor', 'Account')
  @View('acting/client', ActingChoice)
  @Get('clients/:client/acting')
  ofClient(@Id('client') id: string, @Search(Chosen) { account }: z.infer<typeof Chosen>) {
    return this.acting.choice('brand', id, account ?? null);
  }

  @Can('actFor', 'Account')
  @Form({ page: '/clients/:client/acting', done: ONE }, Started)
  @Post('clients/:client/acting')
  forClient(@Id('client') id: string, @Input(ActingInput) input: ActingInput) {
    return this.acting.start('brand', id, input);
  }

  @Can('actFor', 'Account')
  @View('acting/influencer', ActingChoice)
  @Get('roster/:influencer/acting')
  ofInfluencer(@Id('influencer') id: string, @Search(Chosen) { account }: z.infer<typeof Chosen>) {
    return this.acting.choice('influencer', id, account ?? null);
  }

  @Can('actFor', 'Account')
  @Form({ page: '/roster/:influencer/acting', done: ONE }, Started)
  @Post('roster/:influencer/acting')
  forInfluencer(@Id('influencer') id: string, @Input(ActingInput) input: ActingInput) {
    return this.acting.start('influencer', id, input);
  }
}
