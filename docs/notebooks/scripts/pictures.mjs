/** Keep the pictures that a notebook drew as files for the pages that show them: node scripts/pictures.mjs NAME.ipynb. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../../pictures/", import.meta.url);
mkdirSync(folder, { recursive: true });
const { cells } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const outputs = cells.flatMap((cell) => cell.outputs ?? []);
for (const svg of outputs.map(({ data }) => data?.["image/svg+xml"]).filter(Boolean)) {
  const text = [svg].flat().join("");
  const [, name] = / id="([\w-]+)"/.exec(text);
  writeFileSync(new URL(`${name}.svg`, folder), `${text}\n`);
}
