import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APPROVAL_KINDS, type ApprovalKind } from '../vocabulary.ts'
import { type ApprovalPaper, approvalBoard, lastDayOf, type SaidState, validityOf } from './approvals.ts'
import { guessKind, keptName, titleOf } from './naming.ts'
import { secrecyMarkIn, secrecyMarkInName } from './secrecy.ts'

const paper = (given: Partial<ApprovalPaper>): ApprovalPaper => ({
  id: 1,
  approvalKind: 'environment',
  number: '1号',
  issuer: null,
  issuedOn: null,
  expiresOn: null,
  ...given,
})
const TODAY = '2026-11-10'

describe('validity', () => {
  test.each([
    [{ expiresOn: '2026-11-09' }, 'expired'],
    [{ expiresOn: '2026-11-10' }, 'expiring'],
    [{ expiresOn: '2026-11' }, 'expiring'],
    [{ expiresOn: '2026-10' }, 'expired'],
    [{ expiresOn: '2027-01-09' }, 'expiring'],
    [{ expiresOn: '2027-01-10' }, 'valid'],
    [{ issuedOn: '2021-11-09' }, 'mayHaveLapsed'],
    [{ issuedOn: '2021-11-10' }, 'valid'],
    [{ approvalKind: 'energy', issuedOn: '2024-11-09' }, 'mayHaveLapsed'],
    [{ approvalKind: 'initiation', issuedOn: '2001' }, 'valid'],
  ] as [Partial<ApprovalPaper>, string][])('%o is %s', (given, validity) => {
    expect(validityOf(paper(given), false, TODAY)).toBe(validity)
  })

  test('what was built upon in time does not lapse', () => {
    expect(validityOf(paper({ issuedOn: '2001' }), true, TODAY)).toBe('valid')
  })

  test('a date ends with its year or month', () => {
    expect([lastDayOf('2024'), lastDayOf('2024-02'), lastDayOf('2024-02-03')]).toEqual([
      '2024-12-31',
      '2024-02-29',
      '2024-02-03',
    ])
  })
})

describe('the board', () => {
  const of = (papers: ApprovalPaper[], said: SaidState[] = [], hasStarted = false) =>
    approvalBoard({ papers, said, hasStarted, today: TODAY })
  const say = (approvalKind: ApprovalKind, state: SaidState['state']): SaidState => ({
    approvalKind,
    state,
    note: null,
    expectedOn: null,
  })

  test('asks eight of everybody, others once they are named', () => {
    expect(of([]).counts).toEqual({ obtained: 0, total: 8, inProgress: 0, todo: 8, notNeeded: 0 })
    const named = of(
      [paper({ approvalKind: 'fireSafety' })],
      [say('heritage', 'inProgress'), say('energy', 'notNeeded')],
    )
    expect(named.counts).toEqual({ obtained: 1, total: 9, inProgress: 1, todo: 7, notNeeded: 1 })
  })

  test('of several papers the one that holds longest stands first', () => {
    const papers = [paper({ id: 1, expiresOn: '2026-01-01' }), paper({ id: 2, expiresOn: '2028-01-01' })]
    const environment = of(papers).approvals.find(({ kind }) => kind === 'environment')!
    expect([environment.papers[0]!.id, environment.validity]).toEqual([2, 'valid'])
    expect(of(papers).warnings).toEqual([])
  })

  test('building without a permit is warned of, unless none is needed', () => {
    const code = (said: SaidState[]) => of([], said, true).warnings.map((warning) => warning.code)
    expect(code([])).toEqual(['startedWithoutPermit'])
    expect(code([say('constructionPermit', 'inProgress')])).toEqual(['startedWithoutPermit'])
    expect(code([say('constructionPermit', 'notNeeded')])).toEqual([])
    expect(of([paper({ approvalKind: 'constructionPermit' })], [], true).warnings).toEqual([])
  })

  test('what is counted is obtained, under way or to do, and never more than there are kinds', () => {
    const kinds = fc.constantFrom(...APPROVAL_KINDS)
    const states = fc.constantFrom('inProgress' as const, 'notNeeded' as const, 'todo' as const)
    fc.assert(
      fc.property(fc.array(kinds), fc.uniqueArray(kinds), states, fc.boolean(), (papers, said, state, hasStarted) => {
        const board = of(
          papers.map((approvalKind, id) => paper({ id, approvalKind })),
          said.map((kind) => say(kind, state)),
          hasStarted,
        )
        const { obtained, inProgress, todo, total } = board.counts
        expect(obtained + inProgress + todo).toBe(total)
        expect(obtained).toBe(new Set(papers).size)
        expect(total).toBeLessThanOrEqual(APPROVAL_KINDS.length)
      }),
    )
  })
})

