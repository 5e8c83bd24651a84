/** Hold what goes to Stan, and what is made of its times, to figures that can be seen. */
import { expect, test } from "vitest";
import { meansOfGradients } from "../stan/means.mjs";
import { written } from "../stan/program.mjs";

test("data are written by name, type, axes and values, matrices by column", () => {
  const X = [
    [1, 2.5, 3],
    [4, 5, 6],
  ];
  expect(written({ N: 2, rho: 0.5, y: Int32Array.of(0, 1), X })).toBe(
    "N int 0 2\nrho real 0 0.5\ny int 1 2 0 1\nX real 2 2 3 1 4 2.5 5 3 6\n",
  );
});

test("means are geometric, over the models that have the arm", () => {
  const result = (model, value, baseline, others) => ({ name: `stan-gradient-${model}`, value, baseline, others });
  const { core, all } = meansOfGradients([
    result("linear", 1, 32, { asWritten: 4, stanGlm: 8 }),
    result("hier-bb-20", 10, 20, { asWritten: 10 }),
    result("clicks", 1, 1, { asWritten: 1 }),
    result("rows-10000", 1, undefined, { asWritten: 1 }),
    { name: "exp", value: 1, baseline: 2 },
  ]);
  expect(core).toMatchObject({ models: 2, besideGlm: { asWritten: expect.closeTo(2), rewritten: expect.closeTo(8) } });
  expect(core).toMatchObject({ asWritten: expect.closeTo(4), rewritten: expect.closeTo(8) });
  expect(all).toMatchObject({ models: 3, rewritten: expect.closeTo(4) });
});

test("without Stan there are no means", () => {
  expect(meansOfGradients([{ name: "stan-gradient-linear", value: 1, others: { asWritten: 4 } }])).toBeUndefined();
});
