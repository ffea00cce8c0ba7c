/** What the screens of later capabilities may embed. */
export { History } from './History.tsx'
