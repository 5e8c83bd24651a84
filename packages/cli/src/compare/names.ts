/** Name traces after their files, with as much of each path as tells it from the others. */

/** One name for each path, in order, no two alike: `draws`, or `old/draws` and `new/draws`. */
export function traceNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split(/[/\\]+/u).filter((part) => part !== "" && part !== "."));
  return paths.map((path, i) => {
    const depths = Array.from({ length: (parts[i] as string[]).length }, (_, d) => d + 1);
    const tail = (of: number, depth: number): string => withoutEnding((parts[of] as string[]).slice(-depth).join("/"));
    const depth = depths.find((d) => parts.every((_, j) => j === i || tail(j, d) !== tail(i, d)));
    if (depth !== undefined) return tail(i, depth);
    return paths.every((other, j) => j === i || other !== path) ? path : `${path} #${i + 1}`;
  });
}

const withoutEnding = (name: string): string => name.replace(/(?<=[^/])\.[^./]+$/u, "");
