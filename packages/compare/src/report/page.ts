/** Make a page of a comparison: what it is about, the answers to four questions, every scalar, the method, the data. */
import { type Fact, type PageSection, page } from "@credence/plots";
import type { ComparisonData } from "../comparison.js";
import type { Subject } from "../source.js";
import { factsOf } from "./cards.js";
import { keysFor } from "./drill.js";
import { rawJson } from "./raw.js";
import { costSection, sectionsOf, titleOf } from "./sections.js";

/** Characters; pictures of the scalars with the smallest differences are left out until a page is as small as this. */
const LARGEST_PAGE = 980_000;

/** What another page makes of its own where this one has single runs. */
export interface PageParts {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly first: readonly PageSection[];
  readonly cost: PageSection;
  /** What the JSON holds. */
  readonly data: object;
}

export async function comparisonPage(
  data: ComparisonData,
  subjects: readonly Subject[],
  madeAt: Date,
  parts: PageParts = { title: titleOf(data), facts: [], first: [], cost: costSection(data), data },
): Promise<string> {
  const make = (pictures: number): Promise<string> =>
    page({
      title: parts.title,
      facts: [...factsOf(subjects, madeAt), ...parts.facts],
      keys: keysFor(data.names),
      sections: [...parts.first, ...sectionsOf(data, subjects, parts.cost, pictures), rawSection(parts.data)],
    });
  let pictures = data.comparable.scalars.length;
  let html = await make(pictures);
  for (; html.length > LARGEST_PAGE && pictures > 0; html = await make(pictures)) pictures = Math.floor(0.8 * pictures);
  return html;
}

function rawSection(data: object): PageSection {
  const heading = "The figures as JSON";
  const code = rawJson(data);
  return code === undefined
    ? { heading, paragraphs: ["They are too many for this page: JSON.stringify of the result has them all."] }
    : {
        heading,
        paragraphs: [
          "Figures to five digits; equal records stand as columns and rows, without what follows from the estimates. JSON.stringify of the result has all.",
        ],
        folds: [{ summary: `${Math.ceil(code.length / 1000)} kB of JSON`, code }],
      };
}
