/*
 * What is bounded: how deep evaluations nest, how much work our own evaluator does (it counts steps, as nothing here
 * has a clock), how large each list and text grows, and how long a regular expression searches. The package, which
 * evaluates what ours leaves out, is bounded in depth, in milliseconds between two of its steps, and in the length of
 * its sequences; a single call of one of its functions runs to its end.
 */

/** AWS's bounds for one evaluation: how deep evaluations may be nested in one another, */
export const MAX_DEPTH = 100;
/** how long it may take, */
export const MAX_MILLISECONDS = 1000;
/** and how large a value may grow, counting 8 bytes for a number and 1 for a character. */
export const MAX_BYTES = 6_990_256;
export const MAX_ITEMS = MAX_BYTES / 8;
/** How many steps of our own evaluator stand for that time: it stops at the same point each time. */
export const MAX_STEPS = 5_000_000;
/** The most numbers that a range may hold; they do not count as memory as long as they stay a range. */
export const MAX_RANGE = 1e7;
