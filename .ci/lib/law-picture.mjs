/** Draw the densities of some laws of a family as an SVG: curves, masses, contours, correlations, ellipses or paths. */
import path from "node:path";
import { root } from "./workspace.mjs";

const load = (name) => import(path.join(root, "packages", name, "dist/index.js"));
const { densitySpec, renderSvg, tabulate } = await load("plots");
const { rng } = await load("math");

const size = { width: 560, height: 300 };
const role = (i) => `series${i + 1}`;
const listed = (labels) => labels.join(labels.length > 2 ? ", " : " and ");

/** `{ laws, title, shown, x, top, xLabel }`; `shown` is one of the kinds below, by default a curve or masses. */
export function pictureOf({ laws, shown = laws[0].discrete ? "masses" : "curves", ...rest }) {
  const spec = kinds[shown]({ laws, xLabel: "x", ...rest });
  return { svg: renderSvg(spec, size), alt: spec.alt };
}

/** One of the lines of a law: the first is thick and labelled. */
const line = ({ label }, i, k, points) => ({
  type: "line",
  role: role(i),
  ...(k === 0 ? { weight: "normal", label } : { weight: "thin" }),
  points,
});

const kinds = {
  /** Densities over the range `x`, cut off at the height `top`. */
  curves: ({ laws, title, x, top = Infinity, xLabel, of = (law) => law.density }) => {
    const curves = laws.map((law, i) => {
      const density = of(law);
      return tabulate(law.label, role(i), (at) => Math.min(density(at), top), x, 241);
    });
    return densitySpec({ title, xLabel, curves });
  },
  /** Of a correlation, in matrices of two rows or in their factors. */
  correlations: ({ factors = false, ...rest }) =>
    kinds.curves({
      ...rest,
      x: [-0.999, 0.999],
      xLabel: "correlation",
      of: (law) => (r) => law.density(factors ? [1, 0, r, Math.sqrt(1 - r * r)] : [1, r, r, 1]),
    }),
  /** Of directions in two dimensions, by their angle. */
  angles: (asked) =>
    kinds.curves({
      ...asked,
      x: [-180, 180],
      xLabel: "direction in degrees",
      of: (law) => (degrees) => law.density([degrees, degrees - 90].map((d) => Math.cos((d * Math.PI) / 180))),
    }),
  /** Probabilities of the whole numbers in `x`, joined to be told apart. */
  masses: ({ laws, title, x: [from, to], xLabel, of = (law) => law.density }) => {
    const counts = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const points = laws.map((law) => counts.map((k) => [k, of(law)(k)]).filter(([, p]) => p > 0));
    return specOf({
      title,
      alt: `${title}. Probabilities of ${xLabel} from ${from} to ${to} by ${listed(laws.map(({ label }) => label))}. ${points
        .map((each, i) => `${laws[i].label} is highest at ${each.reduce((a, b) => (b[1] > a[1] ? b : a))[0]}.`)
        .join(" ")}`,
      x: [from - 0.5, to + 0.5],
      xLabel,
      y: [0, 1.05 * Math.max(...points.flat().map(([, p]) => p))],
      marks: laws.flatMap(({ label }, i) => [
        { type: "line", role: role(i), weight: "thin", points: points[i] },
        { type: "dots", role: role(i), label, points: points[i] },
      ]),
    });
  },
  /** Of the first of two counts that add up to `total`. */
  firstCounts: ({ total, ...rest }) =>
    kinds.masses({ ...rest, x: [0, total], xLabel: "first count", of: (law) => (k) => law.density([k, total - k]) }),
  /** The least regions that hold half and nine tenths of a law of two coordinates, as `plane` shows them. */
  contours: ({ laws, title, plane = "xy", span }) => {
    const { x, y, xLabel, outline, ...map } = planes[plane](span);
    return specOf({
      title,
      alt: `${title}. Lines around the densest half, thick, and nine tenths, thin, of ${listed(laws.map(({ label }) => label))}.`,
      x,
      y,
      xLabel,
      marks: [
        ...outline,
        ...laws.flatMap((law, i) => [0.5, 0.9].map((mass, k) => line(law, i, k, ring(law, mass, map)))),
      ],
    });
  },
  /** Covariances that were drawn, as the ellipses that normals with them would have. */
  ellipses: ({ laws, title, span, count = 8 }) =>
    specOf({
      title,
      alt: `${title}. ${count} draws each of ${listed(laws.map(({ label }) => label))}, as ellipses of the covariances.`,
      x: [-span, span],
      y: [-span * 0.45, span * 0.45],
      xLabel: "one standard deviation in every direction",
      marks: laws.flatMap((law, i) => {
        const stream = rng(1, law.label);
        return Array.from({ length: count }, (_, k) => line(law, i, k, ellipse(law.draw(stream))));
      }),
    }),
  /** Some draws of a vector, as lines along its labels. */
  paths: ({ laws, title, count = 4, xLabel }) => {
    const drawn = laws.map((law) => {
      const stream = rng(1, law.label);
      return Array.from({ length: count }, () => Array.from(law.draw(stream), (v, i) => [i + 1, v]));
    });
    const heights = drawn.flat(2).map(([, v]) => v);
    return specOf({
      title,
      alt: `${title}. ${count} draws each of ${listed(laws.map(({ label }) => label))}.`,
      x: [1, drawn[0][0].length],
      y: [Math.min(...heights), Math.max(...heights)],
      xLabel,
      marks: drawn.flatMap((lines, i) => lines.map((points, k) => line(laws[i], i, k, points))),
    });
  },
};

