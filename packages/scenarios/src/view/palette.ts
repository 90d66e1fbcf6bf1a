/**
 * The colours of the figures, after Okabe and Ito, as CSS custom properties for light and dark pages.
 * Colour never stands alone: each role has a pattern too. Sky blue and orange are too pale for lines on
 * white, so they only fill areas inside an edge.
 */
import type { Role } from './figure.ts';

/** How an area is filled besides its colour. */
export type Pattern = 'solid' | 'dots' | 'empty' | 'hatch' | 'crosshatch';

interface Look {
  /** Fill of the area, `#rrggbb`. */
  readonly fill: string;
  /** Text on it. */
  readonly ink: string;
  readonly pattern: Pattern;
}

/** One colour scheme. */
export interface Scheme {
  readonly background: string;
  readonly ink: string;
  /** The line around every area. */
  readonly edge: string;
  /** The wide rim around what a step changed. */
  readonly changed: string;
  readonly roles: Readonly<Record<Role, Look>>;
}

const light: Scheme = {
  background: '#ffffff',
  ink: '#1a1a1a',
  edge: '#333333',
  changed: '#e69f00',
  roles: {
    used: { fill: '#0072b2', ink: '#ffffff', pattern: 'solid' },
    free: { fill: '#d6edf9', ink: '#1a1a1a', pattern: 'dots' },
    top: { fill: '#ffffff', ink: '#1a1a1a', pattern: 'empty' },
    leaked: { fill: '#ef8a4c', ink: '#1a1a1a', pattern: 'hatch' },
    overhead: { fill: '#c8c8c8', ink: '#1a1a1a', pattern: 'crosshatch' },
    name: { fill: '#009e73', ink: '#000000', pattern: 'solid' },
    object: { fill: '#0072b2', ink: '#ffffff', pattern: 'solid' },
    plain: { fill: '#ffffff', ink: '#1a1a1a', pattern: 'empty' },
    code: { fill: '#56b4e9', ink: '#000000', pattern: 'solid' },
    constant: { fill: '#f7f0a8', ink: '#1a1a1a', pattern: 'dots' },
    data: { fill: '#009e73', ink: '#000000', pattern: 'solid' },
    zero: { fill: '#d5efe6', ink: '#1a1a1a', pattern: 'empty' },
    stack: { fill: '#cc79a7', ink: '#000000', pattern: 'solid' },
    guard: { fill: '#c8c8c8', ink: '#1a1a1a', pattern: 'crosshatch' },
    mapped: { fill: '#f4f4f4', ink: '#1a1a1a', pattern: 'empty' },
    gap: { fill: '#ffffff', ink: '#1a1a1a', pattern: 'empty' },
  },
};

const dark: Scheme = {
  background: '#121212',
  ink: '#f2f2f2',
  edge: '#cccccc',
  changed: '#e69f00',
  roles: {
    used: { fill: '#0072b2', ink: '#ffffff', pattern: 'solid' },
    free: { fill: '#12394d', ink: '#f2f2f2', pattern: 'dots' },
    top: { fill: '#121212', ink: '#f2f2f2', pattern: 'empty' },
    leaked: { fill: '#8f3d00', ink: '#ffffff', pattern: 'hatch' },
    overhead: { fill: '#444444', ink: '#f2f2f2', pattern: 'crosshatch' },
    name: { fill: '#009e73', ink: '#000000', pattern: 'solid' },
    object: { fill: '#0072b2', ink: '#ffffff', pattern: 'solid' },
    plain: { fill: '#121212', ink: '#f2f2f2', pattern: 'empty' },
    code: { fill: '#1d5f8a', ink: '#ffffff', pattern: 'solid' },
    constant: { fill: '#4d4700', ink: '#f2f2f2', pattern: 'dots' },
    data: { fill: '#009e73', ink: '#000000', pattern: 'solid' },
    zero: { fill: '#0b3d2e', ink: '#f2f2f2', pattern: 'empty' },
    stack: { fill: '#cc79a7', ink: '#000000', pattern: 'solid' },
    guard: { fill: '#444444', ink: '#f2f2f2', pattern: 'crosshatch' },
    mapped: { fill: '#2a2a2a', ink: '#f2f2f2', pattern: 'empty' },
    gap: { fill: '#121212', ink: '#f2f2f2', pattern: 'empty' },
  },
};

/** Both schemes by name. */
export const schemes: { readonly light: Scheme; readonly dark: Scheme } = { light, dark };

/** The roles in the order of the palette. */
export const roles: readonly Role[] = Object.keys(light.roles) as Role[];

const properties = (scheme: Scheme): string =>
  [
    ['background', scheme.background],
    ['ink', scheme.ink],
    ['edge', scheme.edge],
    ['changed', scheme.changed],
    ...roles.flatMap((role) => [
      [role, scheme.roles[role].fill],
      [`${role}-ink`, scheme.roles[role].ink],
    ]),
  ]
    .map(([name, value]) => `--memstrata-${name}:${value}`)
    .join(';');

/** The reference to a colour that works with and without the style sheet. */
export const color = (name: string, fallback: string): string =>
  `var(--memstrata-${name},${fallback})`;

/**
 * The style sheet of the figures: light by default, dark where the reader's system asks for it or an
 * element above carries `data-theme="dark"` or the class `dark`. Put it into a page once.
 */
export const figureStyles: string = [
  `:root{${properties(light)}}`,
  `@media(prefers-color-scheme:dark){:root:not(.light):not([data-theme="light"]){${properties(dark)}}}`,
  `.light,[data-theme="light"]{${properties(light)}}`,
  `.dark,[data-theme="dark"]{${properties(dark)}}`,
].join('\n');
