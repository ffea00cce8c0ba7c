/** What the screens of later capabilities may embed. */
export { ProjectSummary } from './parts/ProjectSummary.tsx'
