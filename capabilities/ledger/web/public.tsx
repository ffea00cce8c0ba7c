/** What the screens of later capabilities may embed. */
export { fieldLabel, fieldValueText, stageLabel } from './parts/labels.ts'
export { readPartialDate } from './editing/partial-date.ts'
export { ProjectSummary } from './parts/ProjectSummary.tsx'