/** Where a vector lies in the picture, and which vector lies at a place. */
const planes = {
  xy: (span) => ({
    x: [-span, span],
    y: [-span * 0.5, span * 0.5],
    xLabel: "first element, across; second, upwards",
    place: ([u, v]) => [u, v],
    vector: (u, v) => [u, v],
    outline: [],
  }),
  /** Three numbers that add up to zero, seen from where all are equal. */
  balanced: (span) => ({
    ...planes.xy(span),
    xLabel: "three numbers that add up to zero: first less second, across; third, upwards",
    place: ([a, b, c]) => [(a - b) / Math.SQRT2, c * Math.sqrt(1.5)],
    vector: (u, v) => [u / Math.SQRT2 - v / Math.sqrt(6), -u / Math.SQRT2 - v / Math.sqrt(6), v * Math.sqrt(2 / 3)],
  }),
  /** Three proportions in a triangle whose corners are all of one. */
  triangle: () => ({
    x: [-0.4, 1.4],
    y: [-0.03, 0.9],
    xLabel: "proportions of three parts; each corner is all of one",
    place: ([, b, c]) => [b + c / 2, (c * Math.sqrt(3)) / 2],
    vector: (u, v) => [1 - u - v / Math.sqrt(3), u - v / Math.sqrt(3), (2 * v) / Math.sqrt(3)],
    outline: [
      {
        type: "line",
        role: "reference",
        weight: "thin",
        points: [
          [0, 0],
          [1, 0],
          [0.5, Math.sqrt(3) / 2],
          [0, 0],
        ],
      },
    ],
  }),
};

/** The ring on which the density is that which a share `mass` of the draws exceed, seen from their mean. */
function ring(law, mass, { place, vector }) {
  const stream = rng(1, law.label);
  const drawn = Array.from({ length: 1000 }, () => Array.from(law.draw(stream)));
  const level = drawn.map(law.density).sort((a, b) => b - a)[Math.floor(mass * drawn.length)];
  const [u, v] = place(drawn[0].map((_, i) => drawn.reduce((sum, x) => sum + x[i] / drawn.length, 0)));
  const at = (r, angle) => [u + r * Math.cos(angle), v + r * Math.sin(angle)];
  return Array.from({ length: 73 }, (_, i) => {
    const angle = (i * 2 * Math.PI) / 72;
    let [near, far] = [0, 1e3];
    for (let step = 0; step < 50; step++) {
      const r = (near + far) / 2;
      if (law.density(vector(...at(r, angle))) > level) near = r;
      else far = r;
    }
    return at(near, angle);
  });
}

/** The points x with xᵀ S⁻¹ x = 1 for a symmetric S of two rows, by its Cholesky factor. */
function ellipse([a, b, , d]) {
  const root = Math.sqrt(a);
  const rest = Math.sqrt(Math.max(0, d - (b * b) / a));
  return Array.from({ length: 49 }, (_, i) => {
    const angle = (i * 2 * Math.PI) / 48;
    return [root * Math.cos(angle), (b / root) * Math.cos(angle) + rest * Math.sin(angle)];
  });
}

const specOf = ({ title, alt, x, y, xLabel, marks }) => ({
  kind: "density",
  title,
  alt,
  x: { type: "number", label: xLabel, domain: x },
  y: { type: "number", label: "", domain: y, hidden: true },
  marks,
  table: { caption: title, columns: [], rows: [] },
});
