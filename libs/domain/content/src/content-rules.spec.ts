import { describe, expect, it } from '@jest/globals';
import { businessDaysAfter } from './business-days.js';
import { diffCaptions, sameCaption } from './caption-diff.js';
import { DELIVERABLE_STATES, deliverableTransitions } from './deliverable.states.js';
import { postAddress } from './post-address.js';

describe('the states of a piece', () => {
  it('reaches verified only through a submission, an approval and a publication', () => {
    const into = (state: string) =>
      DELIVERABLE_STATES.filter((from) =>
        Object.values(deliverableTransitions[from]).includes(state as never),
      );
    expect(into('verified')).toEqual(['published']);
    expect(into('published')).toEqual(['approved', 'scheduled', 'published']);
    expect(into('measured')).toEqual(['verified']);
    expect(into('scheduled')).toEqual(['approved', 'scheduled']);
    expect(into('changesRequested')).toEqual(['submitted']);
  });

  it('never drops what is verified, whose money is posted', () => {
    expect(deliverableTransitions.verified).not.toHaveProperty('drop');
    expect(deliverableTransitions.measured).toEqual({});
  });
});

describe('the reviewer’s deadline', () => {
  it('leaves out the weekend of the label’s time zone', () => {
    const friday = new Date('2026-11-20T15:00:00Z');
    expect(businessDaysAfter(friday, 3, 'Europe/Berlin').toISOString()).toBe('2026-11-25T15:00:00.000Z');
    // Late on Thursday in New York is Friday in Berlin.
    const evening = new Date('2026-11-20T02:00:00Z');
    expect(businessDaysAfter(evening, 1, 'America/New_York').toISOString()).toBe('2026-11-21T02:00:00.000Z');
    expect(businessDaysAfter(evening, 1, 'Europe/Berlin').toISOString()).toBe('2026-11-23T02:00:00.000Z');
  });
});

describe('two captions', () => {
  it('are compared word by word, and put together again from what is said of them', () => {
    const [before, after] = ['New boots, tested on snow', 'Ad: New boots, worn on snow'];
    const parts = diffCaptions(before, after);
    const join = (skip: string) =>
      parts
        .filter(({ change }) => change !== skip)
        .map(({ text }) => text)
        .join('');
    expect([join('added'), join('removed')]).toEqual([before, after]);
    expect(parts.filter(({ change }) => change === 'added').map(({ text }) => text.trim())).toEqual([
      'Ad:',
      'worn',
    ]);
  });

  it('are compared as wholes when they are beyond all measure', () => {
    const long = 'word '.repeat(2_000);
    expect(diffCaptions(long, `${long}!`).map(({ change }) => change)).toEqual(['removed', 'added']);
  });

  it('are the same whatever their spaces and line breaks', () => {
    expect(sameCaption('#ad New\nboots ', '#ad  New boots')).toBe(true);
    expect(sameCaption('#ad New boots', 'New boots')).toBe(false);
  });
});

describe('the address of a post', () => {
  it('is one for each post, whoever shared it', () => {
    const one = 'https://www.instagram.com/reel/Abc';
    expect(postAddress('instagram', 'http://www.instagram.com/reel/Abc/?igsh=1&utm_source=x#top')).toBe(one);
    expect(postAddress('youtube', 'https://www.youtube.com/watch?v=1&si=2')).toBe(
      'https://www.youtube.com/watch?v=1',
    );
    expect(postAddress('blog', 'https://maya.example/boots')).toBe('https://maya.example/boots');
  });

  it.each([
    ['instagram', 'https://instagram.com.evil.example/p/1', 'post_other_platform'],
    ['instagram', 'https://notinstagram.com/p/1', 'post_other_platform'],
    ['tiktok', 'https://tiktok.com', 'post_not_a_post'],
    ['blog', 'https://localhost/x', 'bad_url'],
    ['blog', 'https://127.0.0.1/x', 'bad_url'],
    ['x', 'https://user:pass@x.com/a/status/1', 'bad_url'],
    ['x', 'javascript:alert(1)', 'bad_url'],
    ['x', 'no address', 'bad_url'],
  ])('refuses for %s what is none: %s', (platform, typed, code) => {
    expect(() => postAddress(platform, typed)).toThrow(code);
  });
});
