/** What the screens of later capabilities may embed. */

export { readPartialDate } from './editing/partial-date.ts'
export { fieldLabel, fieldValueText, stageLabel } from './parts/labels.ts'
export { ProjectSummary } from './parts/ProjectSummary.tsx'
