import { describe, expect, it } from 'vitest'
import { localAddress } from '../rules/local-address.ts'
import { passwordComplaint } from './password-complaint.ts'

describe('after signing in one goes back', () => {
  it.each([
    ['/projects?light=red', '/projects?light=red'],
    [undefined, '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['/\t/elsewhere.example', '/'],
  ])('%s leads to %s', (wanted, address) => {
    expect(localAddress(wanted)).toBe(address)
  })
})

describe('new passwords', () => {
  it('are as long as the rules ask, and typed twice alike', () => {
    expect(passwordComplaint('123456789', '123456789', 10)).toBe('short')
    expect(passwordComplaint('1234567890', '1234567891', 10)).toBe('differ')
    expect(passwordComplaint('1234567890', '1234567890', 10)).toBeNull()
    expect(passwordComplaint('红杉马蹄台历南窗一角红', '红杉马蹄台历南窗一角红', 12)).toBe('short')
  })
})
