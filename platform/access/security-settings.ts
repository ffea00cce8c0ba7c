import * as z from 'zod'

/** The least and the most each number may be: what no region may go beyond. */
export const SECURITY_BOUNDS = {
  passwordMinimumLength: [10, 64],
  passwordDiffersFromLast: [1, 24],
  passwordMaximumDays: [0, 730],
  idleMinutes: [5, 720],
  administratorIdleMinutes: [5, 240],
  absoluteHours: [1, 24],
  failuresAllowed: [3, 20],
  failureMinutes: [5, 60],
  tokenDays: [1, 730],
} as const
export type SecurityNumber = keyof typeof SECURITY_BOUNDS

const within = (name: SecurityNumber) => z.number().int().min(SECURITY_BOUNDS[name][0]).max(SECURITY_BOUNDS[name][1])

/**
 * What signing in asks for, as the security administrator sets it: ten characters at least and room for 64 (NIST SP 800-63B-4, 3.1.1.2),
 * a session of at most a day.
 */
export const securitySettings = z
  .object({
    /** Characters a password has at least. */
    passwordMinimumLength: within('passwordMinimumLength'),
    /** A new password differs from this many of the last ones. */
    passwordDiffersFromLast: within('passwordDiffersFromLast'),
    /** After how many days a password has to be changed; 0: never. */
    passwordMaximumDays: within('passwordMaximumDays'),
    /** Minutes without a request after which a session ends. */
    idleMinutes: within('idleMinutes'),
    /** The same for the three administrators. */
    administratorIdleMinutes: within('administratorIdleMinutes'),
    /** Hours after which a session ends, used or not. */
    absoluteHours: within('absoluteHours'),
    /** Wrong passwords in `failureMinutes` after which one client is refused for one name. */
    failuresAllowed: within('failuresAllowed'),
    failureMinutes: within('failureMinutes'),
    /** Who needs a second factor besides the password. */
    secondFactorFor: z.enum(['nobody', 'administrators', 'everybody']),
    /** The longest an API token may be valid, in days. */
    tokenDays: within('tokenDays'),
  })
  .refine(({ administratorIdleMinutes, idleMinutes }) => administratorIdleMinutes <= idleMinutes, {
    path: ['administratorIdleMinutes'],
    message: '管理员的无操作时限不能长于其他人员',
  })
export type SecuritySettings = z.infer<typeof securitySettings>

/**
 * What holds until somebody sets it otherwise. The change of passwords every half year is what GB/T 22239-2019, 8.1.4.1 a) asks for
 * (“定期更换”); NIST advises against it, and 0 switches it off.
 */
export const DEFAULT_SECURITY: SecuritySettings = {
  passwordMinimumLength: 10,
  passwordDiffersFromLast: 5,
  passwordMaximumDays: 180,
  idleMinutes: 240,
  administratorIdleMinutes: 30,
  absoluteHours: 12,
  failuresAllowed: 10,
  failureMinutes: 15,
  secondFactorFor: 'nobody',
  tokenDays: 365,
}

/** A stored version; what a version older than the product does not name holds as the defaults say. */
export function settingsFrom(stored: Partial<SecuritySettings> | null): SecuritySettings {
  return { ...DEFAULT_SECURITY, ...stored }
}
