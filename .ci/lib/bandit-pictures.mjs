/** Draw the seed's bandit of three buttons: posteriors as they narrow, after 6,000 impressions both ways, and error against spread. */
import path from "node:path";
import { root } from "./workspace.mjs";

const load = (name) => import(path.join(root, "packages", name, "dist/index.js"));
const { betaLaw, independentArms, policies } = await load("bandits");
const { distributions } = await load("credence");
const { rng } = await load("math");
const { densitySpec, renderSvg, tabulate } = await load("plots");

const buttons = ["red", "green", "blue"];
const rates = [0.02, 0.012, 0.03];
const prior = { alpha: 3, beta: 97 };
const horizon = 6000;
const size = { width: 640 };
/** The palette's vermillion, green and blue. */
const role = (i) => ["series2", "series3", "series1"][i];
const counted = (n) => n.toLocaleString("en-US");

/** One run of a policy: the shapes of all posteriors after every 50 impressions, the prior first. */
function run(policy, seed) {
  const arms = independentArms(betaLaw, Array(3).fill(prior));
  const stream = rng(seed, "buttons", policy.name);
  const shapes = () =>
    buttons.map((_, i) => ({
      alpha: prior.alpha + arms.total(i),
      beta: prior.beta + arms.trials(i) - arms.total(i),
    }));
  const looks = [shapes()];
  for (let t = 1; t <= horizon; t++) {
    const arm = policy.choose(arms, stream);
    arms.observe(arm, Number(stream.uniform() < rates[arm]), 1);
    if (t % 50 === 0) looks.push(shapes());
  }
  return looks;
}

const meanOf = ({ alpha, beta }) => alpha / (alpha + beta);
const sdOf = ({ alpha, beta }) => Math.sqrt((alpha * beta) / (alpha + beta + 1)) / (alpha + beta);
const shownOf = ({ alpha, beta }) => alpha + beta - prior.alpha - prior.beta;
const told = (shapes) =>
  shapes
    .map((each, i) => `${buttons[i]} was shown ${counted(shownOf(each))} times, mean ${meanOf(each).toFixed(4)}`)
    .join("; ");
const truth = `True rates are marked: ${buttons.map((name, i) => `${name} ${rates[i]}`).join(", ")}.`;

/** Posterior densities of all buttons on common axes, with the true rates as rules. */
function posteriors({ title, subtitle, shapes, top, alt }) {
  const curves = shapes.map((each, i) =>
    tabulate(buttons[i], role(i), (x) => Math.exp(distributions.beta.logDensity(x, each)), [1e-5, 0.07], 281),
  );
  const spec = densitySpec({ title, subtitle, xLabel: "click rate", curves, alt });
  const rules = rates.map((x, i) => ({ type: "rule", role: role(i), label: `${buttons[i]} ${x}`, x }));
  return {
    ...spec,
    x: { ...spec.x, domain: [0, 0.07] },
    y: { ...spec.y, domain: [0, top] },
    marks: [...rules, ...spec.marks],
  };
}

const highest = (shapes) => {
  const grid = Array.from({ length: 700 }, (_, k) => (k + 1) * 1e-4);
  const densities = shapes.flatMap((each) => grid.map((x) => Math.exp(distributions.beta.logDensity(x, each))));
  return 1.05 * densities.reduce((a, b) => Math.max(a, b));
};

/** Frames one after the other, two seconds each; readers who want no motion see the last. */
async function animated(specs) {
  const id = "bandit-learns";
  const frames = await Promise.all(specs.map((spec) => renderSvg(spec, { ...size, id })));
  const [, open, style] = /^(<svg [^>]*>)<style>(.*?)<\/style>/s.exec(frames.at(-1));
  const inner = frames.map((svg) => svg.replace(/^<svg [^>]*><style>.*?<\/style>/s, "").replace(/<\/svg>$/, ""));
  const seconds = 2 * frames.length;
  const motion =
    `#${id} .frame{opacity:0;animation:${id} ${seconds}s step-end infinite}` +
    `@keyframes ${id}{0%{opacity:1}${(100 / frames.length).toFixed(3)}%{opacity:0}}` +
    `@media (prefers-reduced-motion:reduce){#${id} .frame{animation:none}#${id} .frame:last-of-type{opacity:1}}`;
  const groups = inner.map((svg, k) => `<g class="frame" style="animation-delay:${2 * k - seconds}s">${svg}</g>`);
  return `${open}<style>${style}${motion}</style>${groups.join("")}</svg>`;
}

/** |posterior mean − true rate| against posterior standard deviation, every 50 impressions. */
function errorAgainstSd(looks) {
  const points = buttons.map((_, i) =>
    looks.slice(1).map((shapes) => [sdOf(shapes[i]), Math.abs(meanOf(shapes[i]) - rates[i])]),
  );
  const most = (axis) => 1.05 * Math.max(...points.flat().map((point) => point[axis]));
  const title = "How far off, against how far off it thinks it is";
  return {
    kind: "trace",
    title,
    subtitle: "One run of Thompson sampling, a point for each button every 50 impressions",
    alt: `${title}. Absolute error of the posterior mean against posterior standard deviation, for three buttons every 50 impressions of one run. At the end: ${told(looks.at(-1))}.`,
    x: { type: "number", label: "posterior standard deviation", domain: [0, most(0)] },
    y: { type: "number", label: "|posterior mean − true rate|", domain: [0, most(1)] },
    marks: [
      {
        type: "line",
        role: "reference",
        label: "error = sd",
        weight: "thin",
        points: [
          [0, 0],
          [Math.min(most(0), most(1)), Math.min(most(0), most(1))],
        ],
      },
      ...points.map((each, i) => ({ type: "dots", role: role(i), label: buttons[i], points: each })),
    ],
    table: { caption: title, columns: ["button", "sd", "error"], rows: [] },
  };
}

/** All pictures, as files with their texts. */
export async function pictures(seed = 1) {
  const [thompson, even] = [run(policies.thompson(), seed), run(policies.even(), seed)];
  const after = (looks, impressions) => looks[impressions / 50];
  const every = Array.from({ length: horizon / 1000 + 1 }, (_, k) => 1000 * k);
  const final = (looks, name) =>
    posteriors({
      title: `After ${counted(horizon)} impressions, ${name}`,
      shapes: looks.at(-1),
      top: highest([...thompson.at(-1), ...even.at(-1)]),
      alt: `Posterior densities of three click rates after ${counted(horizon)} impressions, ${name}: ${told(looks.at(-1))}. ${truth}`,
    });
  return {
    "learns.svg": await animated(
      every.map((impressions) =>
        posteriors({
          title: "What Thompson sampling believes",
          subtitle: impressions === 0 ? "before the first impression" : `after ${counted(impressions)} impressions`,
          shapes: after(thompson, impressions),
          top: highest(thompson.at(-1)),
          alt: `Animation: posterior densities of three click rates after 0 to ${counted(horizon)} impressions by Thompson sampling. They start equal and narrow about the true rates, the best one most: at the end ${told(thompson.at(-1))}. ${truth}`,
        }),
      ),
    ),
    "after-thompson.svg": await renderSvg(final(thompson, "by Thompson sampling"), size),
    "after-even.svg": await renderSvg(final(even, "shown evenly"), size),
    "error-against-sd.svg": await renderSvg(errorAgainstSd(thompson), size),
  };
}
