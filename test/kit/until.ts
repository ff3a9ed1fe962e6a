/** Asks again and again until it holds. Whoever fails waits a minute, so that a slow machine is no reason to fail. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come about in a minute.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
