import type { Transaction } from '#platform/database/pool.ts'
import { addYears } from './store.ts'
import { suppliedYears } from './supplied.ts'

const SOURCE = '国务院办公厅关于部分节假日安排的通知（随软件提供，请与文件核对）'

/**
 * Enters the arrangements the software brings for years nobody keeps yet; what an office entered or changed stays.
 * Answers the years that were added.
 */
export async function seedCalendar(db: Transaction): Promise<number[]> {
  return await addYears(
    db,
    suppliedYears().map((year) => ({ ...year, source: SOURCE })),
  )
}
