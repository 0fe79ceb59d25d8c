import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Audit } from '#platform/audit';
import { Mails } from '#platform/mail';
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

const STATES = ['queued', 'sent', 'failed', 'suppressed'] as const;
const MailLog = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      template: z.string(),
      toAddress: z.string(),
      subject: z.string().nullable(),
      state: z.enum(STATES),
      errorCode: z.string().nullable(),
      createdAt: At,
      sentAt: At.nullable(),
    }),
  ),
  next: z.string().nullable(),
  state: z.string().nullable(),
  to: z.string().nullable(),
});
const MailSearch = z.object({
  state: z.enum(STATES).optional(),
  to: z.string().max(254).optional(),
  cursor: z.uuid().optional(),
});

/** What was done in the label's name, and what was mailed in it. */
@Portal('studio')
@Controller()
export class RecordsController {
  constructor(
    private readonly audits: Audit,
    private readonly mails: Mails,
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

  @Can('read', 'Mail')
  @View('mail', MailLog)
  @Get('mail')
  async mail(@Search(MailSearch) { state, to, cursor }: z.infer<typeof MailSearch>) {
    const { data, next } = await this.mails.list(
      { ...(state && { state }), ...(to && { to }) },
      cursor ?? null,
    );
    const rows = data.map(({ actorId: _actor, thread: _thread, createdAt, sentAt, ...mail }) => ({
      ...mail,
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
    }));
    return { data: rows, next, state: state ?? null, to: to ?? null };
  }
}
