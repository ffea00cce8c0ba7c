/** The closed vocabularies of the ledger. Chinese wording is the screens' business and lives in the catalogue. */
export const STAGES = [
  'planning',
  'signed',
  'preparation',
  'started',
  'underConstruction',
  'completed',
  'inProduction',
  'atCapacity',
  'returnsAchieved',
  'suspended',
  'withdrawn',
] as const
export type Stage = (typeof STAGES)[number]

export const LIGHTS = ['green', 'yellow', 'red', 'grey'] as const
export type Light = (typeof LIGHTS)[number]

export const LIBRARIES = ['reserve', 'construction', 'completed'] as const
export const PLAN_STATES = ['new', 'continuing'] as const
/** Every project in exactly one: those states, outside this year's plan, in it without a state, finished or withdrawn. */
export const PLAN_CLASSES = ['new', 'continuing', 'reserve', 'unmarked', 'outside'] as const
export const NATURES = [
  'newBuild',
  'expansion',
  'reconstruction',
  'technicalUpgrade',
  'relocation',
  'restoration',
] as const

/** Stages in which building has begun: used for the start rate and the light of start. */
export const BEGUN: ReadonlySet<string> = new Set<Stage>([
  'started',
  'underConstruction',
  'completed',
  'inProduction',
  'atCapacity',
  'returnsAchieved',
  'suspended',
])
