/** Give every file that pages link to a page that shows it. */
import { read } from "../../.ci/lib/workspace.mjs";
import { shown } from "../.vitepress/places.mjs";

export default {
  paths: () => [...shown].map(([name, file]) => ({ params: { file: name }, content: contentOf(file) })),
};

function contentOf(file) {
  if (file.endsWith(".md")) return read(file);
  const language = file.split(".").at(-1);
  return `# ${file}\n\n\`\`\`\`${language === "ipynb" ? "json" : language}\n${read(file)}\n\`\`\`\``;
}
