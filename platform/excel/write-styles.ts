import { escapeAttribute } from './xml-text.ts'

/** How a cell looks. Absent means Excel's default. */
export interface CellStyle {
  /** Number format code; `@` keeps what is typed as text. */
  format?: string
  font?: 'bold' | 'title' | 'note'
  fill?: 'head' | 'total'
  /** Thin rules on all sides. */
  isRuled?: boolean
  align?: 'left' | 'right' | 'center'
  vertical?: 'center' | 'top'
  wraps?: boolean
  /** Shown as text even where it looks like a formula, also after the cell was edited. */
  isQuoted?: boolean
}

const FONTS = [undefined, 'bold', 'title', 'note'] as const
const FILLS = [undefined, undefined, 'head', 'total'] as const
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
/** Excel's own id for `@`; codes of our own begin here. */
const TEXT_FORMAT = 49
const FIRST_CODE = 170

/** The styles a workbook uses, numbered as they are asked for; written when all sheets are. */
export class StyleBook {
  private readonly numbers = new Map<string, number>()
  private readonly styles: CellStyle[] = []
  private readonly codes: string[] = []

  constructor() {
    this.idOf({})
  }

  idOf(style: CellStyle): number {
    const key = JSON.stringify(Object.entries(style).sort(([a], [b]) => (a < b ? -1 : 1)))
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const { format } = style
    if (format !== undefined && format !== '@' && !this.codes.includes(format)) this.codes.push(format)
    this.numbers.set(key, this.styles.length)
    return this.styles.push(style) - 1
  }

  xml(): string {
    const codes = this.codes.map(
      (code, index) => `<numFmt numFmtId="${FIRST_CODE + index}" formatCode="${escapeAttribute(code)}"/>`,
    )
    const formats = codes.length > 0 ? `<numFmts count="${codes.length}">${codes.join('')}</numFmts>` : ''
    const cells = this.styles.map((style) => this.cellXml(style))
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${MAIN}">${formats}${FONTS_XML}${FILLS_XML}${BORDERS_XML}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  }

  private cellXml({ format, font, fill, isRuled, align, vertical, wraps, isQuoted }: CellStyle): string {
    const code = format === undefined ? 0 : format === '@' ? TEXT_FORMAT : FIRST_CODE + this.codes.indexOf(format)
    const [fontId, fillId] = [FONTS.indexOf(font), fill === undefined ? 0 : FILLS.indexOf(fill)]
    const applied = [
      code > 0 && ' applyNumberFormat="1"',
      fontId > 0 && ' applyFont="1"',
      fillId > 0 && ' applyFill="1"',
      isRuled && ' applyBorder="1"',
      isQuoted && ' quotePrefix="1"',
    ]
    const open = `<xf numFmtId="${code}" fontId="${fontId}" fillId="${fillId}" borderId="${isRuled ? 1 : 0}" xfId="0"${applied.filter(Boolean).join('')}`
    const placed = [
      align && ` horizontal="${align}"`,
      vertical && ` vertical="${vertical}"`,
      wraps && ' wrapText="1"',
    ].filter(Boolean)
    return placed.length > 0 ? `${open} applyAlignment="1"><alignment${placed.join('')}/></xf>` : `${open}/>`
  }
}

const font = (size: number, extra = '', colour = '') =>
  `<font>${extra}<sz val="${size}"/>${colour}<name val="宋体"/><family val="3"/><charset val="134"/></font>`
const FONTS_XML = `<fonts count="4">${font(10)}${font(10, '<b/>')}${font(16, '<b/>')}${font(10, '', '<color rgb="FF555555"/>')}</fonts>`
const solid = (rgb: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
const FILLS_XML = `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${solid('FFEDEDEA')}${solid('FFF6F6F3')}</fills>`
const side = (name: string) => `<${name} style="thin"><color rgb="FFB4B4B0"/></${name}>`
const BORDERS_XML = `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>`
