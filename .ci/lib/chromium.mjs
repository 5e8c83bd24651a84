/** Start headless Chromium for a check. */
import { chromium } from "playwright-core";
import { ensureDebian } from "./debian.mjs";

const flags =
  "--no-sandbox --headless --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** A browser of the machine's own, installed where it is missing. */
export function launchChromium() {
  ensureDebian("chromium");
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: flags.split(" ") });
}
