/** Look at every page and picture of the built site in headless Chromium, at desktop and phone width, and keep screenshots. */
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { launchChromium } from "./lib/chromium.mjs";
import { pageLooks, pictureLooks } from "./lib/looks.mjs";
import { finish } from "./lib/process.mjs";
import { scratch } from "./lib/scratch.mjs";
import { serve } from "./lib/serve.mjs";
import { builtFiles, site } from "./lib/site.mjs";
import { files, root } from "./lib/workspace.mjs";

const [wanted = ""] = process.argv.slice(2); // only pages and pictures whose path starts so
const tallest = 4000; // a screenshot's height; what lies below is measured but not kept
const screens = [
  { name: "desktop", width: 1280, colorScheme: "light" },
  { name: "phone", width: 390, colorScheme: "dark" },
];

const out = scratch("screens");
const { address, close } = await serve(site);
const chrome = await launchChromium();
const pages = builtFiles(".html").filter((page) => page.startsWith(wanted) && page !== "404.html");
const pictures = files("docs", /\.svg$/).filter((file) => file.startsWith(wanted) || file.startsWith(`docs/${wanted}`));
const problems = [];
try {
  const page = await chrome.newPage();
  let at = "";
  page.on("pageerror", (error) => problems.push(`${at}: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && problems.push(`${at}: ${message.text()}`));
  page.on("request", (request) => {
    if (!/^data:|^blob:/.test(request.url()) && !request.url().startsWith(address))
      problems.push(`${at}: asks for ${request.url()}`);
  });
  for (at of pages) problems.push(...(await looksOf(page, at)).map((problem) => `${at}: ${problem}`));
  for (at of pictures) problems.push(...(await pictureProblems(page, at)).map((problem) => `${at}: ${problem}`));
} finally {
  await chrome.close();
  close();
}
finish(problems, `${pages.length} pages and ${pictures.length} pictures fit, show and can be read; see out/screens`);

async function looksOf(page, at) {
  const found = [];
  await page.goto(address + at, { waitUntil: "load" });
  for (const { name, width, colorScheme } of screens) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(
      (dark) => document.documentElement.classList.contains("dark") === dark,
      colorScheme === "dark",
    );
    await page.evaluate(() => document.fonts.ready);
    found.push(...(await page.evaluate(pageLooks)).map((problem) => `${name}: ${problem}`));
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const file = path.join(out, name, at.replace(/html$/, "png"));
    mkdirSync(path.dirname(file), { recursive: true });
    await page.setViewportSize({ width, height: Math.min(height, tallest) });
    await page.screenshot({ path: file });
  }
  return found;
}

async function pictureProblems(page, at) {
  await page.setContent(readFileSync(path.join(root, at), "utf8"));
  return page.evaluate(pictureLooks);
}
