/** What the screens of other capabilities may embed, and what the project page is given. */
export { StageLine } from './line/StageLine.tsx'
