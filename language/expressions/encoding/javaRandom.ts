const MULTIPLIER = 0x5deece66dn;

/** The numbers that `java.util.Random` gives for a seed: seeded functions of Step Functions repeat these. */
export interface JavaRandom {
  /** At least 0, less than 1. */
  nextDouble(): number;
  /** At least 0, less than `bound`, which is at most 2^31 - 1. */
  nextInt(bound: number): number;
}

export function javaRandom(seed: number): JavaRandom {
  let state = BigInt.asUintN(48, BigInt(Math.trunc(seed)) ^ MULTIPLIER);
  const next = (bits: number): number => {
    state = BigInt.asUintN(48, state * MULTIPLIER + 0xbn);
    return Number(BigInt.asIntN(32, state >> BigInt(48 - bits)));
  };
  return {
    nextDouble: () => (next(26) * 2 ** 27 + next(27)) / 2 ** 53,
    nextInt: (bound) => {
      if ((bound & -bound) === bound) return Math.floor((bound * next(31)) / 2 ** 31);
      // Draws again when the draw lies in the last, incomplete run of `bound` numbers.
      for (;;) {
        const drawn = next(31);
        const value = drawn % bound;
        if (drawn - value + (bound - 1) < 2 ** 31) return value;
      }
    },
  };
}
