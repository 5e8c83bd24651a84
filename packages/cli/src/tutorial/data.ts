/** Read the data that the tutorial is about: an advertisement's clicks, and a season of batting. */
import { fileURLToPath } from "node:url";
import { readData } from "../run/read-data.js";

/** An advertisement: how often it was shown, and how often clicked. */
export interface Campaign {
  readonly campaign: string;
  readonly impressions: number;
  readonly clicks: number;
}

/** A batter of 1970: his first 45 at-bats, and his average over the rest of the season. */
export interface Batter {
  readonly player: string;
  readonly team: string;
  readonly at_bats: number;
  readonly hits: number;
  readonly remaining_at_bats: number;
  readonly remaining_average: number;
}

/** The tutorial's campaign and ones with 10, 100 and 1,000 times as many impressions, fewest first. */
export async function readCampaigns(): Promise<readonly Campaign[]> {
  return (await readShipped("campaigns.csv")) as readonly Campaign[];
}

/** Efron and Morris (1975), table 1. */
export async function readBatters(): Promise<readonly Batter[]> {
  return (await readShipped("batting_1970.csv")) as readonly Batter[];
}

// As far from the sources as from the build: packages/cli/{src,dist}/tutorial.
const readShipped = (file: string): Promise<unknown> =>
  readData(fileURLToPath(new URL(`../../../../docs/data/${file}`, import.meta.url)));
