/** Test the namespace of pictures: what it draws, of which scalars, and what it says when it cannot. */
import { describe, expect, test } from "vitest";
import { type PanelsSpec, type PlotSpec, plot } from "../src/index.js";
import { checkWellFormed, texts } from "./helpers.js";
import { normals, traceOf } from "./traces.js";

const trace = normals();
const KINDS = Object.entries(plot);

describe.each(KINDS)("%s", (_, draw) => {
  test("tells what it shows and how to read it", () => {
    expect(draw.shows).toMatch(/^[a-z].*[^.]$/);
    expect(draw.reading).toMatch(/^[A-Z].*\.$/);
  });
});

describe("vars", () => {
  const titles = (vars?: string[]) =>
    (plot.density.spec(trace, vars && { vars }) as PanelsSpec).panels.map((panel) => panel?.title);
  test("all scalars unless named, in the order asked for", () => {
    expect(titles()).toHaveLength(6);
    expect(titles(["theta[Hotchkiss]", "mu"])).toEqual(["theta[Hotchkiss]", "mu"]);
    expect(titles(["theta", "theta[Choate]", "tau"])).toEqual([
      "theta[Choate]",
      "theta[Deerfield]",
      "theta[Phillips Andover]",
      "theta[Hotchkiss]",
      "tau",
    ]);
  });
  test("one scalar is a picture of its own, named in the title", () => {
    const spec = plot.density.spec(trace, { vars: ["tau"] }) as PlotSpec;
    expect(spec.title).toBe("Density of tau");
    expect(spec.x.label).toBe("tau");
  });
  test("labels rename, title and subtitle replace", () => {
    const spec = plot.density.spec(trace, { vars: ["theta[Choate]"], labels: { "theta[Choate]": "Choate" } });
    expect(spec.title).toBe("Density of Choate");
    expect(plot.density.spec(trace, { title: "T", subtitle: "S" })).toMatchObject({ title: "T", subtitle: "S" });
  });
  test("what a limit leaves out is told", () => {
    const spec = plot.density.spec(trace, { limit: 2 }) as PanelsSpec;
    expect(spec.panels).toHaveLength(2);
    expect(spec.subtitle).toBe("The first 2 of 6 scalars; choose by vars");
  });
  test("an unknown name is refused with the nearest", () => {
    expect(() => plot.density.spec(trace, { vars: ["theta[Choat]"] })).toThrow(
      'plot.density: unknown variable "theta[Choat]"; did you mean "theta[Choate]"?',
    );
    expect(() => plot.density.spec(trace, { vars: [] })).toThrow("vars is empty");
    expect(() => plot.density.spec(trace, { limit: 0 })).toThrow("limit is 0");
  });
});

describe("several traces", () => {
  test("are the series, by what they have in common", () => {
    const other = traceOf(2, 50, (_, i) => ({ mu: i, other: 1 }));
    const spec = plot.density.spec({ one: trace, two: other }) as PlotSpec;
    expect(spec.title).toBe("Density of mu");
    expect(spec.marks.map((mark) => "label" in mark && mark.label)).toEqual(["one", "two"]);
  });
  test("with nothing in common are refused", () => {
    const other = traceOf(2, 50, () => ({ other: 1 }));
    expect(() => plot.density.spec({ one: trace, two: other })).toThrow("one, two have no scalar in common");
    expect(() => plot.density.spec({})).toThrow("there is no trace");
  });
});

describe("what cannot be drawn is told", () => {
  const odd = traceOf(2, 50, (_, i) => ({ x: Math.sin(i), constant: 3, broken: i === 7 ? NaN : i }));
  test("beside what can", () => {
    const spec = plot.density.spec(odd) as PlotSpec;
    expect(spec.title).toBe("Density of x");
    expect(spec.subtitle).toBe("Not drawn: constant (all draws are 3), broken (2 of 100 are not finite)");
  });
  test("or, where nothing can, in an error", () => {
    expect(() => plot.density.spec(odd, { vars: ["broken"] })).toThrow(
      "plot.density: nothing can be drawn: broken (2 of 100 are not finite)",
    );
    expect(() => plot.density.spec(traceOf(2, 1, () => ({ x: 1 })))).toThrow(
      "plot.density: the trace has 1 draw in each chain; this picture needs 2 or more",
    );
  });
});

test("hostile names are shown, not obeyed", async () => {
  const name = `<script>alert("1")</script>]]>&'\u0000 שלום`;
  const svg = await plot.density(trace, { vars: ["mu"], labels: { mu: name }, title: name, width: 2000 });
  checkWellFormed(svg);
  expect(texts(svg)).toContain(name.replace("\u0000", "\ufffd"));
});
