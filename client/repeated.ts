/**
 * Work on the newest state of things: once at a time, and once more when it was asked for meanwhile. What comes of it
 * counts only while `isNewest` says so. A rejection ends the work, with what was asked for meanwhile, and rejects.
 */
export function repeated(work: (isNewest: () => boolean) => Promise<void>): () => Promise<void> {
  let isBusy = false;
  let askedAgain = false;
  return async () => {
    askedAgain = true;
    if (isBusy) return;
    isBusy = true;
    try {
      while (askedAgain) {
        askedAgain = false;
        await work(() => !askedAgain);
      }
    } finally {
      isBusy = false;
    }
  };
}
