import { useMutation } from '@tanstack/react-query'
import { SOURCE_STYLES } from '#capabilities/bulletins/contract.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { onMenuKeys, Popover } from '#platform/web/kit/Popover.tsx'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { at, type Issue } from '../issue/issue.ts'
import { fetchFile } from './fetch-file.ts'

/** The Word file, and in a small menu the same with its sources, and as PDF, which takes the server some seconds. */
export function Downloads({ issue }: { issue: Issue }) {
  const w = useWords()
  const pdf = useMutation({
    mutationFn: () => fetchFile(bulletins.downloadBulletinPdf.url(at(issue))),
    onError: notifyProblem,
  })
  const word = (sources?: (typeof SOURCE_STYLES)[number]) => {
    const { params, query } = at(issue)
    return bulletins.downloadBulletin.url({ params, query: { ...query, ...(sources ? { sources } : {}) } })
  }
  return (
    <>
      <a className="button" href={word()} download>
        {w('bulletins.download')}
      </a>
      <Popover
        label={w('bulletins.formats')}
        trigger={(attributes) => (
          <Button {...attributes} busy={pdf.isPending}>
            {w(pdf.isPending ? 'bulletins.pdfMaking' : 'bulletins.formats')}
          </Button>
        )}
      >
        {(close) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the items inside
          <div className="menu" onKeyDown={onMenuKeys}>
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                close()
                pdf.mutate()
              }}
            >
              <span>PDF</span>
              <small>{w('bulletins.pdfMeans')}</small>
            </button>
            <hr className="menu-rule" />
            <p className="menu-title">{w('bulletins.sourcesTitle')}</p>
            {SOURCE_STYLES.map((style) => (
              <a key={style} className="menu-item" href={word(style)} download onClick={close}>
                <span>{w(`bulletins.sources.${style}`)}</span>
                <small>{w(`bulletins.sourcesMeans.${style}`)}</small>
              </a>
            ))}
          </div>
        )}
      </Popover>
      <span className="sr-only" role="status">
        {pdf.isPending ? w('bulletins.pdfMaking') : ''}
      </span>
    </>
  )
}
