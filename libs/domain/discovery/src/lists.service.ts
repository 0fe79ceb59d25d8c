import { Injectable } from '@nestjs/common';
import { authorize } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, newId, notFound, now } from '#platform/kernel';
import { Organization } from '#domain/identity';
import { Influencers } from '#domain/roster';
import { InfluencerList } from './influencer-list.entity.js';
import type { CollectInput, ListInput, ListOverview, ListView } from './lists.dto.js';
import { ListQueries } from './lists.queries.js';

/** The lists of an organization; another's do not exist. */
@Injectable()
export class InfluencerLists {
  constructor(
    private readonly db: Db,
    private readonly queries: ListQueries,
    private readonly influencers: Influencers,
  ) {}

  async overview(organizationId: string): Promise<ListOverview> {
    return { data: await this.queries.lists(organizationId), next: null };
  }

  async get(organizationId: string, id: string): Promise<ListView> {
    const [row] = await this.queries.lists(organizationId, id);
    if (!row) throw notFound('list');
    return { ...row, data: await this.queries.entries(id) };
  }

  /** The lists of an organization, each with whether somebody is in it. */
  async around(
    organizationId: string,
    influencerId: string,
  ): Promise<{ id: string; name: string; holds: boolean }[]> {
    const lists = await this.queries.lists(organizationId);
    const holding = await this.queries.holding(
      influencerId,
      lists.map(({ id }) => id),
    );
    return lists.map(({ id, name }) => ({ id, name, holds: holding.has(id) }));
  }

  async create(organizationId: string, { name, influencerIds }: ListInput): Promise<{ id: string }> {
    authorize('create', 'List');
    const { kind, partyIds, accountId } = currentActor();
    if (kind === 'member' && !partyIds.includes(organizationId)) throw notFound('organization');
    if (!(await this.db.repo(Organization).findOne({ id: organizationId }))) throw notFound('organization');
    const id = newId();
    const at = now();
    await this.db
      .repo(InfluencerList)
      .insert({ id, organizationId, name, createdBy: accountId, createdAt: at, updatedAt: at });
    await this.put(id, influencerIds);
    return { id };
  }

  /** Adds a selection to a list, or makes one of it. */
  async collect(
    organizationId: string,
    { listId, name, influencerIds }: CollectInput,
  ): Promise<{ id: string }> {
    if (listId === undefined) return this.create(organizationId, { name: name ?? '', influencerIds });
    await this.add(organizationId, listId, influencerIds);
    return { id: listId };
  }

  async add(organizationId: string, id: string, influencerIds: readonly string[]): Promise<{ id: string }> {
    await this.writable(organizationId, id);
    await this.put(id, influencerIds);
    return { id };
  }

  async remove(
    organizationId: string,
    id: string,
    influencerIds: readonly string[],
  ): Promise<{ id: string }> {
    await this.writable(organizationId, id);
    await this.queries.remove(id, influencerIds);
    return this.touched(id);
  }

  async note(
    organizationId: string,
    id: string,
    influencerId: string,
    note: string | undefined,
  ): Promise<{ id: string }> {
    await this.writable(organizationId, id);
    if ((await this.queries.note(id, influencerId, note ?? null)) === 0) throw notFound('influencer');
    return this.touched(id);
  }

  async rename(organizationId: string, id: string, name: string): Promise<{ id: string }> {
    await this.writable(organizationId, id);
    await this.db.repo(InfluencerList).update({ id }, { name, updatedAt: now() });
    return { id };
  }

  async delete(organizationId: string, id: string): Promise<{ id: string }> {
    await this.writable(organizationId, id);
    await this.db.repo(InfluencerList).delete({ id });
    return { id };
  }

  /** All of them may be seen, or nothing is added. */
  private async put(id: string, influencerIds: readonly string[]): Promise<void> {
    const found = await this.influencers.byIds(influencerIds);
    if (found.length < new Set(influencerIds).size) throw notFound('influencer');
    if (found.length > 0) await this.queries.add(id, influencerIds);
    await this.touched(id);
  }

  private async touched(id: string): Promise<{ id: string }> {
    await this.db.repo(InfluencerList).update({ id }, { updatedAt: now() });
    return { id };
  }

  private async writable(organizationId: string, id: string): Promise<void> {
    authorize('update', 'List');
    const [row] = await this.queries.lists(organizationId, id);
    if (!row) throw notFound('list');
  }
}
