import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

const GROUPS = ['move', 'select', 'write', 'copy', 'other'] as const

/** All that can be done by key, as a printed card would list it. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const w = useWords()
  return (
    <SidePanel title={w('grid.keys.title')} onClose={onClose}>
      {GROUPS.map((group) => (
        <section key={group} className="lg-keys">
          <h3>{w(`grid.keys.${group}`)}</h3>
          <dl>
            {w(`grid.keys.${group}List`)
              .split('\n')
              .map((line) => {
                const [keys = '', what = ''] = line.split('：')
                return (
                  <div key={keys}>
                    <dt>
                      {keys.split(' / ').map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dt>
                    <dd>{what}</dd>
                  </div>
                )
              })}
          </dl>
        </section>
      ))}
    </SidePanel>
  )
}
