/** Why a file was not read. Codes are stable; the sentence says what to do. */
export const REFUSALS = {
  workbook_empty: '文件是空的（0 字节），请检查后重新选择文件。',
  workbook_truncated: '文件不完整（可能上传或复制时中断），请用 Excel 或 WPS 打开确认后重新保存，再上传一次。',
  workbook_encrypted: '文件设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码保护后重新上传。',
  workbook_too_large: '文件内容过大，超出可读取的范围。请删除无关的工作表、空白行列和图片，或拆分后分批上传。',
  workbook_protected:
    '文件被单位的文档加密软件加密，这里无法读取。请在装有该软件的电脑上解密，或用 Excel、WPS 打开后另存为 .xlsx 再上传。',
  workbook_archive: '这是压缩包，不是表格。请先解压，再上传里面的表格文件。',
  workbook_webpage: '这是另存为网页的文件，里面没有可以读取的表格。请用 Excel 或 WPS 打开后另存为 .xlsx 格式再上传。',
  workbook_old: '这是 Excel 95 或更早版本的文件，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 格式再上传。',
  workbook_unreadable: '这不是可以读取的表格文件。请用 Excel 或 WPS 另存为 .xlsx 格式后再上传。',
  workbook_timeout: '文件读取时间过长，已停止。请拆分为较小的文件后再上传。',
} as const

export type RefusalCode = keyof typeof REFUSALS

/** A file that cannot be read as a workbook. `message` is shown to the user as it stands; nothing has been written. */
export class WorkbookRefusal extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode, detail?: string) {
    super(detail ? `${detail}${REFUSALS[code]}` : REFUSALS[code])
    this.name = 'WorkbookRefusal'
    this.code = code
  }
}
