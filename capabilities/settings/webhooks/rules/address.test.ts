import { describe, expect, test } from 'vitest'
import { hindranceOf, reachOf, urlFault } from './address.ts'

const STRICT = { allowLoopback: false }
const LOOSE = { allowLoopback: true }

describe('what kind of place an address is', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.9.9.9', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fd12::1', 'private'],
    ['::ffff:10.1.2.3', 'private'],
    ['172.32.0.1', 'public'],
    ['8.8.8.8', 'public'],
    ['2400:3200::1', 'public'],
    ['64:ff9b::808:808', 'public'],
    ['169.254.169.254', 'refused'],
    ['::ffff:169.254.169.254', 'refused'],
    ['::ffff:a9fe:a9fe', 'refused'],
    ['64:ff9b::a9fe:a9fe', 'refused'],
    ['2002:a9fe:a9fe::', 'refused'],
    ['100.100.100.200', 'refused'],
    ['fd00:ec2::254', 'refused'],
    ['0.0.0.0', 'refused'],
    ['::', 'refused'],
    ['fe80::1', 'refused'],
    ['fe80::1%eth0', 'refused'],
    ['fec0::1', 'refused'],
    ['ff02::1', 'refused'],
    ['224.0.0.1', 'refused'],
    ['255.255.255.255', 'refused'],
    ['198.18.0.1', 'refused'],
    ['2001:db8::1', 'refused'],
    ['not an address', 'refused'],
  ])('%s: %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach)
  })
})

describe('whether it is sent to', () => {
  test.each([
    ['10.0.0.1', 'http:', null],
    ['10.0.0.1', 'https:', null],
    ['8.8.8.8', 'https:', null],
    ['8.8.8.8', 'http:', /外网地址须使用 https/],
    ['127.0.0.1', 'https:', /本机/],
    ['169.254.169.254', 'http:', /元数据/],
  ])('%s by %s: %s', (address, protocol, sentence) => {
    const hindrance = hindranceOf(address, protocol, STRICT)
    if (sentence === null) expect(hindrance).toBeNull()
    else expect(hindrance).toMatch(sentence)
  })

  test('the machine itself where a developer allowed it, metadata never', () => {
    expect(hindranceOf('127.0.0.1', 'http:', LOOSE)).toBeNull()
    expect(hindranceOf('169.254.169.254', 'http:', LOOSE)).not.toBeNull()
  })
})

describe('an address as it is typed', () => {
  test.each([
    'https://dd.example.gov.cn/hook?token=1',
    'http://10.2.3.4:8080/hook',
    'http://oa.internal/hook',
    'https://[fd12::1]/hook',
  ])('%s is taken', (url) => {
    expect(urlFault(url, STRICT)).toBeNull()
  })

  test.each([
    ['hook', /格式不对/],
    ['ftp://10.0.0.1/', /https:\/\//],
    ['file:///etc/passwd', /https:\/\//],
    ['https://user:word@oa.example/', /用户名和密码/],
    ['https://oa.example/#part', /#/],
    // the forms browsers accept for an IPv4 address are the address
    ['http://2130706433/', /本机/],
    ['http://0x7f.1/', /本机/],
    ['http://0177.0.0.1/', /本机/],
    ['http://[::ffff:127.0.0.1]/', /本机/],
    ['http://localhost:9000/', /本机/],
    ['http://a.localhost/', /本机/],
    ['http://LOCALHOST./', /本机/],
    ['http://169.254.169.254/latest/meta-data', /元数据/],
    ['http://8.8.8.8/', /外网/],
  ])('%s is refused', (url, sentence) => {
    expect(urlFault(url, STRICT)).toMatch(sentence)
  })
})
