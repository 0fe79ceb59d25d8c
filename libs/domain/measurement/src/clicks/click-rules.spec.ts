import { describe, expect, it } from '@jest/globals';
import { CLICK_RULES, type ClickFacts, decide, replay, rulesOf, type StoredClick } from './click-rules.js';
import { Bursts } from './bursts.js';
import { campaignWord, type LiveLink, targetOf } from './target.js';
import { isBotAgent, isPrefetch, networkOf, visitorAddress, visitorOf } from './visitor.js';

const plain: ClickFacts = {
  method: 'GET',
  bot: false,
  prefetch: false,
  ended: false,
  outside: false,
  own: false,
  networkPerMinute: 1,
  previousId: null,
};
const at = (hours: number) => new Date(Date.UTC(2026, 5, 1) + hours * 3_600_000);
const rules = rulesOf(1);

describe('agents', () => {
  const people = [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 Instagram 383.0.0.34.74 (iPhone15,2; iOS 18_5; en_US; en; scale=3.00; 1179x2556; 741162338)',
    'Mozilla/5.0 (Linux; Android 15; SM-S921B Build/AP3A.240905.015.A2; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/136.0.7103.60 Mobile Safari/537.36 trill_390003 BytedanceWebview/d8a21c6 TikTok/39.0.3',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/512.0.0.45.103;FBDV/iPhone14,5]',
    'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0',
  ];
  const machines = [
    '',
    ' ',
    'curl/8.9.1',
    'python-requests/2.32.3',
    'Go-http-client/2.0',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Twitterbot/1.0',
    'WhatsApp/2.23.20.0',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/136.0.0.0 Safari/537.36',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  ];

  it.each(people)('takes a person for one: %s', (agent) => {
    expect(isBotAgent(agent)).toBe(false);
  });

  it.each(machines)('takes a machine for one: %s', (agent) => {
    expect(isBotAgent(agent)).toBe(true);
  });
});

describe('loading ahead', () => {
  it.each([
    [{ 'sec-purpose': 'prefetch' }, true],
    [{ 'sec-purpose': 'prefetch;prerender' }, true],
    [{ 'sec-purpose': 'prefetch;anonymous-client-ip' }, true],
    [{ purpose: 'prefetch' }, true],
    [{ 'x-purpose': 'preview' }, true],
    [{ 'x-moz': 'prefetch' }, true],
    [{ 'sec-fetch-dest': 'document' }, false],
    [{}, false],
  ])('%j is one: %s', (headers, expected) => {
    expect(isPrefetch(headers as unknown as Record<string, string>)).toBe(expected);
  });
});

