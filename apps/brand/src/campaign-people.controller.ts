import { Controller, Get, Post, Req } from '@nestjs/common';
import { Can } from '#platform/access';
import { exchangeOf, Form, Id, Input, Portal, Search, View } from '#platform/web';
import {
  AcceptInput,
  BrandInviteInput,
  BrandOfferInput,
  BrandPeoplePage,
  BrandPersonPage,
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
  withoutNet,
} from '#domain/campaigns';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

const list = '/o/:org/campaigns/:id/people';
const one = `${list}/:person`;

/** The people of a campaign, as the brand sees them: what they cost, never what they get. */
@Portal('brand')
@Controller('o/:org/campaigns/:id/people')
export class CampaignPeopleController {
  constructor(
    private readonly views: CampaignViews,
    private readonly collaborations: Collaborations,
    private readonly outreach: Outreach,
    private readonly negotiation: Negotiation,
    private readonly departures: Departures,
  ) {}

  @Can('read', 'Collaboration')
  @View('campaigns/people', BrandPeoplePage)
  @Get()
  async list(@Id('id') id: string) {
    const { campaign, data } = await this.views.people(id);
    return { campaign, data: data.map(withoutNet) };
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
  invite(@Id('id') id: string, @Input(BrandInviteInput) input: z.infer<typeof BrandInviteInput>) {
    return this.outreach.invite(id, input);
  }

  @Can('read', 'Collaboration')
  @View('campaigns/person', BrandPersonPage)
  @Get(':person')
  async show(@Id('id') id: string, @Id('person') person: string) {
    const page = await this.views.person(id, person);
    return { ...page, person: withoutNet(page.person), offers: page.offers.map(withoutNet) };
  }

  @Can('negotiate', 'Collaboration')
  @Form({ page: one, done: one, notice: 'offer_sent' }, CollaborationAnswer)
  @Post(':person/offer')
  async offer(
    @Id('id') id: string,
    @Id('person') person: string,
    @Input(BrandOfferInput) input: z.infer<typeof BrandOfferInput>,
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
