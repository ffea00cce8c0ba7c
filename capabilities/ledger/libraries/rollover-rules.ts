/** A project as the turn of the year sees it (B04). Nothing is imported: the rule reads like the regulation. */
export type Turning = {
  planState: 'new' | 'continuing' | null
  library: 'reserve' | 'construction' | 'completed'
  stage: string | null
  startDate: string | null
}
/** `undecided`: was due and has not begun: carried over or left out, by decision. `reserve`: outside the plan before and after. */
export type Turn = 'continuing' | 'undecided' | 'finished' | 'reserve'

const FINISHED: readonly (string | null)[] = ['completed', 'inProduction', 'atCapacity', 'returnsAchieved']
const BEGUN: readonly (string | null)[] = ['started', 'underConstruction', 'suspended']

/** What becomes of a project's state in the plan of `year`: begun before its 1 January and unfinished is 续建. */
export function turnOf({ planState, library, stage, startDate }: Turning, year: number): Turn {
  if (library === 'completed' || stage === 'withdrawn' || FINISHED.includes(stage)) {
    return planState === null ? 'reserve' : 'finished'
  }
  const isBegun = BEGUN.includes(stage)
  const isBegunBefore = startDate === null ? isBegun : startDate < String(year)
  if (isBegunBefore) return 'continuing'
  return planState === null && !isBegun ? 'reserve' : 'undecided'
}
