/** What others may ask of the record. Housekeeping makes the days' digests; the command line exports and verifies. */
export { makeDueDigests } from '#platform/record/make-digests.ts'
export { readDigests } from '#platform/record/read.ts'
export { exportedEntry, openRecordExport } from './exporting.ts'
