import type * as z from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

/** What an input ought to be, in words for the person who sent it; undefined where the library's own wording will do. */
export const requirement: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return '必须填写'
  if (issue.code === 'invalid_type') return TYPES[issue.expected]
  if (issue.code === 'invalid_value') return `只能是 ${issue.values.map(String).join('、')} 之一`
  if (issue.code === 'too_big') return tooBig(issue)
  if (issue.code === 'too_small') return tooSmall(issue)
  if (issue.code === 'invalid_format' && issue.format === 'datetime') return '日期时间格式如 2026-10-28T18:00:00+08:00'
  return undefined
}

const TYPES: Record<string, string> = {
  number: '应为数字',
  int: '应为整数',
  string: '应为文字',
  boolean: '应为 true 或 false',
  array: '应为列表',
  object: '应为对象',
  record: '应为对象',
}

function tooBig({ origin, maximum }: Issue & { code: 'too_big' }): string {
  if (origin === 'string') return `不超过${maximum}字`
  return origin === 'array' ? `不超过${maximum}项` : `不能大于${maximum}`
}

function tooSmall({ origin, minimum, inclusive }: Issue & { code: 'too_small' }): string {
  if (origin === 'string') return Number(minimum) === 1 ? '不能为空' : `不少于${minimum}字`
  if (origin === 'array') return `至少要有${minimum}项`
  return inclusive === false ? `应大于${minimum}` : `不能小于${minimum}`
}
