/** Show an experiment while it runs: a page without data of its own, that asks /arms once a second. */

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Credence experiment</title>
<link rel="stylesheet" href="page.css">
<main>
  <h1>Experiment <span id="name"></span></h1>
  <form id="access" hidden>
    <label>Token <input id="token" type="password" autocomplete="off"></label>
    <label>Experiment <input id="experiment" autocomplete="off"></label>
    <button>Show</button>
  </form>
  <p id="status" role="status">Loading</p>
  <figure>
    <svg id="curves" viewBox="0 0 640 240" role="img" aria-labelledby="caption"></svg>
    <figcaption id="caption">What is believed of each arm's success rate</figcaption>
  </figure>
  <div class="scroll"><table>
    <thead><tr><th>Arm<th>Impressions<th>Clicks<th>Rate<th>90% interval<th>Best with<th>Expected loss<th>Next share</tr></thead>
    <tbody id="arms"></tbody>
  </table></div>
</main>
<script src="page.js"></script>
`;

const css = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
figure { margin: 1rem 0; }
svg { width: 100%; height: auto; }
svg text { font-size: 12px; fill: currentColor; }
svg .axis { stroke: currentColor; stroke-width: 1; }
svg path { fill: none; stroke-width: 2; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid #8884; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; white-space: normal; overflow-wrap: anywhere; min-width: 6rem; max-width: 12rem; }
.c0 { stroke: #0072b2 } .c1 { stroke: #d55e00 } .c2 { stroke: #009e73 } .c3 { stroke: #cc79a7 }
.c4 { stroke: #e69f00 } .c5 { stroke: #56b4e9 } .c6 { stroke: #999 } .c7 { stroke: currentColor }
i { display: inline-block; width: 1.5em; margin-right: .5em; vertical-align: middle; }
i svg { height: 4px; }
`;

const script = `"use strict";
const get = (id) => document.getElementById(id);
const make = (tag, attributes, content) => {
  const element = document.createElementNS(tag === "td" || tag === "tr" || tag === "i" ? "http://www.w3.org/1999/xhtml" : "http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (content !== undefined) element.textContent = content;
  return element;
};
const percent = (p, digits) => (100 * p).toFixed(digits) + "%";
let access = { token: "", experiment: "" };

/** A density by the spacing of its quantiles. */
const curveOf = (quantiles) => quantiles.slice(1).map((q, i) => [(q + quantiles[i]) / 2, 0.01 / Math.max(q - quantiles[i], 1e-12)]);

function draw({ arms }) {
  const curves = arms.map(({ quantiles }) => curveOf(quantiles));
  const points = curves.flat();
  const [left, right] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const top = Math.max(...points.map((p) => p[1]));
  const x = (value) => 10 + 620 * ((value - left) / (right - left || 1));
  const y = (value) => 210 - 200 * (value / top);
  const axis = make("line", { x1: 10, x2: 630, y1: 210, y2: 210, class: "axis" });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share, k) => make("text", { x: x(left + share * (right - left)), y: 228, "text-anchor": ["start", "middle", "middle", "middle", "end"][k] }, percent(left + share * (right - left), 2)));
  const paths = curves.map((curve, i) => make("path", { class: "c" + (i % 8), d: "M" + curve.map(([a, b]) => x(a).toFixed(1) + " " + y(b).toFixed(1)).join("L") }));
  get("curves").replaceChildren(axis, ...ticks, ...paths);
}

function tabulate({ arms }) {
  get("arms").replaceChildren(...arms.map((arm, i) => {
    const row = make("tr", {});
    const name = make("td", {});
    const key = make("i", {});
    const line = make("svg", { viewBox: "0 0 10 2", preserveAspectRatio: "none" });
    line.append(make("path", { class: "c" + (i % 8), d: "M0 1L10 1" }));
    key.append(line);
    name.append(key, arm.arm);
    const cells = [arm.impressions, arm.clicks, percent(arm.mean, 2), percent(arm.low, 2) + " – " + percent(arm.high, 2), percent(arm.probabilityBest, 1), percent(arm.expectedLoss, 3), percent(arm.propensity, 1)];
    row.append(name, ...cells.map((cell) => make("td", {}, String(cell))));
    return row;
  }));
}

async function show() {
  try {
    const query = access.experiment ? "?experiment=" + encodeURIComponent(access.experiment) : "";
    const answer = await fetch("arms" + query, access.token ? { headers: { authorization: "Bearer " + access.token } } : {});
    const report = await answer.json();
    get("access").hidden = answer.status !== 401 && answer.status !== 400;
    if (!answer.ok) get("status").textContent = report.error;
    else {
      get("name").textContent = report.experiment;
      get("status").textContent = "Keep " + report.leader + " if it ended now: with 95% probability no arm is better by more than " + percent(report.valueRemaining, 1) + " of its rate.";
      draw(report);
      tabulate(report);
    }
  } catch {
    get("status").textContent = "The service does not answer";
  }
  setTimeout(show, 1000);
}
get("access").addEventListener("submit", (event) => {
  event.preventDefault();
  access = { token: get("token").value, experiment: get("experiment").value };
});
show();
`;

/** What is sent at each path. */
export const page: Readonly<Record<string, { readonly type: string; readonly content: string }>> = {
  "/": { type: "text/html; charset=utf-8", content: html },
  "/page.css": { type: "text/css; charset=utf-8", content: css },
  "/page.js": { type: "text/javascript; charset=utf-8", content: script },
};
