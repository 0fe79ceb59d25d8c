import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, type FieldError, invalid, notFound } from '#platform/kernel';
import { FileEntity } from '#platform/storage';
import { Deliverable, Submission } from './content.entities.js';
import { Deliverables } from './deliverables.service.js';

const MEDIA = /^(image\/(png|jpeg|webp|gif)|video\/mp4)$/;
const PROOF = /^(image\/(png|jpeg|webp|gif)|application\/pdf)$/;

/** Which files belong to a piece of content, and whose may be made to. */
@Injectable()
export class ContentFiles {
  constructor(
    private readonly db: Db,
    private readonly deliverables: Deliverables,
  ) {}

  /** Pictures and videos for a draft: sent up by this person, or handed in with an earlier version of the same piece. */
  requireMedia(piece: Deliverable, ids: readonly string[]): Promise<void> {
    return this.require(piece, ids, 'fileIds', MEDIA, 'file_not_media');
  }

  /** The screenshot that proves a post. */
  requireProof(piece: Deliverable, id: string): Promise<void> {
    return this.require(piece, [id], 'proofFileId', PROOF, 'file_not_proof');
  }

  /** Files that this person may name for a piece, of whatever kind. */
  async requireOwn(deliverableId: string, ids: readonly string[]): Promise<void> {
    await this.require(await this.deliverables.get(deliverableId), ids, 'fileIds', /./, '');
  }

  /** A file that was handed in with this piece, for whoever may see the piece; any other does not exist. */
  async requireFile(deliverableId: string, fileId: string): Promise<void> {
    const piece = await this.deliverables.get(deliverableId);
    if (!(await this.known(piece)).has(fileId)) throw notFound('file');
  }

  /** Every file of one piece: of all its versions, and its proof. */
  private async known(piece: Deliverable): Promise<Set<string>> {
    const versions = await this.db.repo(Submission).find({ deliverableId: piece.id });
    const ids = versions.flatMap(({ fileIds }) => fileIds);
    return new Set(piece.proofFileId ? [...ids, piece.proofFileId] : ids);
  }

  /** An id that was seen somewhere opens nothing: whose file it is not is told the same as what does not exist. */
  private async require(
    piece: Deliverable,
    ids: readonly string[],
    field: string,
    kinds: RegExp,
    wrongKind: string,
  ): Promise<void> {
    const known = await this.known(piece);
    const faults: FieldError[] = [];
    for (const [index, id] of ids.entries()) {
      const path = field === 'fileIds' ? `${field}.${index}` : field;
      const file = await this.db.repo(FileEntity).findOne({ id });
      const own = file !== null && (file.uploadedBy === currentActor().accountId || known.has(id));
      if (!own) throw notFound('file');
      if (!kinds.test(file.mediaType)) faults.push({ path, code: wrongKind });
    }
    if (faults.length > 0) throw invalid('invalid_input', {}, faults);
  }
}
