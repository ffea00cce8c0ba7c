/** What the screens of later capabilities may embed. */
export { settings } from './api.ts'
export { SettingsTrail } from './Trail.tsx'
