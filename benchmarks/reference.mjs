/** Load hand-fused loops of the measured models, where they lie beside the project: in SIMD, and as C++ for a native compiler. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(
  new URL(process.env.CREDENCE_REFERENCE_KERNELS ?? "../../shared/prototypes/kernels/", import.meta.url),
);

/** The reference's modules; undefined where there are none. */
export async function referenceKernels() {
  if (!existsSync(join(folder, "models.mjs"))) return undefined;
  const [models, { inst }, { emitC }] = await Promise.all(
    ["models.mjs", "harness.mjs", "ir.mjs"].map((file) => import(join(folder, file))),
  );
  return { models, inst, emitC };
}

const sane = (name) => name.replace(/\W/g, "_");

/** A program that prints the nanoseconds of CPU time that one call takes, the best of seven rounds. */
function programOf(reference, emitC) {
  const { arrays, bytes, dim, p0, lay } = reference;
  const memory = new ArrayBuffer(Math.ceil(bytes / 8) * 8);
  lay.fill(memory);
  new Float64Array(memory).set(p0, arrays.p.off);
  const name = sane(reference.name);
  return {
    memory: new Uint8Array(memory),
    source: `
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <algorithm>
${helpers}
${emitC(reference, name)}
static double now() { timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1e9 + t.tv_nsec; }
int main(int, char** argv) {
  static double* M = (double*)aligned_alloc(64, (${bytes} + 127) / 64 * 64);
  FILE* file = fopen(argv[1], "rb"); if (fread(M, 1, ${memory.byteLength}, file) == 0) return 1; fclose(file);
  double* p = M + ${arrays.p.off}; const double start = p[0]; volatile double sink = 0; double best = 1e300; long n = 1;
  for (;;) { double t = now(); for (long i = 0; i < n; i++) { p[0] = start + 1e-9 * (i & 1); sink += ${name}(M); } double d = now() - t; if (d > 5e6) break; n *= 2; }
  double rounds[7];
  for (double& round : rounds) { double t = now(); for (long i = 0; i < n; i++) { p[0] = start + 1e-9 * (i & 1); sink += ${name}(M); } round = (now() - t) / n; }
  std::sort(rounds, rounds + 7); printf("%.3f\\n", rounds[3]); return ${dim} == 0;
}`,
  };
}

/** Powers of two and parts of a double, as the reference's loops take them. */
const helpers = `
static inline double k_pow2(double t) { long long b; memcpy(&b, &t, 8); b = (long long)((unsigned long long)b << 52) + (1023LL << 52); double r; memcpy(&r, &b, 8); return r; }
static inline double k_lexp(double x) { unsigned long long b; memcpy(&b, &x, 8); b += 0x95f62ULL << 32; return (double)(long long)(b >> 52) - 1023; }
static inline double k_lman(double x) { unsigned long long b; memcpy(&b, &x, 8); b += 0x95f62ULL << 32; b = (b & 0xfffffffffffffULL) + (0x3fe6a09eULL << 32); double r; memcpy(&r, &b, 8); return r; }
`;

/** A function that runs the compiled loops and returns their nanoseconds a call; undefined without a compiler. */
export function nativeReference(reference, emitC) {
  const { source, memory } = programOf(reference, emitC);
  const place = mkdtempSync(join(tmpdir(), "credence-reference-"));
  const [code, data, program] = ["loops.cpp", "memory.bin", "loops"].map((file) => join(place, file));
  writeFileSync(code, source);
  writeFileSync(data, memory);
  const { status, stderr } = spawnSync("g++", ["-O3", "-march=native", "-o", program, code], { encoding: "utf8" });
  if (status !== 0) {
    console.error(`no C++ arm: ${stderr || "there is no g++"}`);
    return undefined;
  }
  return () => ({ nanoseconds: Number(spawnSync(program, [data], { encoding: "utf8" }).stdout) });
}
