/** A refusal of the server, or of the network (`status` 0, code `network`). `message` is a person's sentence. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown> | undefined

  constructor(shape: { status: number; code: string; message: string; details?: Record<string, unknown> | undefined }) {
    super(shape.message)
    this.name = 'ApiProblem'
    this.status = shape.status
    this.code = shape.code
    this.details = shape.details
  }
}
