import { invalid } from '#kernel/problem.ts'

const ENTER = ['\r', '\n', '\u0004']
const ERASE = ['\u007f', '\b']
const INTERRUPT = '\u0003'

/** Asks at the keyboard without showing what is typed; refuses where there is no keyboard (cron), saying what to use instead. */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) {
    throw invalid(
      'passphrase_missing',
      '需要备份口令。请用 --passphrase-file 指定口令文件，或设置环境变量 GUATU_BACKUP_PASSPHRASE，或用 --identity-file 指定私钥。',
    )
  }
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  try {
    return await typed(stdin)
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}

async function typed(keyboard: NodeJS.ReadStream): Promise<string> {
  let text = ''
  for await (const keys of keyboard.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
    for (const key of keys) {
      if (key === INTERRUPT) throw invalid('interrupted', '已取消。')
      if (ENTER.includes(key)) return text
      text = ERASE.includes(key) ? [...text].slice(0, -1).join('') : text + key
    }
  }
  return text
}
