import type { ReactNode } from 'react'
import { Seal } from '#platform/web/kit/Seal.tsx'
import { useLanguage, useWords } from '#platform/web/words/use-words.ts'
import { WallChart } from './WallChart.tsx'
import './doorway.css'

/** The frame of pages before signing in: a printed chart hangs on the left, the seal below it. */
export function Doorway({
  title,
  version,
  children,
}: {
  title: string
  version?: string | undefined
  children: ReactNode
}) {
  const w = useWords()
  const [language, setLanguage] = useLanguage()
  return (
    <main className="door">
      <section className="door-chart">
        <WallChart />
      </section>
      <section className="door-form">
        <header className="door-head">
          <Seal size={3.5} />
          <div>
            <h1>{title}</h1>
            <p>{w('signIn.drive')}</p>
          </div>
        </header>
        {children}
        <footer className="door-foot">
          <button type="button" onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}>
            {w('shell.language')}
          </button>
          {version && <span>{w('signIn.version', { version })}</span>}
        </footer>
      </section>
    </main>
  )
}
