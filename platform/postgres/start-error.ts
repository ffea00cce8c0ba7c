/**
 * Something a person has to put right before the product can start. The message is the whole of what is shown:
 * Chinese, plain, and saying what to do. `cause` keeps the original error for a log.
 */
export class StartError extends Error {
  override name = 'StartError'
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
