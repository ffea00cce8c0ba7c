/** Sign-in attempts being checked at this moment, by name and address. */
const underCheck = new Map<string, number>()

/**
 * Runs one attempt, told how many others for the same name and address are being checked meanwhile: failures are counted only once
 * they are known, and a hundred guesses at the same moment must not all find the count still low.
 */
export async function attempt<T>(who: string, work: (others: number) => Promise<T>): Promise<T> {
  const others = underCheck.get(who) ?? 0
  underCheck.set(who, others + 1)
  try {
    return await work(others)
  } finally {
    const left = underCheck.get(who)! - 1
    if (left > 0) underCheck.set(who, left)
    else underCheck.delete(who)
  }
}
