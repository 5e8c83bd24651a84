/** Write a picture in the format that its path ends in. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { type Kind, type Picture, page, renderSvg, type Theme, toPng } from "@credence/plots";

/** What a file of a picture is made of. */
export interface PictureFile {
  readonly spec: Picture;
  readonly kind: Pick<Kind<unknown, object>, "shows" | "reading">;
  readonly theme: Theme;
  /** In px. */
  readonly width?: number;
}

type Write = (file: PictureFile) => Promise<string | Uint8Array>;

const svg = ({ spec, theme, width }: PictureFile): Promise<string> =>
  renderSvg(spec, { theme, ...(width === undefined ? {} : { width }) });

const FORMATS: Readonly<Record<string, Write>> = {
  ".svg": svg,
  ".png": async (file) => toPng(await svg(file)),
  ".html": ({ spec, kind: { shows, reading } }) =>
    page({
      title: spec.title,
      sections: [{ heading: "Picture", figures: [spec], paragraphs: [`It shows ${shows}.`, reading] }],
    }),
};

/** @throws Error for another ending, or where nothing can be written. */
export async function writePicture(path: string, file: PictureFile): Promise<void> {
  const write = FORMATS[extname(path).toLowerCase()];
  if (write === undefined)
    throw new Error(`--out ${path}: name a file that ends in ${Object.keys(FORMATS).join(", ")}`);
  const content = await write(file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw new Error(`--out ${path}: ${(error as Error).message}; name a file in a folder that can be written`, {
      cause: error,
    });
  }
}
