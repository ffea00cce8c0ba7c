/** What the screens of later capabilities may embed. */
export { fieldLabel, stageLabel } from './parts/labels.ts'
export { lightReasonText } from './parts/light-reason.ts'
export { ProjectLight } from './parts/ProjectLight.tsx'
export { ProjectSummary } from './parts/ProjectSummary.tsx'
