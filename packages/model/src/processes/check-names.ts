/** Refuse misspelt options, naming those that there are. */

/** @throws TypeError naming an option that there is not. */
export function checkNames(what: string, options: object, names: readonly string[]): void {
  const odd = Object.keys(options ?? {}).find((name) => !names.includes(name));
  if (odd !== undefined) throw new TypeError(`${what} has no option \`${odd}\`; it has ${names.join(", ")}`);
}
