/** The values of tokens.css that drawings and antd need as literals. */
export const tokens = {
  paper: '#fdfcf9',
  paperSunk: '#f4f2ec',
  ink: '#1b1a18',
  ink2: '#4f4c46',
  ink3: '#6d6961',
  rule: '#dcd8ce',
  rule2: '#b9b4a8',
  accent: '#0e5257',
  accentWash: '#e4eeec',
  seal: '#c43a20',
  lights: { green: '#23784a', yellow: '#b97a00', red: '#b3122a', grey: '#7d796f' },
  sans: '"PingFang SC","Microsoft YaHei UI","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",system-ui,sans-serif',
  serif: '"Source Han Serif SC","Noto Serif SC","Noto Serif CJK SC","Songti SC","STSong","SimSun",serif',
} as const

/** How much larger than at a desk everything is drawn: tokens.css raises the root size on wall screens. */
export function screenScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
}