describe('a visitor', () => {
  it('is the same from anywhere in a /64, and another outside of it', () => {
    expect(visitorAddress('2001:db8:1:2:3:4:5:6')).toBe(visitorAddress('2001:db8:1:2:ffff::1'));
    expect(visitorAddress('2001:db8:1:3::1')).not.toBe(visitorAddress('2001:db8:1:2::1'));
  });

  it('is told by the whole of an IPv4 address, however it is written', () => {
    expect(visitorAddress('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(visitorAddress('203.0.113.8')).not.toBe(visitorAddress('203.0.113.7'));
    expect(networkOf('203.0.113.8')).toBe(networkOf('203.0.113.7'));
  });

  it('is another on another day, with another agent and under another salt', () => {
    const one = visitorOf('salt', '203.0.113.7', 'agent', '2026-06-01');
    expect(visitorOf('salt', '203.0.113.7', 'agent', '2026-06-01')).toBe(one);
    expect(visitorOf('salt', '203.0.113.7', 'agent', '2026-06-02')).not.toBe(one);
    expect(visitorOf('salt', '203.0.113.7', 'other', '2026-06-01')).not.toBe(one);
    expect(visitorOf('tlas', '203.0.113.7', 'agent', '2026-06-01')).not.toBe(one);
  });
});

describe('a decision', () => {
  it.each([
    [{}, null, null],
    [{ bot: true }, null, 'bot'],
    [{ method: 'HEAD' as const }, null, 'bot'],
    [{ prefetch: true }, null, 'prefetch'],
    [{ ended: true }, null, 'ended_link'],
    [{ outside: true }, null, 'outside_dates'],
    [{ own: true }, null, 'own_staff'],
    [{ networkPerMinute: 100 }, null, null],
    [{ networkPerMinute: 101 }, null, 'data_centre_burst'],
    [{}, at(0), 'repeat'],
    [{}, at(-24), null],
    [{}, at(-23.99), 'repeat'],
    [{ bot: true, prefetch: true, ended: true }, at(0), 'bot'],
  ])('on %j, counted at %s, is %s', (facts, countedAt, expected) => {
    expect(
      decide({ ...plain, ...facts }, at(0.001), countedAt && new Date(countedAt.getTime() + 3600), rules),
    ).toBe(expected);
  });

  it('is made under a version that there is', () => {
    expect(Object.keys(CLICK_RULES)).toContain('1');
    expect(() => rulesOf(99)).toThrow('99');
  });
});

describe('replaying', () => {
  const click = (
    id: string,
    hours: number,
    previousId: string | null,
    facts: Partial<ClickFacts> = {},
  ): StoredClick => ({
    id,
    at: at(hours),
    facts: { ...plain, ...facts, previousId },
  });
  /** One visitor over three days, with a machine in between. */
  const clicks = [
    click('a', 0, null),
    click('b', 13, 'a'),
    click('c', 20, 'b'),
    click('bot', 21, 'c', { bot: true }),
    click('d', 25, 'bot'),
    click('e', 48.5, 'd'),
  ];
  const reasons = (found: { reason: string | null }[]) => found.map(({ reason }) => reason);

  it('repeats what was decided, the window reaching over midnight', () => {
    expect(reasons(replay(clicks, rules))).toEqual([null, 'repeat', 'repeat', 'bot', null, 'repeat']);
  });

  it('comes to other decisions under other rules', () => {
    const shorter = { ...rules, version: 2, repeatWindowSeconds: 12 * 3600 };
    expect(reasons(replay(clicks, shorter))).toEqual([null, null, 'repeat', 'bot', null, null]);
  });

  it('does not depend on the order in which clicks are given', () => {
    const backwards = replay([...clicks].reverse(), rules);
    expect(reasons(backwards).reverse()).toEqual(reasons(replay(clicks, rules)));
  });
});

describe('bursts', () => {
  it('are counted by link and network within a sliding minute', () => {
    const bursts = new Bursts();
    const start = new Date(Date.UTC(2026, 0, 1));
    for (let n = 1; n <= 10; n++) expect(bursts.add('link', 'net', start)).toBe(n);
    expect(bursts.add('link', 'other', start)).toBe(1);
    expect(bursts.add('link', 'net', new Date(start.getTime() + 90_000))).toBe(6);
    expect(bursts.add('link', 'net', new Date(start.getTime() + 300_000))).toBe(1);
  });
});

describe('a target', () => {
  const link = (targetUrl: string): LiveLink => ({
    id: 'x',
    campaignId: 'y',
    targetUrl,
    ended: false,
    activeFrom: null,
    activeTo: null,
    parameters: { utm_source: 'instagram', utm_campaign: 'winter' },
  });

  it('keeps its own parameters before those of the visit, and those before the link’s', () => {
    const target = targetOf(link('https://shop.example/a?x=1&utm_source=own#part'), {
      utm_campaign: 'story',
      utm_source: 'visit',
      other: 'dropped',
    });
    expect(target).toBe('https://shop.example/a?x=1&utm_source=own&utm_campaign=story#part');
  });

  it('leads nowhere but to a web address', () => {
    expect(targetOf(link('javascript:alert(1)'))).toBeNull();
    expect(targetOf(link('not an address'))).toBeNull();
  });

  it('names its campaign as statistics programs like it', () => {
    expect(campaignWord('Größe & Licht – Frühling!')).toBe('große-licht-fruhling');
    expect(campaignWord('***')).toBe('campaign');
  });
});
