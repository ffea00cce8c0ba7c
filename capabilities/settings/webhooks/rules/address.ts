import { BlockList, isIP } from 'node:net'

/** `loopback`, `private` and `public` may be sent to under conditions; `refused` never. */
export type Reach = 'loopback' | 'private' | 'public' | 'refused'

const LOOPBACK = listOf(['127.0.0.0/8', '::1/128'])
/** RFC 1918, RFC 4193: networks of the house. */
const PRIVATE = listOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'])
/** What the internet hands out in IPv6 (RFC 4291); everything else of it is no receiver's. */
const GLOBAL_IPV6 = listOf(['2000::/3'])
/**
 * Nothing there is a receiver: “this network”, link-local with the metadata services of clouds, carrier-grade NAT (another cloud's
 * metadata lies in it), documentation, benchmarks, multicast, broadcast (RFC 6890 and its registry), and one cloud's metadata in fc00::/7.
 */
const REFUSED = listOf([
  ...['0.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['2001:db8::/32', '2001::/32', 'fd00:ec2::/32'],
])

/** What kind of place an IP address is. IPv6 forms that carry an IPv4 address count as that one. */
export function reachOf(address: string): Reach {
  const inner = carriedIpv4(address)
  if (inner) return reachOf(inner)
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(address) === 0 || REFUSED.check(address, family)) return 'refused'
  if (LOOPBACK.check(address, family)) return 'loopback'
  if (PRIVATE.check(address, family)) return 'private'
  return family === 'ipv4' || GLOBAL_IPV6.check(address, family) ? 'public' : 'refused'
}

export type Policy = { allowLoopback: boolean }

/** Why nothing is sent to this address, or null when it may be: plain http stays inside the house. */
export function hindranceOf(address: string, protocol: string, { allowLoopback }: Policy): string | null {
  const reach = reachOf(address)
  if (reach === 'loopback') return allowLoopback ? null : '不能推送到本机地址，请填写接收系统在网络上的地址。'
  if (reach === 'refused') return `不能推送到 ${address}：这类地址（链路本地、云平台元数据、保留地址等）不是接收系统。`
  if (reach === 'public' && protocol === 'http:') return '外网地址须使用 https；http 只能用于内网地址。'
  return null
}

/** What is wrong with an address before its name is looked up, or null. */
export function urlFault(text: string, policy: Policy): string | null {
  if (!URL.canParse(text)) return '推送地址格式不对，应以 https:// 开头，如 https://dd.example.gov.cn/hook。'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '推送地址须以 https:// 开头（内网可用 http://）。'
  if (url.username || url.password) return '推送地址中不要写用户名和密码；接收方用签名核对来源。'
  if (url.hash) return '推送地址中不要有“#”及其后的内容。'
  const host = hostOf(url)
  if (isIP(host)) return hindranceOf(host, url.protocol, policy)
  if (!policy.allowLoopback && /(^|\.)localhost\.?$/i.test(host))
    return '不能推送到本机地址，请填写接收系统在网络上的地址。'
  return null
}

/** The host as the network wants it: IPv6 without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** Mapped (::ffff:0:0/96), translated (64:ff9b::/96), 6to4 (2002::/16) and compatible (::/96) forms. */
function carriedIpv4(address: string): string | null {
  if (isIP(address) !== 6) return null
  const words = wordsOf(address)
  const isZero = (from: number, to: number) => words.slice(from, to).every((word) => word === 0)
  if (words[0] === 0x2002) return dotted(words[1]!, words[2]!)
  if (words[0] === 0x64 && words[1] === 0xff9b) return dotted(words[6]!, words[7]!)
  if (isZero(0, 5) && words[5] === 0xffff) return dotted(words[6]!, words[7]!)
  if (isZero(0, 4) && words[4] === 0xffff && words[5] === 0) return dotted(words[6]!, words[7]!)
  return isZero(0, 6) && words[6] !== 0 ? dotted(words[6]!, words[7]!) : null
}

/** The eight words of an IPv6 address; the URL parser writes it in its one short form. */
function wordsOf(address: string): number[] {
  const plain = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const words = (part: string) => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)))
  const [left, right] = [words(head), words(tail ?? '')]
  return [...left, ...Array(8 - left.length - right.length).fill(0), ...right]
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network, bits] = range.split('/') as [string, string]
    list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}
