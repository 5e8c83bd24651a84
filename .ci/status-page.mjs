/** Open the page of a served bandit in headless Chromium: it must follow what happens, at desktop and phone width, without an error. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "./lib/chromium.mjs";
import { finish } from "./lib/process.mjs";
import { root } from "./lib/workspace.mjs";

const built = (folder) => import(pathToFileURL(path.join(root, "packages", folder, "dist/index.js")).href);
const [{ policies }, { memoryStore, service }] = await Promise.all([built("bandits"), built("serving")]);

const strange = "<img src=x onerror=alert(1)>";
const token = "a token of the check's own";
const experiment = {
  name: "buttons",
  arms: ["red", strange],
  prior: { alpha: 1, beta: 9 },
  policy: policies.even(),
  token,
};
const { app, close } = await service([experiment], memoryStore(), { seed: 1, refresh: 50 });
const address = await app.listen({ port: 0, host: "127.0.0.1" });
const out = path.join(root, "out/status-page");
mkdirSync(out, { recursive: true });

const problems = [];
const chrome = await launchChromium();
try {
  for (const [name, width] of Object.entries({ desktop: 1000, phone: 390 })) {
    const page = await chrome.newPage({ viewport: { width, height: 800 } });
    page.on("pageerror", (error) => problems.push(`${name}: ${error.message}`));
    page.on("dialog", (dialog) => problems.push(`${name}: an arm's name ran as a script: ${dialog.message()}`));
    await page.goto(address);
    await page.fill("#token", token);
    await page.click("button");
    await page.waitForFunction(() => document.querySelectorAll("#arms tr").length === 2);
    const before = await impressionsOn(page);
    await play(10);
    await page.waitForFunction((count) => {
      const cells = [...document.querySelectorAll("#arms tr td:nth-child(2)")];
      return cells.reduce((sum, cell) => sum + Number(cell.textContent), 0) === count;
    }, before + 10);
    const names = await page.$$eval("#arms td:first-child", (cells) => cells.map((cell) => cell.textContent));
    if (!names.includes(strange)) problems.push(`${name}: the arms are shown as ${names.join(", ")}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) problems.push(`${name}: the page is ${overflow} pixels wider than the window`);
    await page.screenshot({ path: path.join(out, `${name}.png`) });
    await page.close();
  }
} finally {
  await chrome.close();
  await close();
}
finish(problems, "the page of a served bandit shows what happens, names are text, and nothing overflows");

async function play(times) {
  const headers = { authorization: `Bearer ${token}` };
  for (let i = 0; i < times; i++) {
    const { impression } = (await app.inject({ method: "POST", url: "/choose", headers })).json();
    if (i % 2) await app.inject({ method: "POST", url: "/reward", headers, payload: { impression } });
  }
}

function impressionsOn(page) {
  return page.$$eval("#arms tr td:nth-child(2)", (cells) =>
    cells.reduce((sum, cell) => sum + Number(cell.textContent), 0),
  );
}
