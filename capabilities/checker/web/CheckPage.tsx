import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { FileDrop } from '#platform/web/kit/FileDrop.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { MAX_TEXT_FILE_BYTES, MOST_CHARACTERS, type TextCheck } from '../contract.ts'
import { type Against, AgainstChoice } from './AgainstChoice.tsx'
import { checker } from './api.ts'
import { Checked } from './Checked.tsx'
import './check.css'

/** 文稿核对: a text pasted or from a file, what its numbers say of each other, and of the data. Nothing of it is kept. */
export function CheckPage() {
  const w = useWords()
  const [text, setText] = useState('')
  const [done, setDone] = useState<{ text: string; check: TextCheck } | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [percent, setPercent] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const { grants, organisation } = useMe()
  const [asked, setAsked] = useState<{ orgId: number | null; month: string }>({
    orgId: grants[0]?.organisationId ?? organisation.id,
    month: '',
  })
  const against: Against =
    asked.month !== '' && asked.orgId !== null ? { orgId: asked.orgId, month: asked.month } : null
  const check = async (given: string) => {
    setBusy(true)
    setProblem(null)
    try {
      setDone({
        text: given,
        check: await checker.checkText({ body: { text: given, ...(against ? { against } : {}) } }),
      })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const read = async (file: File) => {
    setProblem(null)
    setPercent(0)
    try {
      const { text: found } = await checker.readTextFile({ file, fileName: file.name }, { onProgress: setPercent })
      setText(found)
      await check(found)
    } catch (error) {
      setProblem(error)
    } finally {
      setPercent(null)
    }
  }
  return (
    <Page
      title={w('checker.title')}
      note={w('checker.note')}
      toolbar={
        done && (
          <>
            <Button onClick={() => setDone(null)}>{w('checker.edit')}</Button>
            <Button
              onClick={() => {
                setDone(null)
                setText('')
              }}
            >
              {w('checker.another')}
            </Button>
          </>
        )
      }
    >
      {problem ? <ErrorNote problem={problem} /> : null}
      {done ? (
        <Checked text={done.text} check={done.check} />
      ) : (
        <div className="check-given">
          <Field label={w('checker.paste')} hint={w('checker.pasteHint')}>
            {(field) => (
              <TextArea
                {...field}
                rows={16}
                value={text}
                onChange={setText}
                maxLength={MOST_CHARACTERS}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') void check(text)
                }}
              />
            )}
          </Field>
          <AgainstChoice {...asked} onChange={setAsked} />
          <div className="check-go">
            <Button kind="primary" size="l" busy={busy} disabled={text.trim() === ''} onClick={() => void check(text)}>
              {w('checker.go')}
            </Button>
            <small>{w('checker.length', { count: text.length, most: MOST_CHARACTERS })}</small>
          </div>
          <FileDrop
            kinds={['.docx', '.txt']}
            maxBytes={MAX_TEXT_FILE_BYTES}
            onFile={(file) => void read(file)}
            progress={percent}
            hint={w('checker.dropHint')}
          />
        </div>
      )}
    </Page>
  )
}
