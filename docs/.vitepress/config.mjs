/** Configure the site: how pages are read, and a sidebar that comes from the pages themselves. */
import { katex } from "@mdit/plugin-katex";
import { defineConfig } from "vitepress";
import { slugOf } from "../../.ci/lib/markdown.mjs";
import { home } from "./home.mjs";
import { leadToPlaces } from "./links.mjs";
import { sidebar } from "./sidebar.mjs";

const isFound = ({ relativePath }) => !/^(source|api\/@credence)\//.test(relativePath); // what `credence` exports is found once

export default defineConfig({
  title: "Credence",
  description: "Probabilistic programming in TypeScript: write a model as a function, get its posterior.",
  lang: "en",
  head: [["link", { rel: "icon", href: "data:," }]],
  outDir: "../out/site",
  cacheDir: "../out/site-cache",
  srcExclude: ["**/node_modules/**"],
  metaChunk: true,
  vite: { build: { chunkSizeWarningLimit: 4000 } }, // the index of the search is one chunk
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    languageAlias: { stan: "cpp" },
    config: (md) => md.use(katex, { mathFence: true, throwOnError: true, strict: "error" }).use(leadToPlaces),
  },
  transformPageData: ({ relativePath }) => (relativePath === "index.md" ? { frontmatter: home } : undefined),
  themeConfig: {
    nav: [
      { text: "Start", link: "/start" },
      { text: "Guides", link: "/#models" },
      { text: "Reference", link: "/api/" },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: {
      provider: "local",
      options: { _render: (text, env, md) => (isFound(env) ? md.render(text, env) : "") },
    },
  },
});
