import type { LedgerAnswers } from './answers.ts'
import type { CountyResolver } from './counties.ts'
import type { Notices } from './notices.ts'

/** Year and date of the ledger. */
export interface LedgerTimes {
  asOf: string | null
  asOfText: string | null
  planYear: number | null
}

/** What reading one sheet needs from the rest of the file. */
export interface SheetContext {
  counties: CountyResolver
  times: LedgerTimes
  answers: LedgerAnswers
  notices: Notices
  /** Delimited text: every number is text there, which says nothing. */
  isPlainText: boolean
}
