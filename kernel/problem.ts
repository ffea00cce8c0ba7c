/**
 * A refusal: a stable code, a sentence in the user's language that says what to do, and the HTTP status it travels with.
 * Every expected failure is one of these; anything else is a defect and answers 500 without details.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly details: Record<string, unknown> | undefined

  constructor(status: number, code: string, message: string, details?: Record<string, unknown>) {
    super(message)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.details = details
  }
}

/** The caller sent something that cannot be taken (400). */
export function invalid(code: string, message: string, details?: Record<string, unknown>): Problem {
  return new Problem(400, code, message, details)
}

/** It is not there, or not in this person's scope: the two are not told apart (404). */
export function notFound(what: string): Problem {
  return new Problem(404, 'not_found', `没有找到${what}，或者不在您的查看范围内。`)
}

/** The state of things does not allow it, now (409). */
export function conflict(code: string, message: string, details?: Record<string, unknown>): Problem {
  return new Problem(409, code, message, details)
}

/** This person may not (403). */
export function forbidden(code: string, message: string): Problem {
  return new Problem(403, code, message)
}
