/** What later capabilities may ask of the ledger, and the one door through which figures enter it. */

/** For the command line, which imports and exports without a web request. */
export { ledgerFile } from './export.ts'
export { type Assessment, assess } from './import/assess.ts'
export type { ImportAnswers } from './import/contract.ts'
export { readFile } from './import/read-file.ts'
export { writeAssessed } from './import/write.ts'
export { FAULT_SENTENCES } from './merge/signature.ts'
export { FIRST_PRESET, judge, type LightFacts, type LightRules } from './rules/light.ts'
export { lockLights, writeFigures } from './store/figures.ts'
export { insertImport, recallAnswers, setState as setImportState } from './store/imports.ts'
export { WITHOUT_REPORTER } from './store/list.ts'
export { readRollups } from './store/rollups.ts'
export { advanceAsOf, currentPreset, recomputeStandings } from './store/standing.ts'
export { BEGUN, type Light, type Stage } from './vocabulary.ts'
