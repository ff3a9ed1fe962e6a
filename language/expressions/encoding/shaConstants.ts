/**
 * FIPS 180-4 defines the constants of SHA-2 as the first 64 bits (for SHA-256: 32) of the fractional parts of
 * the square and cube roots of the first primes, so they are worked out here rather than listed.
 */
export function squareRootFractions(): bigint[] {
  return primes(16).map((prime) => BigInt.asUintN(64, root(BigInt(prime) << 128n, 2n)));
}

export function cubeRootFractions(): bigint[] {
  return primes(80).map((prime) => BigInt.asUintN(64, root(BigInt(prime) << 192n, 3n)));
}

/** The largest integer whose power is not larger than `value`, by Newton's method from above. */
function root(value: bigint, power: bigint): bigint {
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / Number(power)));
  for (;;) {
    const next = ((power - 1n) * guess + value / guess ** (power - 1n)) / power;
    if (next >= guess) return guess;
    guess = next;
  }
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
