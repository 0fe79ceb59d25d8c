import { Controller, Get, Post, Req } from '@nestjs/common';
import { Can } from '#platform/access';
import { currentActor } from '#platform/kernel';
import { exchangeOf, Form, Id, Input, Page, Portal, Redirect, View } from '#platform/web';
import { Campaigns, CampaignRow } from '#domain/campaigns';
import {
  Members,
  OrganizationProfile,
  Organizations,
  OrganizationView,
  OwnOrganizations,
} from '#domain/identity';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Waiting, WaitingThing } from './waiting.js';

const Identified = z.object({ id: z.uuid() });
const Home = z.object({
  organization: OrganizationView,
  waiting: z.array(WaitingThing),
  campaigns: z.array(CampaignRow),
  people: z.number().int(),
});

/** The organization itself: which one, its start page, its set-up and its settings. */
@Portal('brand')
@Controller()
export class OrganizationController {
  constructor(
    private readonly organizations: Organizations,
    private readonly members: Members,
    private readonly campaigns: Campaigns,
    private readonly waiting: Waiting,
  ) {}

  /** Who works for one organization goes straight there; on the API it is the list of one's organizations. */
  @Can('read', 'Organization')
  @View('start', OwnOrganizations)
  @Get()
  async start(@Req() request: FastifyRequest) {
    const data = await this.organizations.own();
    const [only] = data;
    return only && data.length === 1 && exchangeOf(request).face === 'page'
      ? new Redirect(`/o/${only.id}`)
      : { data };
  }

  @Can('read', 'Campaign')
  @View('home', Home)
  @Get('o/:org')
  async home(@Id('org') org: string, @Req() request: FastifyRequest) {
    const { role } = currentActor();
    const page = exchangeOf(request).face === 'page';
    if (page && role === 'member.guest') return new Redirect(`/o/${org}/campaigns`);
    const organization = await this.organizations.view(org);
    if (page && role === 'member.admin' && organization.state === 'invited')
      return new Redirect(`/o/${org}/setup`);
    const { data: campaigns } = await this.campaigns.list({ limit: 5 });
    const { data: people } = await this.members.list(org);
    return { organization, waiting: await this.waiting.list(org, 8), campaigns, people: people.length };
  }

  @Can('update', 'Organization')
  @Page()
  @View('setup', OrganizationView)
  @Get('o/:org/setup')
  blank(@Id('org') org: string) {
    return this.organizations.view(org);
  }

  @Can('update', 'Organization')
  @Form({ page: '/o/:org/setup', done: '/o/:org', notice: 'organization_set_up' }, Identified)
  @Post('o/:org/setup')
  setUp(@Id('org') org: string, @Input(OrganizationProfile) profile: OrganizationProfile) {
    return this.organizations.describe(org, profile);
  }

  @Can('read', 'Organization')
  @View('settings', OrganizationView)
  @Get('o/:org/settings')
  settings(@Id('org') org: string) {
    return this.organizations.view(org);
  }

  @Can('update', 'Organization')
  @Form({ page: '/o/:org/settings', done: '/o/:org/settings', notice: 'organization_saved' }, Identified)
  @Post('o/:org/settings')
  change(@Id('org') org: string, @Input(OrganizationProfile) profile: OrganizationProfile) {
    return this.organizations.describe(org, profile);
  }
}
