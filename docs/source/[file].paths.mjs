/** Give every file that pages link to a page that shows it. */
import { read } from "../../.ci/lib/workspace.mjs";
import { notebookPage } from "../.vitepress/notebook.mjs";
import { shown } from "../.vitepress/places.mjs";

const written = { md: (text) => text, ipynb: notebookPage };

export default {
  paths: () => [...shown].map(([name, file]) => ({ params: { file: name }, content: contentOf(file) })),
};

function contentOf(file) {
  const language = file.split(".").at(-1);
  const text = read(file);
  return written[language]?.(text) ?? `# ${file}\n\n\`\`\`\`${language}\n${text}\n\`\`\`\``;
}
