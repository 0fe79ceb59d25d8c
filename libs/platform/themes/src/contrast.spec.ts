import { describe, expect, it } from '@jest/globals';
import { contrast, hex, hoverShade, nearestPassing, onColour } from './contrast.js';

describe('contrast', () => {
  it('measures as WCAG does', () => {
    expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('takes a translucent colour as it looks on its background', () => {
    expect(contrast('#00000080', '#ffffff')).toBeCloseTo(contrast('#7f7f7f', '#ffffff'), 1);
  });

  it('finds black or white that reads on any background at 4.58:1 or better', () => {
    for (let value = 0; value < 0x1000000; value += 65_537 / 4) {
      const background = `#${Math.floor(value).toString(16).padStart(6, '0')}`;
      expect(contrast(onColour(background), background)).toBeGreaterThanOrEqual(4.58);
    }
  });

  it('suggests the nearest colour that passes, of the same hue', () => {
    const suggested = nearestPassing('#e0a080', '#ffffff', 4.5);
    expect(contrast(suggested, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(suggested, '#ffffff')).toBeLessThan(4.7);
    expect(nearestPassing('#111111', '#ffffff', 4.5)).toBe('#111111');
  });

  it('falls back to black or white where no lightness passes', () => {
    expect(nearestPassing('#888888', '#777777', 7)).toBe(onColour('#777777'));
  });

  it('never lowers the contrast of the text on a hovered colour', () => {
    for (const colour of ['#a4471f', '#f3c84b', '#0a1a5c', '#808080']) {
      const text = onColour(colour);
      expect(contrast(text, hoverShade(colour))).toBeGreaterThanOrEqual(contrast(text, colour));
    }
  });

  it('refuses what is no colour', () => {
    expect(hex('red;} body{')).toBeNull();
    expect(hex('rebeccapurple')).toBe('#663399');
  });
});
