/** Prices of diamonds by size, cut, colour and clarity: a regression on centred, strongly correlated columns. */
import { column, dim, dot, halfStudentT, log, mean, model, mul, normal, stack, studentT, sub } from "credence";

/** Stones, and the orthogonal polynomials by which graded qualities with so many levels become columns. */
export interface Stones {
  readonly N: number;
  readonly price: readonly number[];
  readonly carat: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly number[];
  readonly cut: readonly number[];
  readonly color: readonly number[];
  readonly clarity: readonly number[];
  readonly contrasts: Readonly<Record<string, readonly (readonly number[])[]>>;
}

export default (data: Stones) => {
  const stone = dim("stone", data.N);
  const of = (values: readonly number[]) => column(stone, values);
  const carat = of(data.carat);
  const sides = [data.x, data.y, data.z].map((side) => log(of(side)));
  /** The polynomials of a grade, from the linear one on. */
  const graded = (levels: number, grades: readonly number[]) =>
    Array.from({ length: levels - 1 }, (_, k) =>
      of(grades.map((grade) => data.contrasts[levels]?.[grade]?.[k] as number)),
    );
  const columns = [
    carat,
    ...sides,
    ...graded(5, data.cut),
    ...graded(7, data.color),
    ...graded(8, data.clarity),
    ...sides.map((side) => mul(carat, side)),
  ];
  const term = dim("term", columns.length);
  const centred = stack(
    term,
    columns.map((x) => sub(x, mean(x, stone))),
  );
  const prices = model(() => {
    const b = normal(0, 1).over(term);
    const Intercept = studentT(3, 8, 10);
    const sigma = halfStudentT(3, 10);
    const logPrice = normal(Intercept.add(dot(b, centred, term)), sigma);
    return { b, Intercept, sigma, logPrice };
  });
  return prices().observe({ logPrice: data.price.map(Math.log) });
};
