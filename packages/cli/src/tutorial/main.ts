/** Tell the tutorial from its data to its page: a click rate, growing evidence, eighteen batters. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { agreementOf } from "./agreement.js";
import { answersTo } from "./answers.js";
import { errors, estimates, sampleBatting } from "./batters.js";
import { clickRate } from "./campaign.js";
import { readBatters, readCampaigns } from "./data.js";
import { evidenceOf } from "./evidence.js";
import { report } from "./report.js";
import * as tell from "./tell.js";

/** Runs the tutorial, telling it through `say`; resolves to the findings once the page is written. */
async function tutorial(say: (text: string) => void, to: string): Promise<void> {
  const campaigns = await readCampaigns();
  const [campaign] = campaigns;
  if (campaign === undefined) throw new Error("campaigns.csv has no rows");
  say(tell.question(campaign));
  const answers = await answersTo(clickRate(campaign));
  say(tell.clickRate(campaign, answers));
  const agreement = agreementOf(answers);
  say(tell.agreement(agreement));
  const evidence = evidenceOf(campaigns);
  say(tell.evidence(evidence));
  const batters = await readBatters();
  say(tell.battersQuestion);
  const batting = await sampleBatting(batters);
  const rows = estimates(batters, batting);
  say(tell.batters(batting, rows));
  const page = await report({
    campaign,
    answers,
    agreement,
    evidence,
    batters: rows,
    league: batting.league.mean(),
    errors: errors(rows),
  });
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, page);
  say(`The pictures are in ${to}`);
}

tutorial((text) => process.stdout.write(`${text}\n\n`), resolve("out/report.html")).catch((error: unknown) => {
  process.stderr.write(`credence tutorial: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
