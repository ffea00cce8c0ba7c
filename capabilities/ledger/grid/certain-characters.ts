import { foldName } from '#kernel/fold.ts'

/**
 * A pattern (`like`) that every text must fit whose folded form holds `text`: its Chinese characters in order, as far as no other character
 * folds to them (PDFs copy 工 as ⼯). Folding a long text costs ten times what this does. `%` where there is none.
 */
export function certainPattern(text: string): string {
  const certain = [...foldName(text)].filter((char) => /[\u4e00-\u9fff]/.test(char) && !hasVariants(char))
  return certain.length > 0 ? `%${certain.join('%')}%` : '%'
}

/** Radicals and compatibility forms, all of which NFKC replaces. */
const RANGES = [
  [0x2e80, 0x2fdf],
  [0x3038, 0x303a],
  [0x3200, 0x33ff],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
] as const

let variants: Set<string> | null = null

function hasVariants(char: string): boolean {
  variants ??= new Set(
    RANGES.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, at) => [...String.fromCodePoint(from + at).normalize('NFKC')]).flat(),
    ),
  )
  return variants.has(char)
}
