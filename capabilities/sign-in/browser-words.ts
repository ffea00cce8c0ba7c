/** The first that fits names the browser: those built on Chromium say Chrome and Safari as well. */
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger\//, '微信'],
  [/DingTalk/i, '钉钉'],
  [/wxwork\//i, '企业微信'],
  [/QAXBROWSER|QIANXIN/i, '奇安信浏览器'],
  [/360(?:SE|EE)|QIHU/i, '360浏览器'],
  [/QQBrowser\//, 'QQ浏览器'],
  [/UOS|Uos Browser/i, '统信浏览器'],
  [/Edg(?:e|A|iOS)?\//, 'Edge 浏览器'],
  [/(?:Firefox|FxiOS)\//, '火狐浏览器'],
  [/(?:Chrome|CriOS|Chromium)\//, 'Chrome 浏览器'],
  [/Safari\//, 'Safari 浏览器'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/i, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Kylin/i, '麒麟'],
  [/Linux/, 'Linux'],
]

/** What a browser says it is, as its owner would call it: “Edge 浏览器，Windows”. Anybody can say anything: it helps to recognise, no more. */
export function browserInWords(userAgent: string): string {
  const named = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1]
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)]
  return [browser, system].filter(Boolean).join('，') || '未知浏览器'
}
