/** What other screens embed of people. */
export { AccountSelect } from './AccountSelect.tsx'
export { DeputySection } from './DeputySection.tsx'
export { heldText } from './role-text.ts'
