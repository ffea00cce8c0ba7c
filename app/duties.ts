import { clearDroppedColumns } from '#capabilities/ledger/public.ts'
import { applyDueOrganisationChanges } from '#capabilities/people/public.ts'
import { makeDueDigests } from '#capabilities/record/public.ts'
import { keepHouse } from '#platform/database/housekeeping.ts'
import type { Database } from '#platform/database/pool.ts'
import type { Duty } from '#platform/duties.ts'

/** What the server does by itself. What is due at midnight in China is done within ten minutes of it, and after every start. */
export function dutiesOf({ db, now }: { db: Database; now: () => Date }): Duty[] {
  return [
    { name: 'housekeeping', everyMinutes: 60, work: async () => await keepHouse(db) },
    { name: 'changes of units', everyMinutes: 10, work: async () => await applyDueOrganisationChanges(db, now()) },
    { name: 'dropped columns', everyMinutes: 60, work: async () => await clearDroppedColumns(db, now()) },
    { name: 'digests of the record', everyMinutes: 10, work: async () => await makeDueDigests(db, now()) },
  ]
}
