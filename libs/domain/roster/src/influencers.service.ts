import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { OnEvent } from '#platform/events';
import { conflict, currentActor, currentTenant, invalidField, newId, notFound, now } from '#platform/kernel';
import { influencerClaimed, Invitations } from '#domain/identity';
import { In } from 'typeorm';
import { Influencer, InfluencerChannel } from './influencer.entities.js';
import { LOCK_ROSTER } from './import/import.queries.js';
import type {
  ChannelEdit,
  ChannelInput,
  ClaimInput,
  ContactInput,
  InfluencerEdit,
  InfluencerInput,
  InfluencerProfile,
  InfluencerRecord,
  OwnProfile,
} from './influencers.dto.js';
import { profileOf, recordOf } from './profiles.js';
import { readHandle } from './reading/index.js';
import { SearchEntries } from './search-entries.js';
import { sortName } from './search-words.js';

/** The people of the roster, one at a time. */
@Injectable()
export class Influencers {
  constructor(
    private readonly db: Db,
    private readonly entries: SearchEntries,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
  ) {}

  /** Somebody whom the actor may see: brands the shared ones, influencers themselves, staff everybody. */
  async get(id: string): Promise<Influencer> {
    const found = await this.db.repo(Influencer).findOne({ id });
    if (!found || !mayMeet(found)) throw notFound('influencer');
    return found;
  }

  /** The same for several; those who may not be seen are left out. */
  async byIds(ids: readonly string[]): Promise<Influencer[]> {
    const found = await this.db.repo(Influencer).find({ id: In([...new Set(ids)]) });
    return found.filter(mayMeet);
  }

  async profile(id: string): Promise<InfluencerProfile> {
    return profileOf(await this.get(id), await this.channels(id));
  }

  /** For staff. */
  async record(id: string): Promise<InfluencerRecord> {
    return recordOf(await this.get(id), await this.channels(id), await this.invitedAt(id));
  }

  /** For the influencer. */
  async own(id: string): Promise<OwnProfile> {
    const found = await this.get(id);
    const { email, phone, source } = found;
    return { ...profileOf(found, await this.channels(id)), email, phone, source };
  }

  /** Strongest first. */
  channels(influencerId: string): Promise<InfluencerChannel[]> {
    const order = { followers: { direction: 'DESC', nulls: 'LAST' }, id: 'ASC' } as const;
    return this.db.repo(InfluencerChannel).find({ influencerId }, { order });
  }

  async create({ channel, ...person }: InfluencerInput): Promise<{ id: string }> {
    const id = newId();
    const at = now();
    await this.db
      .repo(Influencer)
      .insert({ id, ...columns(person), source: 'staff', createdAt: at, updatedAt: at });
    await this.insertChannel(id, person.displayName, channel, 'channel.');
    await this.entries.refresh([id]);
    await this.audit.record('influencer.added', 'Influencer', id);
    return { id };
  }

  async edit(id: string, input: InfluencerEdit): Promise<{ id: string }> {
    await this.get(id);
    await this.db.repo(Influencer).update({ id }, { ...columns(input), updatedAt: now() });
    await this.entries.refresh([id]);
    await this.audit.record('influencer.changed', 'Influencer', id, { fields: Object.keys(input) });
    return { id };
  }

  /** What is not given stays as it is. */
  async contact(id: string, { email, phone }: ContactInput): Promise<{ id: string }> {
    await this.get(id);
    const patch = {
      ...(email && { email, emailNorm: email.toLowerCase() }),
      ...(phone && { phone }),
      updatedAt: now(),
    };
    await this.db.repo(Influencer).update({ id }, patch);
    await this.audit.record('influencer.changed', 'Influencer', id, { fields: Object.keys(patch) });
    return { id };
  }

  async addChannel(id: string, input: ChannelInput): Promise<{ id: string }> {
    const { displayName } = await this.get(id);
    await this.insertChannel(id, displayName, input);
    return this.changed(id, 'influencer.channel_added', { platform: input.platform });
  }

  /** Figures and address of a channel; its handle and platform are what it is known by, and stay. */
  async editChannel(id: string, channelId: string, input: ChannelEdit): Promise<{ id: string }> {
    await this.get(id);
    const patch = { ...figures(input), source: 'staff' as const, observedAt: now() };
    const count = await this.db.repo(InfluencerChannel).update({ id: channelId, influencerId: id }, patch);
    if (count === 0) throw notFound('channel');
    return this.changed(id, 'influencer.channel_changed', { channelId });
  }

