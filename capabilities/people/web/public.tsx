/** What other screens embed of people. */
export { DeputySection } from './DeputySection.tsx'
export { heldText } from './role-text.ts'
