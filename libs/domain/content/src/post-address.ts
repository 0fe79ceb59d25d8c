import { invalidField } from '#platform/kernel';

/** Where posts of a platform live; a platform that is not here (blog, podcast) may be on any public host. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  instagram: ['instagram.com', 'instagr.am'],
  tiktok: ['tiktok.com'],
  youtube: ['youtube.com', 'youtu.be'],
  facebook: ['facebook.com', 'fb.watch', 'fb.com'],
  x: ['x.com', 'twitter.com'],
  linkedin: ['linkedin.com', 'lnkd.in'],
  twitch: ['twitch.tv'],
};

/** What platforms and apps hang onto an address when it is shared. */
const SHARING =
  /^(utm_.*|igsh|igshid|si|feature|fbclid|gclid|is_from_webapp|sender_device|s|t|ref|ref_src|mibextid)$/;

/**
 * The address of a live post, one form for each post: https, no fragment, nothing of who shared it. A start page is
 * no post. @throws naming the field and the hosts that would be right.
 */
export function postAddress(platform: string, typed: string, field = 'postUrl'): string {
  const url = URL.parse(typed.trim());
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw invalidField(field, 'bad_url');
  if (url.username !== '' || url.password !== '' || url.port !== '') throw invalidField(field, 'bad_url');
  const allowed = HOSTS[platform];
  const host = url.hostname.replace(/\.$/, '');
  const fits = allowed
    ? allowed.some((one) => host === one || host.endsWith(`.${one}`))
    : /\.[a-z]{2,}$/i.test(host);
  if (!fits)
    throw invalidField(field, allowed ? 'post_other_platform' : 'bad_url', {
      hosts: (allowed ?? []).join(', '),
    });
  for (const name of [...url.searchParams.keys()]) if (SHARING.test(name)) url.searchParams.delete(name);
  const path = url.pathname.replace(/\/+$/, '');
  if (allowed && path === '' && url.search === '') throw invalidField(field, 'post_not_a_post');
  return `https://${host}${path || '/'}${url.search}`;
}
