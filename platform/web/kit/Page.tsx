import { type ReactNode, useEffect } from 'react'
import './page.css'

type Props = {
  /** States the question the page answers: 滞后项目及原因. Also the document's title. */
  title: string
  /** One line below the title: what the figures stand for, as of when. */
  note?: ReactNode
  /** Where one came from: a link or two. */
  trail?: ReactNode
  /** Actions on the page's things. */
  toolbar?: ReactNode
  /** The next step, where the eye ends: below the content on the right. */
  next?: ReactNode
  /** `text`: as wide as reading allows; `full`: the whole width (tables, charts). */
  width?: 'full' | 'text'
  children: ReactNode
}

/** The frame of every page: one screen, one question. */
export function Page({ title, note, trail, toolbar, next, width = 'full', children }: Props) {
  useEffect(() => {
    document.title = `${title} · 挂图`
  }, [title])
  return (
    <article className={`page page-${width}`}>
      <header className="page-head">
        <div className="page-titles">
          {trail && <p className="page-trail">{trail}</p>}
          <h1>{title}</h1>
          {note && <p className="page-note">{note}</p>}
        </div>
        {toolbar && <div className="page-toolbar">{toolbar}</div>}
      </header>
      {children}
      {next && (
        <footer className="page-next" data-foot>
          {next}
        </footer>
      )}
    </article>
  )
}

/** A part of a page with its own heading. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <header className="section-head">
        <h2>{title}</h2>
        {aside && <div className="section-aside">{aside}</div>}
      </header>
      {children}
    </section>
  )
}
