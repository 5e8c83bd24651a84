/** Compile Stan programs, each once, against the C++ that the R package rstan brings, where that is installed. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = here("../../out/stan/");
const programFile = (program) => here(`../../packages/testing/fixtures/stan/${program}.stan`);

/** What Stan is optimised with; `CREDENCE_STAN_FLAGS="-O3 -march=native"` lets it use all that the processor has. */
const optimisation = (process.env.CREDENCE_STAN_FLAGS ?? "-O3 -mtune=native").split(" ");
const flags = ["-std=gnu++14", "-w", "-DNDEBUG", "-DBOOST_DISABLE_ASSERTS", "-DBOOST_PENDING_INTEGER_LOG2_HPP"];

/** Runs a command to its end, with text on its standard input, and returns the bytes that it prints. */
export function run(command, words, input = "") {
  const { status, stdout, stderr, error } = spawnSync(command, words, { input, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return stdout;
}

let found;

/** The version of rstan, what its headers are included with and where its library lies; undefined where it is not installed. */
export function rstan() {
  found ??= inR('cat(requireNamespace("rstan", quietly = TRUE))') === "TRUE" ? placesOf() : null;
  return found ?? undefined;
}

function inR(program) {
  const { status, stdout } = spawnSync("Rscript", ["-e", program], { encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}

function placesOf() {
  const [version, eigen, headers, parallel, library] = inR(`
    folders <- mapply(function(p, f) system.file(f, package = p),
      c("RcppEigen", "StanHeaders", "RcppParallel", "StanHeaders"), c("include", "include", "include", "lib"))
    cat(as.character(packageVersion("rstan")), folders, sep = "\\n")
  `).split("\n");
  return { version, include: [eigen, join(headers, "src"), headers, parallel].map((each) => `-I${each}`), library };
}

/** In words, for who reads the figures. */
export const stanDescribed = () =>
  `rstan ${rstan().version}, ${run("g++", ["--version"]).toString().split("\n")[0]}, ${optimisation.join(" ")}`;

/** The object file of what `translate` gives: kept, and made anew when the source, rstan or the options are others. */
function objectOf(name, source, translate) {
  const { version, include } = rstan();
  const words = [...flags, ...optimisation, ...include];
  const key = createHash("sha256")
    .update(JSON.stringify([version, words, source]))
    .digest("hex")
    .slice(0, 16);
  const object = join(built, `${name}-${key}.o`);
  if (existsSync(object)) return object;
  console.error(`Stan: compiling ${name}, about a minute`);
  mkdirSync(built, { recursive: true });
  const [code, unfinished] = [join(built, `${name}-${key}.cpp`), `${object}.${process.pid}`];
  writeFileSync(code, translate());
  run("g++", [...words, "-c", code, "-o", unfinished]);
  renameSync(unfinished, object);
  return object;
}

const inCpp = (file) => () => run("Rscript", ["-e", `cat(rstan::stanc("${file}", model_name = "model")$cppcode)`]);

/** The path of a program that holds a Stan model and what `driver.cpp` does with it. */
export function executable(program) {
  const [file, driver] = [programFile(program), readFileSync(here("driver.cpp"), "utf8")];
  const parts = [objectOf("driver", driver, () => driver), objectOf(program, readFileSync(file, "utf8"), inCpp(file))];
  const path = parts[1].replace(/\.o$/, `-${parts[0].slice(-18, -2)}`);
  if (!existsSync(path)) {
    run("g++", [...parts, "-o", `${path}.${process.pid}`, `-L${rstan().library}`, "-lStanHeaders", "-ltbb"]);
    renameSync(`${path}.${process.pid}`, path);
  }
  return path;
}
