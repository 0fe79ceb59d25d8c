import { Controller, Get, Post, Req } from '@nestjs/common';
import { Can } from '#platform/access';
import { exchangeOf, Form, Id, Input, Portal, Search, View } from '#platform/web';
import {
  AcceptInput,
  StaffInviteInput,
  StaffOfferInput,
  StaffPeoplePage,
  StaffPersonPage,
  CampaignViews,
  CollaborationAnswer,
  Collaborations,
  DeclineInput,
  Departures,
  DropInput,
  InvitePage,
  InviteSearch,
  Negotiation,
  Outreach,
} from '#domain/campaigns';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

const list = '/campaigns/:id/people';
const one = `${list}/:person`;

/** The people of a campaign, with both sides of every amount. */
@Portal('studio')
@Controller('campaigns/:id/people')
export class CampaignPeopleController {
  constructor(
    private readonly views: CampaignViews,
    private readonly collaborations: Collaborations,
    private readonly outreach: Outreach,
    private readonly negotiation: Negotiation,
    private readonly departures: Departures,
  ) {}

  @Can('read', 'Collaboration')
  @View('campaigns/people', StaffPeoplePage)
  @Get()
  list(@Id('id') id: string) {
    return this.views.people(id);
  }

  @Can('invite', 'Collaboration')
  @View('campaigns/invite', InvitePage)
  @Get('invite')
  choose(
    @Id('id') id: string,
    @Search(InviteSearch) search: z.infer<typeof InviteSearch>,
    @Req() request: FastifyRequest,
  ) {
    return this.views.invite(id, {
      ...search,
      influencers: [...search.influencers, ...search.influencerIds, ...typedIds(request)],
    });
  }

  @Can('invite', 'Collaboration')
  @Form(
    { page: `${list}/invite`, done: list, notice: 'invitations_sent' },
    z.object({ id: z.uuid(), collaborationIds: z.array(z.uuid()) }),
  )
  @Post()
  invite(@Id('id') id: string, @Input(StaffInviteInput) input: z.infer<typeof StaffInviteInput>) {
    return this.outreach.invite(id, input);
  }

  @Can('read', 'Collaboration')
  @View('campaigns/person', StaffPersonPage)
  @Get(':person')
  show(@Id('id') id: string, @Id('person') person: string) {
    return this.views.person(id, person);
  }

  @Can('negotiate', 'Collaboration')
  @Form({ page: one, done: one, notice: 'offer_sent' }, CollaborationAnswer)
  @Post(':person/offer')
  async offer(
    @Id('id') id: string,
    @Id('person') person: string,
    @Input(StaffOfferInput) input: z.infer<typeof StaffOfferInput>,
  ) {
    await this.collaborations.inCampaign(id, person);
    return this.negotiation.offer(person, input);
  }

  @Can('negotiate', 'Collaboration')
  @Form({ page: one, done: one, notice: 'offer_accepted' }, CollaborationAnswer)
  @Post(':person/accept')
  async accept(
    @Id('id') id: string,
    @Id('person') person: string,
    @Input(AcceptInput) { version }: z.infer<typeof AcceptInput>,
  ) {
    await this.collaborations.inCampaign(id, person);
    return this.negotiation.accept(person, version);
  }

  @Can('update', 'Collaboration')
  @Form({ page: one, done: one, notice: 'invitation_withdrawn' }, CollaborationAnswer)
  @Post(':person/withdraw')
  async withdraw(
    @Id('id') id: string,
    @Id('person') person: string,
    @Input(DeclineInput) { reason }: z.infer<typeof DeclineInput>,
  ) {
    await this.collaborations.inCampaign(id, person);
    return this.departures.withdraw(person, reason);
  }

  @Can('update', 'Collaboration')
  @Form({ page: one, done: one, notice: 'collaboration_dropped' }, CollaborationAnswer)
  @Post(':person/drop')
  async drop(
    @Id('id') id: string,
    @Id('person') person: string,
    @Input(DropInput) { reason }: z.infer<typeof DropInput>,
  ) {
    await this.collaborations.inCampaign(id, person);
    return this.departures.drop(person, reason);
  }
}

/** Who was chosen in a form that is shown again. */
function typedIds(request: FastifyRequest): string[] {
  const typed = exchangeOf(request).formState?.values['influencerIds'];
  return [typed].flat().filter((id): id is string => z.uuid().safeParse(id).success);
}
