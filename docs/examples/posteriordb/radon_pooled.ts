/** Radon in the houses of Minnesota by the floor that it was measured on, counties pooled. */
import { column, dim, halfNormal, model, normal } from "credence";

/** Houses: log radon, and 0 for a basement or 1 for the ground floor. */
export interface Houses {
  readonly N: number;
  readonly floor_measure: readonly number[];
  readonly log_radon: readonly number[];
}

const radon = model(({ N, floor_measure }: Houses) => {
  const alpha = normal(0, 10);
  const beta = normal(0, 10);
  const sigma_y = halfNormal(1);
  const log_radon = normal(alpha.add(beta.mul(column(dim("house", N), floor_measure))), sigma_y);
  return { alpha, beta, sigma_y, log_radon };
});

export default (data: Houses) => radon(data).observe({ log_radon: data.log_radon });
