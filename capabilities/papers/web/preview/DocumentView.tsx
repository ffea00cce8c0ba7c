import { createElement, type ReactNode } from 'react'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Block, Paragraph, TableBlock } from '../../preview/contract.ts'

/** A Word file as it reads: drawn from plain data, so that no markup of the file reaches the page. */
export function DocumentView({ blocks, isCut }: { blocks: readonly Block[]; isCut: boolean }) {
  const w = useWords()
  return (
    <>
      <article className="preview-document">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what stands in a file has no other identity
          <BlockView key={index} block={block} />
        ))}
      </article>
      {isCut && <Note>{w('papers.preview.cut')}</Note>}
    </>
  )
}

function BlockView({ block }: { block: Block }) {
  if (block.type === 'table') return <TableView table={block} />
  if (block.type === 'paragraph') return <ParagraphView paragraph={block} />
  return <img className="preview-inside" src={`data:${block.mediaType};base64,${block.base64}`} alt="" />
}

function ParagraphView({ paragraph }: { paragraph: Paragraph }) {
  const { level, align, list, runs } = paragraph
  const text = runs.map(({ text: words, bold, italic, underline, strike }, index) => {
    let drawn: ReactNode = words
    if (bold) drawn = <b>{drawn}</b>
    if (italic) drawn = <i>{drawn}</i>
    if (underline) drawn = <u>{drawn}</u>
    if (strike) drawn = <s>{drawn}</s>
    // biome-ignore lint/suspicious/noArrayIndexKey: what stands in a file has no other identity
    return <span key={index}>{drawn}</span>
  })
  const className = [align && `preview-${align}`, list !== undefined && `preview-list preview-list-${list}`]
    .filter(Boolean)
    .join(' ')
  return createElement(level ? `h${Math.min(6, level + 2)}` : 'p', className ? { className } : null, ...text)
}

function TableView({ table }: { table: TableBlock }) {
  return (
    <div className="preview-scroll">
      <table>
        <tbody>
          {table.rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity
            <tr key={row}>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of a file have no other identity
                <td key={column} colSpan={cell.columns} rowSpan={cell.rows}>
                  {cell.paragraphs.map((paragraph, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a file have no other identity
                    <ParagraphView key={index} paragraph={paragraph} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
