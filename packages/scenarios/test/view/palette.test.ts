import { describe, expect, test } from 'vitest';
import { figureStyles, roles, type Scheme, schemes } from '../../src/view/index.ts';

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test('contrast is 21 between black and white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each<[string, Scheme]>(Object.entries(schemes))('the %s scheme', (_name, scheme) => {
  test('text stands out from its ground by 4.5', () => {
    expect(contrast(scheme.ink, scheme.background)).toBeGreaterThanOrEqual(4.5);
    for (const role of roles)
      expect(
        contrast(scheme.roles[role].ink, scheme.roles[role].fill),
        role,
      ).toBeGreaterThanOrEqual(4.5);
  });

  test('every area has an edge that stands out from the page by 3', () => {
    expect(contrast(scheme.edge, scheme.background)).toBeGreaterThanOrEqual(3);
  });

  test('what looks alike in grey differs in pattern', () => {
    const heap = (['used', 'free', 'top', 'leaked', 'overhead'] as const).map(
      (role) => scheme.roles[role].pattern,
    );
    expect(new Set(heap).size).toBe(heap.length);
  });
});

test('the style sheet gives every colour in both schemes', () => {
  for (const role of roles)
    for (const scheme of Object.values(schemes)) {
      expect(figureStyles).toContain(`--memstrata-${role}:${scheme.roles[role].fill}`);
      expect(figureStyles).toContain(`--memstrata-${role}-ink:${scheme.roles[role].ink}`);
    }
});
