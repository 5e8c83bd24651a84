import { beta, binomial, column, dim, graphOf, index, model, normal } from "@credence/model";
import { expect, it } from "vitest";
import { pairs, recognise } from "../src/index.js";
import { logBetaBinomial } from "../src/mass/beta-binomial.js";
import { logGammaPoisson } from "../src/mass/gamma-poisson.js";

it("smoke", () => {
  const m = model(() => {
    const theta = beta(11.5, 48.5);
    const k = binomial(10, theta);
    return { theta, k };
  });
  console.log(recognise(graphOf(m().observe({ k: 7 }))));
  const s = model(() => {
    const mu = normal(0, 5);
    const theta = normal(mu, 1);
    const y = normal(theta, 2);
    return { mu, theta, y };
  });
  console.log(recognise(graphOf(s().observe({ y: 7 }))));
  const out = [];
  for (const [k, m2, a, b] of [[7,3,11.5,48.5],[3e8,7e8,1,1],[3e8,7e8,3e8,7e8],[3e8,7e8,0.1,1e9],[0,1e9,.5,.5],[1e9,0,1e9,1],[1,1,1e-10,1e12],[5,1,1e9,1e9],[0,1000,10,1e9],[1,0,1e9,1],[1,999,1e-300,1],[2e9,1,1,1e9]] as const) out.push([k,m2,a,b,logBetaBinomial(k,m2,a,b)]);
  const out2 = [];
  for (const [x,e,a,b] of [[3,1,2,1],[1e9,1e9,1,1],[1e9,1,1e9,1],[0,1e-9,1e9,1],[0,1e9,1e-9,1],[5,1e-6,1e9,1e3],[1e9,.5,1e-3,2],[1,1,1e-300,1],[12,2.5,.5,.1],[100,1e-12,1e-10,1e12]] as const) out2.push([x,e,a,b,logGammaPoisson(x,e,a,b)]);
  require("fs").writeFileSync("/tmp/out.json", JSON.stringify({out,out2}));
  expect(pairs).toBeDefined();
});
