/** Move between a dim and the free coordinates along it, of which there may be fewer or none. */
import { type Axes, type Axis, hasAxis, unionAxes } from "../expr/layout.js";
import { dataNode, ExprNode, gather } from "../expr/node.js";
import { everything } from "../expr/range.js";

/** The dim of `size` free coordinates; its labels mean nothing. */
export const freeDim = (dim: Axis, size: number): Axis => {
  const labels = Array.from({ length: size }, (_, i) => i + 1);
  return { name: `${dim.name}~`, labels, size };
};

/** Dims with `free` in the place of `dims`. */
export const withFree = (of: Axes, dims: readonly string[], free: Axis): Axes =>
  unionAxes(of.map((axis) => (dims.includes(axis.name) ? free : axis)));

/** Data along dims, from the indices along each. */
export function table(axes: Axes, value: (...indices: readonly number[]) => number): ExprNode {
  const sizes = axes.map(({ size }) => size);
  const total = sizes.reduce((a, b) => a * b, 1);
  return dataNode(
    axes,
    Float64Array.from({ length: total }, (_, at) => {
      const indices: number[] = [];
      for (let rest = at, i = sizes.length - 1; i >= 0; i--) {
        indices.unshift(rest % (sizes[i] as number));
        rest = Math.floor(rest / (sizes[i] as number));
      }
      return value(...indices);
    }),
  );
}

/** The elements of `y` along `free` at places along `axes`, in the order of those; zeros where nothing is free. */
export function placed(
  y: ExprNode,
  free: Axis,
  axes: Axes,
  place: (...indices: readonly number[]) => number,
): ExprNode {
  const batch = y.axes.filter(({ name }) => name !== free.name);
  const all = [...batch, ...axes];
  if (free.size === 0) return table(all, () => 0);
  const positions = Int32Array.from((table(axes, place).operation as { values: Float64Array }).values);
  return inOrder(gather(y, free, positions, axes), all);
}

/** The same values laid out over `axes`, which are its dims in another order. */
export function inOrder(x: ExprNode, axes: Axes): ExprNode {
  if (x.axes.every(({ name }, i) => name === axes[i]?.name)) return x;
  if (x.axes.some(({ name }) => !hasAxis(axes, name))) throw new Error("internal: a dim would be lost");
  return new ExprNode({ op: "elementwise", name: "add" }, [x, dataNode([], Float64Array.of(0))], axes, everything);
}
