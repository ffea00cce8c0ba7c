import { describe, expect, it } from 'vitest'
import { localAddress } from './local-address.ts'
import { passwordComplaint } from './password-complaint.ts'

describe('after signing in one goes back', () => {
  it.each([
    ['/projects?light=red', '/projects?light=red'],
    [undefined, '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
  ])('%s leads to %s', (wanted, address) => {
    expect(localAddress(wanted)).toBe(address)
  })
})

describe('new passwords', () => {
  it('are ten characters and typed twice alike', () => {
    expect(passwordComplaint('123456789', '123456789')).toBe('short')
    expect(passwordComplaint('1234567890', '1234567891')).toBe('differ')
    expect(passwordComplaint('1234567890', '1234567890')).toBeNull()
  })
})
