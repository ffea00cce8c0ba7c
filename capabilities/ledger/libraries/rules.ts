/**
 * Moves between the libraries (mechanisms B01, B03, B11): which is allowed from where, and what it does to library, stage and priority.
 * Data and pure functions; nothing is imported, so that the table can be read beside the regulation.
 */
export type Library = 'reserve' | 'construction' | 'completed'
export type MoveKind =
  | 'entry'
  | 'promotion'
  | 'demotion'
  | 'completion'
  | 'reopening'
  | 'suspension'
  | 'resumption'
  | 'withdrawal'
  | 'reentry'
  | 'priorityOn'
  | 'priorityOff'
/** Where a project stands as far as moves go. A stage may be unknown. */
export type Place = { library: Library; stage: string | null; isPriority: boolean }

const BEFORE_START = [null, 'planning', 'signed', 'preparation'] as const
const BUILDING = ['started', 'underConstruction'] as const
const FINISHED = ['completed', 'inProduction', 'atCapacity', 'returnsAchieved'] as const
const PRESENT = [...BEFORE_START, ...BUILDING, ...FINISHED, 'suspended'] as const
type KnownStage = (typeof PRESENT)[number] | 'withdrawn'

type Rule = {
  from: readonly Library[]
  stages: readonly KnownStage[]
  /** What priority must be; absent: either. */
  priority?: boolean
  /** The library afterwards; `chosen`: the proposer says which. */
  to: Library | 'same' | 'chosen'
  /** The stage afterwards; `before`: the one before the suspension or withdrawal. */
  stage: 'same' | 'before' | 'finished' | 'suspended' | 'withdrawn'
  /** The move that takes this one back; nothing is ever deleted. */
  counter: MoveKind
  /** Said where the move is not allowed. */
  otherwise: string
}

export const RULES: Record<Exclude<MoveKind, 'entry'>, Rule> = {
  promotion: {
    from: ['reserve'],
    stages: [...BEFORE_START, ...BUILDING, ...FINISHED],
    to: 'construction',
    stage: 'same',
    counter: 'demotion',
    otherwise: '只有储备库中没有停工、退库的项目可以调入建设库。',
  },
  demotion: {
    from: ['construction'],
    stages: BEFORE_START,
    to: 'reserve',
    stage: 'same',
    counter: 'promotion',
    otherwise: '只有建设库中尚未开工的项目可以调回储备库；已开工的请办理停工或退库。',
  },
  completion: {
    from: ['construction'],
    stages: [...BUILDING, ...FINISHED],
    to: 'completed',
    stage: 'finished',
    counter: 'reopening',
    otherwise: '只有建设库中已开工的项目可以出库；停工的请先复工，储备库的请先调入建设库。',
  },
  reopening: {
    from: ['completed'],
    stages: PRESENT,
    to: 'construction',
    stage: 'before',
    counter: 'completion',
    otherwise: '只有竣工库中的项目可以调回建设库。',
  },
  suspension: {
    from: ['construction'],
    stages: BUILDING,
    to: 'same',
    stage: 'suspended',
    counter: 'resumption',
    otherwise: '只有建设库中开工、在建的项目可以停工；尚未开工的请办理调回储备库或退库。',
  },
  resumption: {
    from: ['reserve', 'construction', 'completed'],
    stages: ['suspended'],
    to: 'same',
    stage: 'before',
    counter: 'suspension',
    otherwise: '只有停工的项目可以复工。',
  },
  withdrawal: {
    from: ['reserve', 'construction'],
    stages: [...BEFORE_START, ...BUILDING, 'suspended'],
    to: 'same',
    stage: 'withdrawn',
    counter: 'reentry',
    otherwise: '只有储备库、建设库中尚未竣工的项目可以退库；已竣工的请办理出库。',
  },
  reentry: {
    from: ['reserve', 'construction', 'completed'],
    stages: ['withdrawn'],
    to: 'chosen',
    stage: 'before',
    counter: 'withdrawal',
    otherwise: '只有已退库的项目可以重新入库。',
  },
  priorityOn: {
    from: ['reserve', 'construction'],
    stages: PRESENT,
    priority: false,
    to: 'same',
    stage: 'same',
    counter: 'priorityOff',
    otherwise: '只有储备库、建设库中尚未列入重点的项目可以列入重点。',
  },
  priorityOff: {
    from: ['reserve', 'construction', 'completed'],
    stages: [...PRESENT, 'withdrawn'],
    priority: true,
    to: 'same',
    stage: 'same',
    counter: 'priorityOn',
    otherwise: '这个项目没有列入重点，不需要移出。',
  },
}

