import { describe, expect, test } from 'vitest'
import { isPredictable } from './chinese-forms.ts'
import { hashPassword, needsRehash, passwordFits } from './password.ts'
import { weaknessOf } from './password-policy.ts'

const ABOUT = ['wangxm', '王晓明', '东县发改局', '云川市']
const codeOf = async (password: string) =>
  (await weaknessOf(password, { minimumLength: 10, about: ABOUT }))?.code ?? null

describe('passwords that are guessed first', () => {
  test.each([
    ['a name in pinyin and 123456', 'zhangwei123456'],
    ['the own name in pinyin', 'wangxiaoming!!'],
    ['a name and a date of birth', 'zhangwei19880808'],
    ['a surname and a date of birth', 'wang19850312'],
    ['initials and a telephone number', 'wxm13812345678'],
    ['a telephone number and letters', '13812345678abc'],
    ['a telephone number', '13812345678'],
    ['an identity number', '410102198503121234'],
    ['the plate of a car', '豫A·12345!!'],
    ['the plate of a car in Latin letters', 'yuA12345aa'],
    ['the keyboard from left to right', 'qwer1234asdf'],
    ['the keyboard from top to bottom', '1qaz2wsx3edc'],
    ['the same with the shift key', '!QAZ2wsx#EDC'],
    ['a sentence everybody knows', 'woaini1314520'],
    ['a sentence everybody knows, praised', 'woaizhongguo!'],
    ['the form that passes rules about kinds of characters', 'Aa12345678'],
    ['a word with signs instead of letters', 'P@ssw0rd2026'],
    ['a season and the year', 'Spring2026!!'],
    ['the user name', 'wangxm@2026'],
    ['the unit', 'dongxian@2026'],
    ['the region', 'Yunchuan2026!'],
    ['the product', 'guatu2026!!'],
    ['the demonstration’s, which everybody can read', 'guatu-demo-2026'],
    ['one character many times', 'aaaaaaaaaaaaaaaa'],
  ])('%s', async (_, password) => {
    expect(await codeOf(password)).toBe('password_guessable')
  })
})

describe('passwords that are taken', () => {
  test.each([
    ['words that have nothing to do with each other', 'hongshan-mati-taili'],
    ['the same in Chinese characters', '红杉 马蹄 台历 南窗一角'],
    ['letters and digits by chance', 'hk7m-Pq4t-w9Xa'],
    ['an English phrase', 'correct horse battery staple'],
    ['two hundred characters', '窗外 lights 37 '.repeat(14).slice(0, 200)],
  ])('%s', async (_, password) => {
    expect(await codeOf(password)).toBeNull()
  })
})

test('the length is counted in characters as they are seen, after full width became half width', async () => {
  expect(await codeOf('k7Pq4tw9X')).toBe('password_short')
  expect(await codeOf('红杉马蹄台历南窗一')).toBe('password_short')
  expect((await weaknessOf('hk7mPq4tw9Xa', { minimumLength: 14, about: [] }))?.message).toBe(
    '密码至少14个字符，请加长。',
  )
})

test('a password typed in full width is the same password', async () => {
  const hash = await hashPassword('ｈｋ７ｍ－Ｐｑ４ｔ')
  expect(await passwordFits(hash, 'hk7m-Pq4t')).toBe(true)
  expect(await passwordFits(hash, 'hk7m-Pq4T')).toBe(false)
  expect(await passwordFits(null, 'hk7m-Pq4t')).toBe(false)
})

test('hashes of today’s parameters stay, others are renewed', async () => {
  expect(needsRehash(await hashPassword('hk7m-Pq4t'))).toBe(false)
  expect(needsRehash('$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaA')).toBe(true)
  expect(needsRehash('$2b$12$abcdefghijklmnopqrstuv')).toBe(true)
})

test('the search for Chinese forms stays quick for whatever is typed', () => {
  const started = performance.now()
  for (const text of [
    'zhang'.repeat(6),
    'a'.repeat(32),
    '1'.repeat(31),
    'zhzhzhzhzhzhzhzhzhzhzhzhzhzhzhz#',
    'x'.repeat(4000),
  ])
    isPredictable(text)
  expect(performance.now() - started).toBeLessThan(200)
})
