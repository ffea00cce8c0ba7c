import supplied from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

export type SuppliedDay = { date: string; kind: 'holiday' | 'makeup'; name: string }
export type SuppliedYear = { year: number; days: SuppliedDay[] }

/** Date → `New Year's Day,元旦,1`. */
type Table = Record<string, string>

/**
 * The arrangements that came with the software (`chinese-days`). Its functions answer “working day” for years they know nothing of,
 * so its table is read instead: a year counts as known only when both its New Year's Day and its National Day are in it.
 */
export function suppliedYears(): SuppliedYear[] {
  const { holidays, workdays }: { holidays: Table; workdays: Table } = supplied
  const years = [...new Set(Object.keys(holidays).map((date) => Number(date.slice(0, 4))))].sort((a, b) => a - b)
  return years
    .filter((year) => holidays[`${year}-01-01`] && holidays[`${year}-10-01`])
    .map((year) => ({ year, days: [...daysOf(holidays, year, 'holiday'), ...daysOf(workdays, year, 'makeup')] }))
}

function daysOf(table: Table, year: number, kind: SuppliedDay['kind']): SuppliedDay[] {
  return Object.entries(table)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, text]) => ({ date, kind, name: officialName(text.split(',')[1] ?? text) }))
}

/** As the notices write it. */
function officialName(name: string): string {
  return ['清明', '端午', '中秋'].includes(name) ? `${name}节` : name
}
