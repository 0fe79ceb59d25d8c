// Mail from a label to its people: queued with what causes it, sent in the label's name, kept in a list.
// It owns the mails, what people want of them, what comes back, their signatures, the way to SMTP and the demo's mailbox.
// It must never show the engine, its libraries or the machine in a message, nor send inside a transaction.
export { Bounces, type Receipt } from './bounces.js';
export { DemoMailbox, type StoredMail, type StoredMailSummary } from './demo-mailbox.js';
export { isOptional, MAIL_KINDS, type MailKind, type OptionalMailKind } from './mail-kinds.js';
export { Mail, type OutgoingMail } from './mail.js';
export { MailModule, type MailModuleOptions } from './mail.module.js';
export { MAIL_STATES, MailMessage, type MailState, type MailStep } from './mail-message.entity.js';
export { type LabelSender, MailRenderer, type RenderedMail, type SigningKey } from './mail-renderer.js';
export { MailSuppression, type SuppressionReason } from './mail-suppression.entity.js';
export { MailRetention, RENDERINGS_KEPT_DAYS } from './mail-retention.js';
export { type MailSample, MailSamples } from './mail-samples.js';
export { type MailFilter, Mails, type MailSummary, type MailView } from './mails.js';
export { CHOSEN_KINDS, type MailPreference, MailPreferences } from './preferences.js';
export { type NeutralRecord, Senders } from './senders.js';
