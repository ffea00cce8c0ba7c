/** What later capabilities may ask of the ledger, and the one door through which figures enter it. */
export { type LightFacts, type LightRules, type Judgement, judge } from './rules/light.ts'
export { paceOf } from './rules/pace.ts'
export { type FigureWrite, lockLights, writeFigures } from './store/figures.ts'
export { readRollups } from './store/rollups.ts'
export { advanceAsOf, currentPreset, readAsOf, recomputeStandings } from './store/standing.ts'
export { BEGUN, LIGHTS, STAGES, type Light, type Stage } from './vocabulary.ts'
