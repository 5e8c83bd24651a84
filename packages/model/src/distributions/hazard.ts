/** Compute log cdfs from cumulative hazards, which may be too small for a double where their logs are not. */
import { log1mExp } from "@credence/math";

/** log(1 − exp(−h)), as log h − h/2 + h²/24 − … where h is small. */
export const logCdfOfHazard = (h: number, logH: number): number =>
  h < 1e-5 ? logH - h / 2 + (h * h) / 24 : log1mExp(-h);
