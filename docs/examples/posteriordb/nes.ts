/** Party identification of American voters by ideology, race, age, schooling, gender and income, one election a data set. */
import { column, dim, eq } from "credence";
import { linearModel } from "./linear.js";

/** Voters: party from 1 (Democrat) to 7 (Republican), and who they are. */
export interface Voters {
  readonly N: number;
  readonly partyid7: readonly number[];
  readonly real_ideo: readonly number[];
  readonly race_adj: readonly number[];
  readonly age_discrete: readonly number[];
  readonly educ1: readonly number[];
  readonly gender: readonly number[];
  readonly income: readonly number[];
}

export default (data: Voters) => {
  const voter = dim("voter", data.N);
  const of = (values: readonly number[]) => column(voter, values);
  const age = of(data.age_discrete);
  const predictors = [
    1,
    of(data.real_ideo),
    of(data.race_adj),
    eq(age, 2),
    eq(age, 3),
    eq(age, 4),
    of(data.educ1),
    of(data.gender),
    of(data.income),
  ];
  return linearModel(predictors, data.partyid7);
};