  /** The last one stays: nobody could find somebody without a channel. */
  async removeChannel(id: string, channelId: string): Promise<{ id: string }> {
    await this.get(id);
    const repo = this.db.repo(InfluencerChannel);
    const mine = await repo.find({ influencerId: id });
    if (!mine.some((channel) => channel.id === channelId)) throw notFound('channel');
    if (mine.length === 1) throw conflict('last_channel');
    await repo.delete({ id: channelId, influencerId: id });
    return this.changed(id, 'influencer.channel_removed', { channelId });
  }

  /** Mails the invitation to claim the profile. An address that is given here is kept with the profile. */
  async invite(id: string, { email, message }: ClaimInput): Promise<{ id: string }> {
    const found = await this.get(id);
    const to = email ?? found.email;
    if (!to) throw invalidField('email', 'required');
    if (to !== found.email)
      await this.db
        .repo(Influencer)
        .update({ id }, { email: to, emailNorm: to.toLowerCase(), updatedAt: now() });
    await this.invitations.invite({
      email: to,
      name: found.displayName,
      portal: 'influencer',
      grants: { influencerId: id, representation: 'self' },
      details: { party: found.displayName, ...(message && { message }) },
    });
    return { id };
  }

  @OnEvent(influencerClaimed)
  async onClaimed({ influencerId }: { influencerId: string }): Promise<void> {
    const found = await this.db.repo(Influencer).findOne({ id: influencerId });
    if (!found || found.claimedAt) return;
    await this.db.repo(Influencer).update({ id: influencerId }, { claimedAt: now(), updatedAt: now() });
  }

  private async changed(
    id: string,
    action: string,
    details: Record<string, unknown>,
  ): Promise<{ id: string }> {
    await this.db.repo(Influencer).update({ id }, { updatedAt: now() });
    await this.entries.refresh([id]);
    await this.audit.record(action, 'Influencer', id, details);
    return { id };
  }

  private async insertChannel(
    influencerId: string,
    displayName: string,
    input: ChannelInput,
    at = '',
  ): Promise<void> {
    const read = readHandle(input.handle, input.platform);
    if (!read || read.derived)
      throw invalidField(`${at}handle`, 'not_a_handle', { platform: input.platform });
    if (read.platform && read.platform !== input.platform)
      throw invalidField(`${at}handle`, 'other_platform', { platform: read.platform });
    const { handle, handleNorm } = read;
    const { platform } = input;
    await (await this.db.client()).query(LOCK_ROSTER, [currentTenant()]);
    const taken = await this.db.repo(InfluencerChannel).findOne({ platform, handleNorm });
    if (taken) throw invalidField(`${at}handle`, 'handle_taken', { handle: taken.handle });
    await this.db.repo(InfluencerChannel).insert({
      id: newId(),
      influencerId,
      platform,
      handle,
      handleNorm,
      handleDerived: false,
      ...figures(input),
      source: 'staff',
      observedAt: now(),
      sortName: sortName(displayName),
      search: '',
    });
  }

  private async invitedAt(influencerId: string): Promise<Date | null> {
    const row = await this.db.one<{ sent_at: Date }>({
      name: 'influencer_invited_at',
      text: `SELECT sent_at FROM mailed_token WHERE tenant_id = $1 AND kind = 'invitation' AND used_at IS NULL
               AND grants->>'influencerId' = $2 ORDER BY created_at DESC LIMIT 1`,
      values: [currentTenant(), influencerId],
    });
    return row?.sent_at ?? null;
  }
}

function mayMeet({ id, visibility }: Influencer): boolean {
  const { kind, partyIds } = currentActor();
  if (kind === 'staff' || kind === 'system') return true;
  if (kind === 'influencer') return partyIds.includes(id);
  return kind === 'member' && partyIds.length > 0 && visibility === 'shared';
}

function columns({ email, topics, ...person }: InfluencerEdit) {
  return {
    displayName: person.displayName,
    email: email ?? null,
    emailNorm: email?.toLowerCase() ?? null,
    phone: person.phone ?? null,
    country: person.country ?? null,
    language: person.language ?? null,
    city: person.city ?? null,
    bio: person.bio ?? null,
    topics: [...new Set(topics)],
    visibility: person.visibility,
  };
}

function figures(input: ChannelEdit) {
  const { engagementPercent } = input;
  return {
    profileUrl: input.profileUrl ?? null,
    followers: input.followers ?? null,
    engagementPpm: engagementPercent === undefined ? null : Math.round(engagementPercent * 10_000),
    avgLikes: input.avgLikes ?? null,
    avgComments: input.avgComments ?? null,
    avgViews: input.avgViews ?? null,
    posts: input.posts ?? null,
  };
}
