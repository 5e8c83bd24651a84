/** Declare the one generator of `seedrandom` that is used: it loads without `crypto` and without `Math.random`. */
declare module "seedrandom/lib/xor4096.js" {
  interface Generator {
    (): number;
    int32(): number;
  }
  const xor4096: (seed: string) => Generator;
  export default xor4096;
}
