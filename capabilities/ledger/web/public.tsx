/** What the screens of later capabilities may embed. */
export { fieldLabel, fieldValueText, stageLabel } from './parts/labels.ts'
export { ProjectSummary } from './parts/ProjectSummary.tsx'
