import { queries } from '#platform/web/query.ts'
import type { Report } from '../../contract.ts'
import { dispatch } from '../api.ts'

/** The answer to a write is the newest there is to read. */
export function keepReport(report: Report): void {
  queries.setQueryData(dispatch.readReport.key({ params: { id: report.id } }), report)
}
