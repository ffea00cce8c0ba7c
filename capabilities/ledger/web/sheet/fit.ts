/**
 * The longest beginning of a text that fits, with `mark` behind it where something was cut; `fits` tells of a candidate. The cut falls on
 * no half of a pair, and trailing blanks and commas go.
 */
export function fitText(
  text: string,
  mark: string,
  fits: (candidate: string) => boolean,
): { shown: string; isCut: boolean } {
  const whole = text.replace(/\s*\n\s*/g, '\n').trim()
  if (fits(whole)) return { shown: whole, isCut: false }
  const letters = [...whole]
  const candidate = (length: number) =>
    `${letters
      .slice(0, length)
      .join('')
      .replace(/[\s，、；：,;:]+$/u, '')}${mark}`
  let [low, high] = [0, letters.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(candidate(middle))) low = middle
    else high = middle - 1
  }
  return { shown: candidate(low), isCut: true }
}
