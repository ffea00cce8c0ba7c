import { useLayoutEffect, useRef, useState } from 'react'
import { fitText } from './fit.ts'

type Props = { text: string | null; mark: string; onCut?: (isCut: boolean) => void }

/** A text in a place of fixed size: as much of it as fits, measured as it will be printed, and a mark where it goes on. */
export function FittedText({ text, mark, onCut }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(text ?? '')
  const told = useRef(onCut)
  told.current = onCut
  useLayoutEffect(() => {
    const element = box.current
    if (!element || text === null) return
    const ruler = document.createElement('div')
    ruler.className = 'sheet-ruler'
    element.append(ruler)
    const room = element.clientHeight
    const fits = (candidate: string) => {
      ruler.textContent = candidate
      return ruler.offsetHeight <= room
    }
    const fitted = fitText(text, mark, fits)
    ruler.remove()
    setShown(fitted.shown)
    told.current?.(fitted.isCut)
  }, [text, mark])
  return (
    <div ref={box} className="sheet-text">
      <span>{shown}</span>
    </div>
  )
}
