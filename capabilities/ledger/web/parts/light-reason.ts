import type { LightReason } from '../../contract.ts'

/** Why the light is what it is and what turns it, as one sentence: for titles, copies and documents. */
export function lightReasonText(reason: LightReason | null): string {
  if (reason === null) return ''
  return reason.toGreen ? `${reason.text}。${reason.toGreen}。` : `${reason.text}。`
}
