/** Draw points as symbols while they are few, and as specks where symbols would hide each other. */
import type { Mark, Point, Role } from "./spec.js";

const CROWDED = 150;

export function dotted(role: Role, label: string, points: Point[]): Mark {
  return { type: points.length > CROWDED ? "specks" : "dots", role, label, points };
}
