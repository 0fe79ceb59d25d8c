// Mail from a label to its people: queued with what causes it, sent in the label's name, kept in a list.
// It owns the mails, the suppressed addresses, the way to SMTP and the demo's mailbox.
// It must never show the engine, its libraries or the machine in a message, nor send inside a transaction.
export { DemoMailbox, type StoredMail, type StoredMailSummary } from './demo-mailbox.js';
export { Mail, type OutgoingMail } from './mail.js';
export { MailModule, type MailModuleOptions } from './mail.module.js';
export { MailMessage, type MailState } from './mail-message.entity.js';
export { MailRenderer, type RenderedMail } from './mail-renderer.js';
export { MailSuppression, type SuppressionReason } from './mail-suppression.entity.js';
export { Mails, type MailFilter, type MailSummary } from './mails.js';
