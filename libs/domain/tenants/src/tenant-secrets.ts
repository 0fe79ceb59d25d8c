import { environmentVariable, type FieldError, type Vault } from '#platform/kernel';
import type { TenantSpec } from './tenants-file.js';

/** A secret as it is stored: sealed, with a keyed mark by which another value can be told from it unopened. */
interface SealedSecret {
  readonly sealed: string;
  readonly mark: string;
}

type Mail = TenantSpec['mail'];

/** A label's configuration as it is stored and kept in memory: no secret stands in it in the clear. */
export type TenantConfig = Omit<TenantSpec, 'mail'> & {
  readonly mail: Omit<Mail, 'transport'> & {
    readonly transport: 'operator' | { readonly smtpUrl: SealedSecret };
  };
};

type Variables = (name: string) => string | undefined;

/** What labels refer to (`{"env": "NAME"}`) and is not set, or is no address of a mail server; by JSON pointer. */
export function secretFaults(
  specs: readonly TenantSpec[],
  variable: Variables = environmentVariable,
): FieldError[] {
  return specs.flatMap((spec, index): FieldError[] => {
    const { transport } = spec.mail;
    if (transport === 'operator') return [];
    const at = `/tenants/${index}/mail/transport/smtpUrl`;
    const { smtpUrl: given } = transport;
    const smtpUrl = typeof given === 'string' ? given : variable(given.env);
    if (!smtpUrl && typeof given !== 'string')
      return [
        {
          path: `${at}/env`,
          code: 'not_set',
          message: `the environment variable ${given.env} is not set where this command runs`,
        },
      ];
    return isMailServer(smtpUrl ?? '')
      ? []
      : [
          {
            path: at,
            code: 'bad_smtp_url',
            message: 'an address such as smtps://user:password@mail.example.com:465',
          },
        ];
  });
}

/** The labels with what they refer to in its place, once `secretFaults` has found nothing. */
export function resolveSecrets(
  specs: readonly TenantSpec[],
  variable: Variables = environmentVariable,
): TenantSpec[] {
  return specs.map((spec) => {
    const { transport } = spec.mail;
    if (transport === 'operator') return spec;
    const { smtpUrl: given } = transport;
    const smtpUrl = typeof given === 'string' ? given : (variable(given.env) ?? '');
    return { ...spec, mail: { ...spec.mail, transport: { smtpUrl } } };
  });
}

/** A resolved label as it is stored. */
export function sealed(spec: TenantSpec, tenantId: string, vault: Vault): TenantConfig {
  const smtpUrl = smtpUrlOf(spec.mail);
  const transport =
    smtpUrl === null
      ? ('operator' as const)
      : { smtpUrl: { sealed: vault.seal(smtpUrl, aboutMail(tenantId)), mark: vault.mark(smtpUrl) } };
  return { ...spec, mail: { ...spec.mail, transport } };
}

/** The mail server that a label sends by; null for the operator's. */
export function openTransport(
  { mail: { transport } }: TenantConfig,
  tenantId: string,
  vault: Vault,
): string | null {
  return transport === 'operator' ? null : vault.open(transport.smtpUrl.sealed, aboutMail(tenantId));
}

/**
 * One part of a label's configuration with marks in place of secrets, resolved or stored, so that the two can be
 * compared. Marks are keyed: after the master key has changed all differ, and applying seals them anew.
 */
export function comparable(key: string, value: unknown, vault: Vault): unknown {
  if (key !== 'mail' || typeof value !== 'object' || value === null) return value;
  const { transport } = value as Mail | TenantConfig['mail'];
  if (typeof transport !== 'object') return value;
  const { smtpUrl } = transport;
  const mark =
    typeof smtpUrl === 'string' ? vault.mark(smtpUrl) : 'mark' in smtpUrl ? smtpUrl.mark : smtpUrl.env;
  return { ...value, transport: mark };
}

/** The same for people: where a secret stands, and not which. */
export function masked(key: string, value: unknown): unknown {
  if (key !== 'mail' || typeof value !== 'object' || value === null) return value;
  const { transport } = value as { transport?: unknown };
  return { ...value, transport: transport === 'operator' ? transport : '•••' };
}

function smtpUrlOf({ transport }: Mail): string | null {
  if (transport === 'operator') return null;
  if (typeof transport.smtpUrl !== 'string') throw new Error('a reference that was not resolved');
  return transport.smtpUrl;
}

function isMailServer(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';
}

function aboutMail(tenantId: string): string {
  return `mail transport of ${tenantId}`;
}
