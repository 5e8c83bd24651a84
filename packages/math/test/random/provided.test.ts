/** Hold hosts that compile no bytes to the module of draws that was handed over to them. */
import { expect, test, vi } from "vitest";
import * as loops from "../../src/loops/index.js";
import { stretchModule } from "../../src/random/generated.js";
import { fillBeta, fillGamma, fillNormal } from "../../src/random/index.js";
import { rng } from "../../src/rng/index.js";

function drawn(tier: loops.Tier): readonly Float64Array[] {
  loops.useTier(tier);
  const stream = rng("provided");
  const shapes = Float64Array.from({ length: 3000 }, (_, i) => 1 + (i % 17));
  const [normals, gammas, betas] = [shapes, shapes, shapes].map(({ length }) => new Float64Array(length));
  fillNormal(stream, normals as Float64Array);
  fillGamma(stream, shapes, gammas as Float64Array);
  fillBeta(stream, shapes, shapes.slice().reverse(), betas as Float64Array);
  loops.useTier("A");
  return [normals, gammas, betas] as Float64Array[];
}

test("the module of draws is used where bytes may not be compiled, with the same draws", () => {
  const plain = drawn("C");
  const host = loops.wasm() as loops.Wasm;
  loops.provideModule("stretches", new host.Module(stretchModule()));
  let started = 0;
  const Instance = class extends host.Instance {
    constructor(...given: ConstructorParameters<loops.Wasm["Instance"]>) {
      super(...given);
      started += 1;
    }
  };
  vi.stubGlobal("WebAssembly", Object.create(host, { Instance: { value: Instance } }));
  expect(drawn("B")).toEqual(plain);
  expect(started).toBe(1);
  vi.unstubAllGlobals();
});
