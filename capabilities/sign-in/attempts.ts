/** Passwords being checked at this moment, by what they are counted under. */
const underCheck = new Map<string, number>()

/**
 * Runs one attempt, told for each of `counts` how many others are being checked meanwhile: failures are counted only once they are known,
 * and a hundred guesses at the same moment must not all find the count still low.
 */
export async function attempt<T>(counts: readonly string[], work: (others: number[]) => Promise<T>): Promise<T> {
  const others = counts.map((count) => underCheck.get(count) ?? 0)
  for (const count of counts) underCheck.set(count, (underCheck.get(count) ?? 0) + 1)
  try {
    return await work(others)
  } finally {
    for (const count of counts) leave(count)
  }
}

function leave(count: string): void {
  const left = underCheck.get(count)! - 1
  if (left > 0) underCheck.set(count, left)
  else underCheck.delete(count)
}
