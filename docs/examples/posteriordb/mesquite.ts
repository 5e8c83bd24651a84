/** The weight of mesquite leaves by the sizes of the bush: three linear regressions of logs. */
import { column, dim, log } from "credence";
import { linearModel } from "./linear.js";

/** Bushes: diameters, heights and density in metres and units a bush, the group that was measured, the weight in grams. */
export interface Bushes {
  readonly N: number;
  readonly weight: readonly number[];
  readonly diam1: readonly number[];
  readonly diam2: readonly number[];
  readonly canopy_height: readonly number[];
  readonly total_height: readonly number[];
  readonly density: readonly number[];
  readonly group: readonly number[];
}

const columns = (data: Bushes) => {
  const bush = dim("bush", data.N);
  const logOf = (name: "diam1" | "diam2" | "canopy_height" | "total_height" | "density") =>
    log(column(bush, data[name]));
  return { logOf, group: column(bush, data.group), logWeight: data.weight.map(Math.log) };
};

export const logmesquite = (data: Bushes) => {
  const { logOf, group, logWeight } = columns(data);
  const sizes = (["diam1", "diam2", "canopy_height", "total_height", "density"] as const).map(logOf);
  return linearModel([1, ...sizes, group], logWeight);
};

/** By the volume and the area of the canopy. */
export const logmesquiteLogva = (data: Bushes) => {
  const { logOf, group, logWeight } = columns(data);
  const area = logOf("diam1").add(logOf("diam2"));
  const volume = area.add(logOf("canopy_height"));
  return linearModel([1, volume, area, group], logWeight);
};

export const logmesquiteLogvolume = (data: Bushes) => {
  const { logOf, logWeight } = columns(data);
  const volume = logOf("diam1").add(logOf("diam2")).add(logOf("canopy_height"));
  return linearModel([1, volume], logWeight);
};
