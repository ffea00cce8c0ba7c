/** What the project's page shows of it. */
export { ProjectQualityPanel } from './ProjectQualityPanel.tsx'
