import { describe, expect, test } from 'vitest'
import { changedFields, type Editing, type IssueText, opened, rebased, saved, savingOf, tidied } from './issue-text.ts'

const READ: IssueText = {
  masthead: '',
  title: '题',
  addressees: '各县',
  copyTo: '',
  note: '',
  body: '文',
  date: '',
  publicity: '',
  circulation: '',
  signers: '',
  出席: '',
  请假: '',
  列席: '',
}

function typed(changes: Partial<IssueText>): Editing {
  const editing = opened(READ)
  return { ...editing, text: { ...editing.text, ...changes } }
}

describe('what is sent', () => {
  test('only what was touched', () => {
    const editing = typed({ title: '新题', date: '2026-11-03', publicity: '不予公开' })
    expect(changedFields(editing)).toEqual(['title', 'date', 'publicity'])
    expect(savingOf(editing)).toEqual({ content: { title: '新题' }, date: '2026-11-03', publicity: '不予公开' })
  })

  test('names are parted, attendance is sent as a whole and without what is empty', () => {
    const editing = typed({ signers: '张三，李四', 出席: '王五、 赵六' })
    expect(savingOf(editing)).toEqual({
      signers: ['张三', '李四'],
      attendance: [{ label: '出席', names: ['王五', '赵六'] }],
    })
    expect(tidied(editing.text)).toMatchObject({ signers: '张三、李四', 出席: '王五、赵六' })
  })

  test('what is emptied is given up', () => {
    const was = opened({ ...READ, date: '2026-11-03', signers: '张三', 出席: '王五' })
    const editing = { ...was, text: READ }
    expect(savingOf(editing)).toEqual({ date: null, signers: [], attendance: [] })
  })
})

describe('somebody else saved meanwhile', () => {
  test('what was not touched here follows, what was typed here stays', () => {
    const next = rebased(typed({ title: '我的题' }), { ...READ, body: '别人的文' })
    expect(next).toMatchObject({ text: { title: '我的题', body: '别人的文' }, clashes: {}, wasChanged: true })
    expect(changedFields(next)).toEqual(['title'])
  })

  test('what both touched is left to the person, with the other’s words beside it', () => {
    const next = rebased(typed({ title: '我的题' }), { ...READ, title: '别人的题' })
    expect(next).toMatchObject({ text: { title: '我的题' }, clashes: { title: '别人的题' }, wasChanged: true })
  })

  test('both wrote the same: nothing to say', () => {
    const next = rebased(typed({ title: '同题' }), { ...READ, title: '同题' })
    expect(next).toMatchObject({ clashes: {}, wasChanged: false })
    expect(changedFields(next)).toEqual([])
  })

  test('one’s own saving comes back: what was typed meanwhile stays', () => {
    const sent = { ...READ, title: '我的题' }
    const typing = { ...typed({ title: '我的题改' }), wasChanged: true }
    const next = rebased(saved(typing, sent), sent)
    expect(next).toMatchObject({ text: { title: '我的题改' }, clashes: {}, wasChanged: false })
    expect(changedFields(next)).toEqual(['title'])
  })
})
