/** What the screens of later capabilities may embed. */
export { Money, placesOf } from './parts/Money.tsx'
export { useMoneyUnit } from './parts/money-unit.ts'
export { ProjectSummary } from './parts/ProjectSummary.tsx'
