import {
  DEFAULT_SECURITY,
  SECURITY_BOUNDS,
  type SecurityNumber,
  type SecuritySettings,
} from '#platform/access/security-settings.ts'

/** The values as they stand on the page: in groups, each with the paragraph of GB/T 22239-2019 it answers to. */
export const GROUPS = [
  {
    group: 'password',
    clause: '8.1.4.1 a)',
    names: ['passwordMinimumLength', 'passwordDiffersFromLast', 'passwordMaximumDays'],
  },
  { group: 'failures', clause: '8.1.4.1 b)', names: ['failuresAllowed', 'failureMinutes'] },
  { group: 'sessions', clause: '8.1.4.1 b)', names: ['idleMinutes', 'administratorIdleMinutes', 'absoluteHours'] },
  { group: 'factor', clause: '8.1.4.1 d)', names: ['secondFactorFor'] },
  { group: 'tokens', clause: '8.1.4.1 a)', names: ['tokenDays'] },
] as const

/** What stands in the fields: numbers as typed. */
export type Typed = Record<SecurityNumber, string> & Pick<SecuritySettings, 'secondFactorFor'>

const NUMBERS = Object.keys(SECURITY_BOUNDS) as SecurityNumber[]

export function typedOf(settings: SecuritySettings): Typed {
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, String(settings[name])]))
  return { ...numbers, secondFactorFor: settings.secondFactorFor } as Typed
}

/** What is wrong with a field: beyond its bounds, or longer for administrators than for everybody. */
export function faultOf(name: SecurityNumber, typed: Typed): 'bounds' | 'administrators' | null {
  const [least, most] = SECURITY_BOUNDS[name]
  if (!/^\d{1,4}$/.test(typed[name]) || Number(typed[name]) < least || Number(typed[name]) > most) return 'bounds'
  const longer = name === 'administratorIdleMinutes' && Number(typed[name]) > Number(typed.idleMinutes)
  return longer ? 'administrators' : null
}

/** What would be saved, or null while a field is wrong. */
export function settingsOf(typed: Typed): SecuritySettings | null {
  if (NUMBERS.some((name) => faultOf(name, typed))) return null
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, Number(typed[name])]))
  return { ...DEFAULT_SECURITY, ...numbers, secondFactorFor: typed.secondFactorFor }
}

export function changedNames(settings: SecuritySettings, typed: Typed): (keyof SecuritySettings)[] {
  const held = typedOf(settings)
  return (Object.keys(held) as (keyof SecuritySettings)[]).filter((name) => held[name] !== typed[name].trim())
}
