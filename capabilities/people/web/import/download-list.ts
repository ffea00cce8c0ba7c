import { guardText } from '#platform/excel/csv-guard.ts'
import { words } from '#platform/web/words/use-words.ts'
import type { Handed } from '../Slips.tsx'

/** The list of initial passwords as CSV, made in the browser: the server does not know them any more. */
export function downloadList(people: readonly Handed[]): void {
  const address = URL.createObjectURL(new Blob([listText(people, location.origin)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${words('people.importTitle')}.csv`
  link.click()
  URL.revokeObjectURL(address)
}

/** With a mark, so that Excel reads it as UTF-8; what a spreadsheet would run is guarded. */
export function listText(people: readonly Handed[], address: string): string {
  const head = [
    words('people.name'),
    words('people.username'),
    words('people.handPassword'),
    words('people.slip.address'),
  ]
  const rows = people.map((person) => [person.displayName, person.username, person.initialPassword, address])
  const line = (cells: string[]) => cells.map((cell) => `"${guardText(cell).replaceAll('"', '""')}"`).join(',')
  return `\ufeff${[head, ...rows].map(line).join('\r\n')}\r\n`
}
