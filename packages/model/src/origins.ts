/** Remember which modules registered families and functions, so that a worker can load them before it reads a graph. */

const modules = new Map<string, string>();

/** @param url of a module that registers the name and does nothing else when it is loaded */
export function cameFrom(name: string, url: string | undefined): void {
  if (url !== undefined) modules.set(name, url);
}

/** The modules that must be loaded before the graph can be read, as far as they were told when they registered. */
export function modulesOf(graph: {
  readonly nodes: readonly { readonly op: string; readonly family?: string; readonly name?: string }[];
}): readonly string[] {
  // the name of a family may hold others, as truncated(normal)
  const names = graph.nodes.flatMap(({ family, name }) => [...(family?.split(/\W+/u) ?? []), ...(name ? [name] : [])]);
  return [...new Set(names.flatMap((name) => modules.get(name) ?? []))];
}
