import { pinyin } from 'pinyin-pro'
import { invalid, Problem } from '#kernel/problem.ts'
import { isBreached } from './breached-list.ts'
import { isPredictable } from './chinese-forms.ts'
import { type Guess, guess } from './guessing.ts'
import { normalised } from './password.ts'

/** Names and units somebody would try first, in Chinese or Latin letters. */
export type About = readonly string[]
type Asked = {
  minimumLength: number
  about: About
  /** The field of the request the password came in. */
  field: string
  /** A file of leaked passwords the operator keeps. */
  breachedList?: string | undefined
}
export type Weakness = { code: string; message: string }

/**
 * Refuses a password somebody else would find, with a sentence that says what to do (NIST SP 800-63B-4, 3.1.1.2: length, a list of common
 * and leaked ones, words of the person and the service; no rules about kinds of characters).
 */
export async function refuseWeakPassword(password: string, asked: Asked): Promise<void> {
  const weakness = await weaknessOf(password, asked)
  if (!weakness) return
  const { code, message } = weakness
  throw invalid(code, message, { fields: [{ field: asked.field, message }] })
}

/** What is wrong with a new password, or null. */
export async function weaknessOf(password: string, asked: Omit<Asked, 'field'>): Promise<Weakness | null> {
  const same = normalised(password)
  const { minimumLength, about, breachedList } = asked
  if ([...same].length < minimumLength)
    return { code: 'password_short', message: `密码至少${minimumLength}个字符，请加长。` }
  if (isPredictable(same)) return { code: 'password_guessable', message: SENTENCES.predictable }
  const { score, by } = await guess(same, ownWords(about))
  if (score < ENOUGH) return { code: 'password_guessable', message: SENTENCES[by] }
  const path = breachedList ?? process.env.GUATU_BREACHED_PASSWORDS
  if (path && (await standsIn(path, same)))
    return { code: 'password_breached', message: '这个密码出现在已泄露的密码库中，不能使用。请换一个从未用过的密码。' }
  return null
}

/** zxcvbn's 3: “safely unguessable”, beyond 10⁸ guesses. */
const ENOUGH = 3
const SAFE = '可以用四五个互不相关的词连起来，如拼音或英文词之间加符号。'
const SENTENCES: Record<Guess['by'] | 'predictable', string> = {
  predictable: `姓名拼音、日期、手机号、车牌和顺口的数字最先被猜到。${SAFE}`,
  own: `密码里有您的姓名、用户名、单位或本系统的名称，容易被猜到。${SAFE}`,
  common: `这是很多人在用的密码，或只在常用词上加了几个字符。${SAFE}`,
  keyboard: `键盘上相邻的键容易被猜到。${SAFE}`,
  sequence: `连续或重复的字符容易被猜到。${SAFE}`,
  date: `日期容易被猜到。${SAFE}`,
  short: `这个密码太简单，请再长一些。${SAFE}`,
}

// the last is the demonstration's, which everybody can read
const PRODUCT: About = ['guatu', '挂图', '挂图作战', 'guatu-demo-2026']

/** Every word as written, in pinyin, its initials, and a Chinese name also with its parts. */
function ownWords(about: About): string[] {
  const words = [...about, ...PRODUCT].flatMap((word) => [word, ...latinFormsOf(word)])
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => word.length >= 2)
}

function latinFormsOf(word: string): string[] {
  if (!/\p{Script=Han}/u.test(word)) return word.split(/[^\p{L}\p{N}]+/u)
  const syllables = pinyin(word, { toneType: 'none', type: 'array', nonZh: 'removed', v: true })
  const [surname = '', ...given] = syllables
  const initials = (list: string[]) => list.map((syllable) => syllable[0] ?? '').join('')
  return [
    syllables.join(''),
    initials(syllables),
    `${surname}${initials(given)}`,
    given.join(''),
    `${given.join('')}${surname}`,
    `${initials(given)}${surname}`,
    syllables.slice(0, 2).join(''),
    surname,
  ]
}

async function standsIn(path: string, password: string): Promise<boolean> {
  try {
    return await isBreached(path, password)
  } catch {
    throw new Problem(
      503,
      'breached_list_unreadable',
      '已泄露密码库读不到，暂时不能设置密码。请联系系统管理员检查 GUATU_BREACHED_PASSWORDS 所指的文件。',
    )
  }
}