test.each([
  ['云川市环境影响报告表批复.pdf', 'pdf', 'approval', 'environment'],
  ['建设工程规划许可证.jpg', 'jpeg', 'approval', 'worksPlanning'],
  ['建设用地规划许可证.pdf', 'pdf', 'approval', 'landPlanning'],
  ['用地预审与选址意见书.pdf', 'pdf', 'approval', 'landPreview'],
  ['施工许可证.pdf', 'pdf', 'approval', 'constructionPermit'],
  ['项目备案证.pdf', 'pdf', 'approval', 'initiation'],
  ['国有建设用地使用权出让合同.pdf', 'pdf', 'approval', 'landContract'],
  ['施工合同.docx', 'docx', 'contract', null],
  ['专题会议纪要.docx', 'docx', 'minutes', null],
  ['IMG_2031.jpg', 'jpeg', 'photograph', null],
  ['消防通道现场.jpg', 'jpeg', 'photograph', null],
  ['总平面图.pdf', 'pdf', 'other', null],
] as const)('%s is likely %s %s %s', (name, format, kind, approvalKind) => {
  expect(guessKind(name, format)).toEqual({ kind, approvalKind })
})

test('a name keeps its ending where it fits, gets one where not, and loses what turns it around', () => {
  expect(keptName('批复.PDF', 'pdf')).toEqual({ fileName: '批复.PDF', renamed: false })
  expect(keptName('批复.exe', 'pdf')).toEqual({ fileName: '批复.exe.pdf', renamed: true })
  expect(keptName('批复\u202efdp.exe', 'pdf').fileName).toBe('批复fdp.exe.pdf')
  expect(keptName('', 'pdf').fileName).toBe('未命名.pdf')
})

test.each([
  ['环评批复.pdf', '环评批复'],
  ['IMG_20261110_1002.jpg', '现场照片 2026-11-10'],
  ['image.jpg', '现场照片 2026-11-10'],
  ['微信图片_20261110.jpg', '现场照片 2026-11-10'],
  ['P1厂房.jpg', 'P1厂房'],
])('%s is called %s', (name, title) => {
  expect(titleOf(name, '2026-11-10')).toBe(title)
})

describe('marks of secrecy', () => {
  test.each([
    ['机密★10年', '机密'],
    ['秘 密 ★', '秘密'],
    ['密级：秘密', '秘密'],
    ['云川市人民政府\n绝密\n关于', '绝密'],
    ['（机密）', '机密'],
    ['双方对商业秘密负有义务', null],
    ['密级：公开', null],
    ['机密性、完整性和可用性', null],
    ['本项目不涉及国家秘密。', null],
    ['', null],
  ])('%s: %s', (text, mark) => {
    expect(secrecyMarkIn(text)).toBe(mark)
  })
  test.each([
    ['【秘密】方案.docx', '秘密'],
    ['绝密 方案.pdf', '绝密'],
    ['商业秘密保护协议.docx', null],
    ['非涉密承诺.pdf', null],
    ['国家秘密定密说明.pdf', null],
  ])('in a name %s: %s', (name, mark) => {
    expect(secrecyMarkInName(name)).toBe(mark)
  })
})
