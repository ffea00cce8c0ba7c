import { generateURI, verifySync } from 'otplib/functional'
import { type Role, SEPARATE_ROLES } from '#platform/access/permissions.ts'
import type { SecuritySettings } from '#platform/access/security-settings.ts'

/** Codes tried for one account in the window, wherever they come from, before further ones are refused (NIST SP 800-63B-4, 3.2.2). */
export const TRIES_ALLOWED = 10
export const TRIES_WINDOW = 15 * 60_000
export const RECOVERY_CODES = 10

/** What somebody typed for a second factor: the six digits of the app, or a recovery code without its hyphen; null: neither. */
export type TypedCode = { digits: string } | { recovery: string }

export function readCode(typed: string): TypedCode | null {
  // a Chinese keyboard may write full-width digits
  const plain = typed.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '')
  if (/^\d{6}$/.test(plain)) return { digits: plain }
  return /^[2-9a-hjkmnp-z]{10}$/.test(plain) ? { recovery: plain } : null
}

/**
 * The time step a code belongs to, of this moment or of the 30 seconds before and after it (RFC 6238, 5.2; SHA-1, six digits); null when
 * it belongs to none of them. `secret` is base32.
 */
export function stepOfCode(secret: string, digits: string, at: Date): number | null {
  const found = verifySync({ secret, token: digits, epoch: Math.floor(at.getTime() / 1000), epochTolerance: 30 })
  return found.valid && 'timeStep' in found ? found.timeStep : null
}

/** What an authenticator app reads from the picture: otpauth://totp/… */
export function factorAddress(given: { issuer: string; username: string; secret: string }): string {
  return generateURI({ issuer: given.issuer, label: given.username, secret: given.secret })
}

/** Whether somebody may do nothing but set a second factor up: it is asked of them, and neither set up nor shown for this session. */
export function secondFactorDue(
  settings: Pick<SecuritySettings, 'secondFactorFor'>,
  { grants }: { grants: readonly { role: Role }[] },
  hasFactor: boolean,
): boolean {
  const roles = grants.map(({ role }) => role)
  return !hasFactor && mustHaveFactor(settings, roles)
}

/** Whether the security administrator asks a second factor of somebody with these roles. */
export function mustHaveFactor(
  { secondFactorFor }: Pick<SecuritySettings, 'secondFactorFor'>,
  roles: readonly Role[],
): boolean {
  if (secondFactorFor === 'administrators') return roles.some((role) => SEPARATE_ROLES.includes(role))
  return secondFactorFor === 'everybody'
}
