/** What the screens of later capabilities may embed. */

export { readPartialDate } from './editing/partial-date.ts'
export { fieldLabel, fieldValueText, stageLabel } from './parts/labels.ts'
export { Money, placesOf } from './parts/Money.tsx'
export { useMoneyUnit } from './parts/money-unit.ts'
export { ProjectSummary } from './parts/ProjectSummary.tsx'
export { WaitingInLedger } from './WaitingInLedger.tsx'
export { useWaitingInLedger } from './waiting.ts'
