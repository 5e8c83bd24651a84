/** Give things names that a format allows and that differ, changing as few as possible. */

/** What neither netCDF (Naming conventions of the NUG), nor URLs, nor the file systems of all platforms allow. */
const FORBIDDEN = /[/\\#?%:*<>|"&\p{Cc}]/gu;

/** The name as an array of netCDF and Zarr may have it. */
export const arrayName = (name: string): string => name.replaceAll(FORBIDDEN, "_").replace(/^(?![\p{L}\p{N}_])/u, "_");

/** The name as an identifier of Stan: letters, digits and single underscores at the end. */
export const stanName = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9_]/gu, "_")
    .replace(/^(?![A-Za-z])/u, "x")
    .replace(/__+$/u, "_");

/** Put underscores behind names until none is twice among them or in `taken`; file systems may ignore case. */
export function distinct(names: readonly string[], taken: readonly string[] = [], end: string = "_"): string[] {
  const fold = (name: string): string => name.normalize("NFC").toLowerCase();
  const used = new Set(taken.map(fold));
  return names.map((name) => {
    let free = name;
    while (used.has(fold(free))) free += end;
    used.add(fold(free));
    return free;
  });
}
