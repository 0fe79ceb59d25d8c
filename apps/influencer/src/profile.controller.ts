import { Controller, Get, Post, Req } from '@nestjs/common';
import { Can } from '#platform/access';
import { currentActor } from '#platform/kernel';
import { exchangeOf, Form, Id, Input, Portal, Redirect, View } from '#platform/web';
import { InfluencerEdit, Influencers, OwnProfile } from '#domain/roster';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Who finds a profile is the label's to say, not the influencer's. */
const ProfileInput = InfluencerEdit.omit({ visibility: true });
type ProfileInput = z.infer<typeof ProfileInput>;

const Profiles = z.object({ data: z.array(z.object({ id: z.uuid(), displayName: z.string() })) });

/** One's own profile; a manager has several. */
@Portal('influencer')
@Controller('profile')
export class ProfileController {
  constructor(private readonly influencers: Influencers) {}

  /** Who speaks for one only goes straight there; on the API it is the list. */
  @Can('read', 'Influencer')
  @View('profile/list', Profiles)
  @Get()
  async list(@Req() request: FastifyRequest) {
    const people = await this.influencers.byIds(currentActor().partyIds);
    const [only] = people;
    if (only && people.length === 1 && exchangeOf(request).face === 'page') {
      return new Redirect(`/profile/${only.id}`);
    }
    return { data: people.map(({ id, displayName }) => ({ id, displayName })) };
  }

  @Can('read', 'Influencer')
  @View('profile/show', OwnProfile)
  @Get(':id')
  show(@Id('id') id: string) {
    return this.influencers.own(id);
  }

  @Can('update', 'Influencer')
  @Form({ page: '/profile/:id', done: '/profile/:id', notice: 'profile_saved' }, z.object({ id: z.uuid() }))
  @Post(':id')
  async edit(@Id('id') id: string, @Input(ProfileInput) input: ProfileInput) {
    const { visibility } = await this.influencers.get(id);
    return this.influencers.edit(id, { ...input, visibility });
  }
}
