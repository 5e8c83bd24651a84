/** Keep the promise that a parameter lies in its range, where its distribution is written out and no longer tells. */
import { ExprNode, type Parameter, provablyWithin, rangeOfSupport } from "@credence/model";

/** The expression, whose log density is −∞ outside the parameter's support unless that is proven impossible. */
export function guarded(x: ExprNode, parameter: Parameter | undefined): ExprNode {
  if (parameter === undefined || x.known || provablyWithin(x, parameter.support)) return x;
  return new ExprNode({ op: "assume", support: parameter.support }, [x], x.axes, rangeOfSupport(parameter.support));
}
