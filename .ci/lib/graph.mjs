/** Find cycles and redundant arrows in a small directed graph, given as `{ node: [successors] }`. */

/** The first cycle found by depth-first search, as a closed walk of nodes, or undefined. */
export function findCycle(graph) {
  const done = new Set();
  const trail = [];
  const visit = (node) => {
    if (done.has(node)) return undefined;
    const start = trail.indexOf(node);
    if (start >= 0) return [...trail.slice(start), node];
    trail.push(node);
    for (const next of graph[node] ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    trail.pop();
    done.add(node);
    return undefined;
  };
  for (const node of Object.keys(graph)) {
    const cycle = visit(node);
    if (cycle) return cycle;
  }
  return undefined;
}

/** The transitive reduction of an acyclic graph: arrows that no longer way implies, for drawing. */
export function reduce(graph) {
  const reaches = (from, to) => graph[from].some((next) => next === to || reaches(next, to));
  return Object.fromEntries(
    Object.entries(graph).map(([node, nexts]) => [
      node,
      nexts.filter((next) => !nexts.some((other) => other !== next && reaches(other, next))),
    ]),
  );
}
