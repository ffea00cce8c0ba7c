/** What later capabilities, the server's parts and the command line may use. */

export { checkAgainst } from './check-against.ts'
export type { TextCheck } from './contract.ts'
export {
  type CheckedRelation,
  type CheckedText,
  checkText,
} from './rules/check-text.ts'
export { textOfFile } from './text-of-file.ts'
