/** Test that data files become what models expect of them. */
import { describe, expect, test } from "vitest";
import { parseCsv, readData } from "../src/index.js";
import { folder } from "./workspace.js";

describe("CSV", () => {
  test("a column is numeric when every cell of it is", () => {
    const text = "name,n,share,code\nfirst,10,-0.25,7\nsecond,1e3,.5,7b\n";
    expect(parseCsv(text)).toEqual([
      { name: "first", n: 10, share: -0.25, code: "7" },
      { name: "second", n: 1000, share: 0.5, code: "7b" },
    ]);
  });

  test.each(["", "NA", "NaN"])("a missing number, written %j, is null: neither a zero nor text", (cell) => {
    expect(parseCsv(`n,k\n10,${cell}\n20,3\n`)).toEqual([
      { n: 10, k: null },
      { n: 20, k: 3 },
    ]);
  });

  test("a column without any number stays text, and so do the gaps of a column of text", () => {
    expect(parseCsv("n,k,name\n1,,\n2,NA,x\n")).toEqual([
      { n: 1, k: "", name: "" },
      { n: 2, k: "NA", name: "x" },
    ]);
  });

  test("quotes, commas and line breaks in cells, a byte order mark, spaces, Windows lines and blank lines", () => {
    const text = '\ufeffcity, n\r\n"Paris, ""Texas""", 1\r\n\r\n"two\nlines", 2\r\n';
    expect(parseCsv(text)).toEqual([
      { city: 'Paris, "Texas"', n: 1 },
      { city: "two\nlines", n: 2 },
    ]);
  });

  test("a header alone holds no rows", () => {
    expect(parseCsv("a,b\n")).toEqual([]);
  });

  test("an infinite number is text", () => {
    expect(parseCsv("x\nInfinity\n1\n")).toEqual([{ x: "Infinity" }, { x: "1" }]);
  });

  test("two columns of one name are refused", () => {
    expect(() => parseCsv("n,k,n\n1,2,3\n")).toThrow('two columns are named "n"');
  });
});

describe("files", () => {
  test("JSON comes as it stands, whatever the case of the extension", async () => {
    const at = folder({ "data.JSON": '{"n": 10, "k": [1, 2]}' });
    expect(await readData(at("data.JSON"))).toEqual({ n: 10, k: [1, 2] });
  });

  test("what cannot be read or parsed is told in a sentence with the file's name", async () => {
    const at = folder({ "bad.json": "{", "bad.csv": "a,b\n1\n", "twice.csv": "a,a\n1,2\n" });
    await expect(readData(at("none.csv"))).rejects.toThrow(`there is no data file ${at("none.csv")}`);
    await expect(readData(at("bad.json"))).rejects.toThrow(`${at("bad.json")} is not valid JSON: `);
    await expect(readData(at("bad.csv"))).rejects.toThrow(/bad\.csv is not valid CSV: .*line 2/);
    await expect(readData(at("twice.csv"))).rejects.toThrow(/twice\.csv is not valid CSV: two columns/);
    await expect(readData(at("."))).rejects.toThrow(/^cannot read /);
  });
});
