/** Say which posterior of posteriordb is which of these models. */
import type { Posterior } from "credence";
import accelGp from "./accel_gp.js";
import arK from "./arK.js";
import blr from "./blr.js";
import diamonds from "./diamonds.js";
import dogs from "./dogs.js";
import * as earnings from "./earnings.js";
import { eightSchoolsCentered, eightSchoolsNoncentered } from "./eight_schools.js";
import garch11 from "./garch11.js";
import { gpPoisRegr, gpRegr } from "./gp.js";
import hmmDrive0 from "./hmm_drive_0.js";
import hmmExample from "./hmm_example.js";
import * as kidiq from "./kidiq.js";
import kilpisjarvi from "./kilpisjarvi.js";
import lotkaVolterra from "./lotka_volterra.js";
import lowDimGaussMix from "./low_dim_gauss_mix.js";
import M0 from "./M0.js";
import * as mesquite from "./mesquite.js";
import nes from "./nes.js";
import Rate2 from "./Rate_2.js";
import radonPooled from "./radon_pooled.js";
import { wellsDist, wellsDist100ars } from "./wells.js";

/** From the data of each posterior, by the name that posteriordb gives it, to the posterior. */
export const posteriors: Readonly<Record<string, (data: never) => Posterior<unknown, unknown>>> = {
  "M0_data-M0_model": M0,
  "Rate_2_data-Rate_2_model": Rate2,
  "arK-arK": arK,
  "bball_drive_event_0-hmm_drive_0": hmmDrive0,
  "diamonds-diamonds": diamonds,
  "dogs-dogs": dogs,
  "earnings-log10earn_height": earnings.log10earnHeight,
  "earnings-logearn_height": earnings.logearnHeight,
  "earnings-logearn_height_male": earnings.logearnHeightMale,
  "earnings-logearn_interaction_z": earnings.logearnInteractionZ,
  "eight_schools-eight_schools_centered": eightSchoolsCentered,
  "eight_schools-eight_schools_noncentered": eightSchoolsNoncentered,
  "garch-garch11": garch11,
  "gp_pois_regr-gp_pois_regr": gpPoisRegr,
  "gp_pois_regr-gp_regr": gpRegr,
  "hmm_example-hmm_example": hmmExample,
  "hudson_lynx_hare-lotka_volterra": lotkaVolterra,
  "kidiq-kidscore_momhs": kidiq.kidscoreMomhs,
  "kidiq-kidscore_momhsiq": kidiq.kidscoreMomhsiq,
  "kidiq_with_mom_work-kidscore_interaction_c": kidiq.kidscoreInteractionC,
  "kidiq_with_mom_work-kidscore_interaction_z": kidiq.kidscoreInteractionZ,
  "kidiq_with_mom_work-kidscore_mom_work": kidiq.kidscoreMomWork,
  "kilpisjarvi_mod-kilpisjarvi": kilpisjarvi,
  "low_dim_gauss_mix-low_dim_gauss_mix": lowDimGaussMix,
  "mcycle_gp-accel_gp": accelGp,
  "mesquite-logmesquite": mesquite.logmesquite,
  "mesquite-logmesquite_logva": mesquite.logmesquiteLogva,
  "mesquite-logmesquite_logvolume": mesquite.logmesquiteLogvolume,
  "nes1972-nes": nes,
  "nes1980-nes": nes,
  "nes1988-nes": nes,
  "nes1996-nes": nes,
  "radon_mn-radon_pooled": radonPooled,
  "sblri-blr": blr,
  "wells_data-wells_dist": wellsDist,
  "wells_data-wells_dist100ars_model": wellsDist100ars,
};
