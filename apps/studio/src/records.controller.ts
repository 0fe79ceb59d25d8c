import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Audit } from '#platform/audit';
import { Portal, Search, View } from '#platform/web';
import { AuditNames } from '#domain/identity';
import { z } from 'zod';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from './audit-actions.js';
import { AuditSubjects } from './audit-subjects.js';

/** A moment, as ISO text. */
const At = z.string();

const AuditLog = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      at: At,
      actorKind: z.string(),
      actorName: z.string().nullable(),
      action: z.string(),
      /** Its sentence is `records.actions.<sentence>`. */
      sentence: z.string(),
      subject: z.string(),
      subjectId: z.string().nullable(),
      /** What the subject is called, and its page; null once it is gone. */
      subjectName: z.string().nullable(),
      subjectPath: z.string().nullable(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.string().nullable(),
  action: z.string().nullable(),
  subject: z.string().nullable(),
  subjects: z.array(z.string()),
});
const AuditSearch = z.object({
  action: z.string().max(80).optional(),
  subject: z.enum(AUDIT_SUBJECTS).optional(),
  cursor: z.string().max(20).optional(),
});

/** What was done in the label's name. */
@Portal('studio')
@Controller()
export class RecordsController {
  constructor(
    private readonly audits: Audit,
    private readonly names: AuditNames,
    private readonly subjects: AuditSubjects,
  ) {}

  @Can('read', 'Audit')
  @View('audit', AuditLog)
  @Get('audit')
  async audit(@Search(AuditSearch) { action, subject: about, cursor }: z.infer<typeof AuditSearch>) {
    const filter = { ...(action && { action }), ...(about && { subject: about }) };
    const { data, next } = await this.audits.list(filter, cursor ?? null);
    const names = await this.names.of(data.map(({ actorId }) => actorId));
    const subjects = await this.subjects.of(data);
    return {
      data: data.map(({ id, at, actorKind, actorId, action: done, subject, subjectId, details }) => ({
        id,
        at: at.toISOString(),
        actorKind,
        actorName: actorId === null ? null : (names.get(actorId) ?? null),
        action: done,
        sentence: AUDIT_ACTIONS.has(done) ? done : 'other',
        subject,
        subjectId,
        subjectName: subjects.get(id)?.name ?? null,
        subjectPath: subjects.get(id)?.path ?? null,
        details,
      })),
      next,
      action: action ?? null,
      subject: about ?? null,
      subjects: [...AUDIT_SUBJECTS],
    };
  }
}
