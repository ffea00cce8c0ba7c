import { useMemo, useState } from 'react'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { TemplateText } from '../draft.ts'
import { comparedLines, folded, lineDiff } from './line-diff.ts'

const PARTS = ['kind', 'masthead', 'title', 'addressees', 'body', 'copyTo', 'note'] as const

type Props = { content: TemplateText; present: TemplateText }

/** A version of a text: what of it is otherwise now, or all of it. */
export function VersionText({ content, present }: Props) {
  const w = useWords()
  const [view, setView] = useState<'changes' | 'whole'>('changes')
  const parts = PARTS.filter((part) => (view === 'whole' ? content[part] !== '' : content[part] !== present[part]))
  return (
    <>
      <div className="template-version-view">
        <Segmented
          label={w('templates.versionView')}
          value={view}
          onChange={(next) => next && setView(next)}
          options={(['changes', 'whole'] as const).map((value) => ({
            value,
            label: w(`templates.versionView.${value}`),
          }))}
        />
        {view === 'changes' && <small>{w('templates.diffSigns')}</small>}
      </div>
      {parts.length === 0 && <p>{w('templates.sameText')}</p>}
      {parts.map((part) => (
        <section key={part} className="template-version-part">
          <h3>{part === 'kind' ? w('templates.kind') : w(`templates.part.${part}`)}</h3>
          {view === 'whole' ? (
            <p className="template-whole" lang="zh-CN">
              {content[part]}
            </p>
          ) : (
            <Differences before={content[part]} after={present[part]} />
          )}
        </section>
      ))}
    </>
  )
}

/** − stood there then, ＋ stands there now. */
function Differences({ before, after }: { before: string; after: string }) {
  const w = useWords()
  const shown = useMemo(() => folded(comparedLines(lineDiff(before, after))), [before, after])
  return (
    <ul className="template-diff" lang="zh-CN">
      {shown.map((one) => {
        if ('folded' in one)
          return (
            <li key={one.at} className="template-diff-folded">
              {w('templates.sameLines', { count: one.folded })}
            </li>
          )
        const { kind, text, from, to } = one.line
        return (
          <li key={one.at} className={`template-diff-${kind}`}>
            <b>
              {kind === 'same' ? '' : kind === 'gone' ? '−' : '＋'}
              {kind !== 'same' && (
                <span className="sr-only">{w(kind === 'gone' ? 'templates.lineThen' : 'templates.lineNow')}</span>
              )}
            </b>
            <span>
              {text.slice(0, from)}
              {to > from && <em>{text.slice(from, to)}</em>}
              {text.slice(to)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