/** What a move needs to know besides: the library asked for, and the stage before the one it is taken back from. */
export type Wish = { to?: Library | undefined; stageBefore?: string | null | undefined }
export type Outcome = { allowed: true; to: Place } | { allowed: false; because: string }

/** What the move would make of the project, or the sentence why it may not be made. */
export function applyMove(kind: MoveKind, place: Place, wish: Wish = {}): Outcome {
  if (kind === 'entry') return { allowed: false, because: '项目已经在库，不需要再次入库。' }
  const rule = RULES[kind]
  if (!startsFrom(rule, place)) return { allowed: false, because: rule.otherwise }
  const library = libraryAfter(rule, place, wish)
  if (!library) return { allowed: false, because: '重新入库请选定储备库或建设库。' }
  return {
    allowed: true,
    to: {
      library,
      stage: stageAfter(rule, place, library, wish),
      // whoever leaves the libraries leaves the priority library too
      isPriority: kind === 'withdrawal' ? false : rule.priority === undefined ? place.isPriority : !rule.priority,
    },
  }
}

/** The moves that may be made from here, in the order of the table. */
export function allowedMoves(place: Place): MoveKind[] {
  return (Object.keys(RULES) as Exclude<MoveKind, 'entry'>[]).filter((kind) => startsFrom(RULES[kind], place))
}

/** Which move a change made elsewhere (by an import, by its undo) amounts to; null when it is none. */
export function moveBehind(before: Place, after: Place): Exclude<MoveKind, 'entry'> | null {
  if (before.stage !== 'withdrawn' && after.stage === 'withdrawn') return 'withdrawal'
  if (before.stage === 'withdrawn' && after.stage !== 'withdrawn') return 'reentry'
  if (before.stage !== 'suspended' && after.stage === 'suspended') return 'suspension'
  if (before.stage === 'suspended' && after.stage !== 'suspended') return 'resumption'
  return null
}

/** Stages that a plain edit neither gives nor takes away: only a move does. */
export function isMovedStage(stage: string | null): boolean {
  return stage === 'suspended' || stage === 'withdrawn'
}

function startsFrom(rule: Rule, { library, stage, isPriority }: Place): boolean {
  const stages: readonly (string | null)[] = rule.stages
  return (
    rule.from.includes(library) &&
    stages.includes(stage) &&
    (rule.priority === undefined || rule.priority === isPriority)
  )
}

function libraryAfter(rule: Rule, place: Place, wish: Wish): Library | null {
  if (rule.to === 'same') return place.library
  if (rule.to !== 'chosen') return rule.to
  return wish.to === 'reserve' || wish.to === 'construction' ? wish.to : null
}

function stageAfter(rule: Rule, place: Place, library: Library, { stageBefore }: Wish): string | null {
  if (rule.stage === 'same') return place.stage
  if (rule.stage === 'suspended' || rule.stage === 'withdrawn') return rule.stage
  const finished: readonly (string | null)[] = FINISHED
  if (rule.stage === 'finished') return finished.includes(place.stage) ? place.stage : 'completed'
  return earlierStage(rule, library, stageBefore)
}

/** The stage to return to, as far as it fits the library; where nothing is known of it, the first that does. */
function earlierStage(rule: Rule, library: Library, before: string | null | undefined): string {
  const early: readonly (string | null)[] = BEFORE_START
  const finished: readonly (string | null)[] = FINISHED
  const isKnown = before !== undefined && before !== null && before !== 'withdrawn'
  if (rule === RULES.reopening) return isKnown && !finished.includes(before) ? before : 'underConstruction'
  if (rule === RULES.resumption) return isKnown && before !== 'suspended' ? before : 'underConstruction'
  return isKnown && (library !== 'reserve' || early.includes(before)) ? before : 'preparation'
}
