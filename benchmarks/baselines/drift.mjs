/** Filter a drifting rate as one would without its eigenfunctions: on a grid of cells, and with particles. */
import { lchoose, randomBeta } from "@credence/math";

/**
 * Finite volumes: `cells` of equal width in the angle, where noise is even, joined by fluxes; time passes by an integral over
 * Talbot's contour. Two grids, of `cells` and twice as many, are extrapolated to none.
 */
export function finiteVolumes(process, cells) {
  const [coarse, fine] = [onCells(process, cells), onCells(process, 2 * cells)];
  return {
    predict(dt) {
      coarse.predict(dt);
      fine.predict(dt);
    },
    update: (successes, trials) => (4 * fine.update(successes, trials) - coarse.update(successes, trials)) / 3,
  };
}

function onCells({ rate, alpha, beta }, cells) {
  const edge = (i) => Math.sin((i * Math.PI) / cells / 2) ** 2;
  const x = Float64Array.from({ length: cells }, (_, i) => edge(i + 0.5));
  const density = (at, a, b) => Math.exp((a - 0.5) * Math.log(at) + (b - 0.5) * Math.log1p(-at));
  const mass = x.map((at) => density(at, alpha, beta));
  const width = Math.PI / cells;
  const flux = Float64Array.from({ length: cells - 1 }, (_, i) => {
    return ((rate / (alpha + beta)) * density(edge(i + 1), alpha, beta)) / width ** 2;
  });
  const total = mass.reduce((sum, m) => sum + m, 0);
  let probability = mass.map((m) => m / total);
  return {
    predict(dt) {
      probability = talbot(flux, mass, probability, dt);
    },
    update(successes, trials) {
      const likelihood = x.map((at) => Math.exp(successes * Math.log(at) + (trials - successes) * Math.log1p(-at)));
      let sum = 0;
      for (let i = 0; i < cells; i++) sum += probability[i] *= likelihood[i];
      for (let i = 0; i < cells; i++) probability[i] /= sum;
      return lchoose(trials, successes) + Math.log(sum);
    },
  };
}

function talbot(flux, mass, start, time) {
  const n = start.length;
  const nodes = 24;
  const sum = new Float64Array(n);
  const [ur, ui, xr, xi] = [0, 0, 0, 0].map(() => new Float64Array(n));
  for (let j = 1; j < nodes; j += 2) {
    const theta = (Math.PI * j) / nodes;
    const [sine, cosine] = [Math.sin(0.6407 * theta), Math.cos(0.6407 * theta)];
    const zr = nodes * ((0.5017 * theta * cosine) / sine - 0.6122);
    const zi = nodes * 0.2645 * theta;
    const dr = nodes * ((0.5017 * cosine) / sine - (0.5017 * 0.6407 * theta) / sine ** 2);
    const size = (Math.exp(zr) * Math.hypot(dr, nodes * 0.2645)) / nodes;
    const angle = zi + Math.atan2(nodes * 0.2645, dr);
    const [qr, qi] = [size * Math.sin(angle), -size * Math.cos(angle)];
    for (let k = 0; k < n; k++) {
      const [left, right] = [k > 0 ? flux[k - 1] : 0, k < n - 1 ? flux[k] : 0];
      let a = zr + (time * (left + right)) / mass[k];
      let b = zi;
      let [c, d] = [start[k], 0];
      if (k > 0) {
        const below = (-time * left) / mass[k - 1];
        a -= below * ur[k - 1];
        b -= below * ui[k - 1];
        c -= below * xr[k - 1];
        d -= below * xi[k - 1];
      }
      const scale = 1 / (a * a + b * b);
      xr[k] = (c * a + d * b) * scale;
      xi[k] = (d * a - c * b) * scale;
      const above = k < n - 1 ? (-time * right) / mass[k + 1] : 0;
      ur[k] = above * a * scale;
      ui[k] = -above * b * scale;
    }
    for (let k = n - 2; k >= 0; k--) {
      const [r, i] = [xr[k + 1], xi[k + 1]];
      xr[k] -= ur[k] * r - ui[k] * i;
      xi[k] -= ur[k] * i + ui[k] * r;
    }
    for (let k = 0; k < n; k++) sum[k] += 2 * (qr * xr[k] - qi * xi[k]);
  }
  return sum;
}

/** A bootstrap filter; particles move by a beta with the exact mean and variance, the cheapest move there is. */
export function particles(process, count, stream) {
  let x = Float64Array.from({ length: count }, () => randomBeta(stream, process.alpha, process.beta));
  return {
    predict(dt) {
      x = x.map((at) => {
        const { mean, variance } = process.moments(at, dt);
        const concentration = (mean * (1 - mean)) / variance - 1;
        return randomBeta(stream, mean * concentration, (1 - mean) * concentration);
      });
    },
    update(successes, trials) {
      const weight = x.map((at) => Math.exp(successes * Math.log(at) + (trials - successes) * Math.log1p(-at)));
      const sum = weight.reduce((all, w) => all + w, 0);
      const next = new Float64Array(count);
      let [i, reached] = [0, weight[0]];
      const offset = stream.uniform();
      for (let k = 0; k < count; k++) {
        while (reached < ((k + offset) * sum) / count && i < count - 1) reached += weight[++i];
        next[k] = x[i];
      }
      x = next;
      return lchoose(trials, successes) + Math.log(sum / count);
    },
  };
}
