/** Give every role its colour, dash and symbol, so that light, dark and colour-blind readers tell them apart. */
import type { Role } from "../spec.js";

/**
 * `auto` follows the reader's setting by CSS; `page` takes the colours of the page around it; the others hold plain colours,
 * which every SVG program understands.
 */
export type Theme = "auto" | "page" | "light" | "dark";

export type Colour = Role | "paper" | "ink" | "muted" | "grid";
export type Palette = Readonly<Record<Exclude<Colour, keyof typeof BORROWED>, string>>;

/** Roles that are never drawn with the one whose colour they have. */
const BORROWED = { divergent: "observed" } as const;

// Okabe and Ito (2008), "Color Universal Design"; on dark paper blue gives way to their sky blue, which can be read there.
const OKABE_ITO = {
  orange: "#E69F00",
  sky: "#56B4E9",
  green: "#009E73",
  blue: "#0072B2",
  vermillion: "#D55E00",
  purple: "#CC79A7",
} as const;

const SHARED = {
  prior: OKABE_ITO.vermillion,
  likelihood: OKABE_ITO.green,
  observed: OKABE_ITO.vermillion,
  later: OKABE_ITO.green,
  series2: OKABE_ITO.vermillion,
  series3: OKABE_ITO.green,
  series4: OKABE_ITO.purple,
  series5: OKABE_ITO.orange,
} as const;

const LIGHT: Palette = {
  ...SHARED,
  paper: "#ffffff",
  ink: "#1f2328",
  muted: "#59636e",
  grid: "#dfe3e8",
  posterior: OKABE_ITO.blue,
  exact: "#1f2328",
  reference: "#59636e",
  series1: OKABE_ITO.blue,
  series6: "#1f2328",
};

const DARK: Palette = {
  ...SHARED,
  paper: "#14171b",
  ink: "#e8eaed",
  muted: "#a3acb6",
  grid: "#2e343b",
  posterior: OKABE_ITO.sky,
  exact: "#e8eaed",
  reference: "#a3acb6",
  series1: OKABE_ITO.sky,
  series6: "#e8eaed",
};

export const PALETTES: Readonly<Record<"light" | "dark", Palette>> = { light: LIGHT, dark: DARK };

/** Dash patterns, so that lines differ without colour. */
export const DASHES: Readonly<Partial<Record<Role, string>>> = {
  prior: "7 4",
  likelihood: "2 3",
  exact: "9 3 2 3",
};

/** The way to write a colour: a custom property that the page's theme sets, or the colour itself. */
export function paint(theme: Theme): (colour: Colour) => string {
  const own = (colour: Colour): keyof Palette => (colour === "divergent" ? BORROWED[colour] : colour);
  return theme === "auto" || theme === "page"
    ? (colour) => `var(--${own(colour)})`
    : (colour) => PALETTES[theme][own(colour)];
}

/** Custom properties for `selector`, light by default, dark on screens that ask for it; print stays light. */
export function themeCss(selector: string): string {
  return `${selector}{${properties(LIGHT)}}@media screen and (prefers-color-scheme:dark){${selector}{${properties(DARK)}}}`;
}

function properties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}
