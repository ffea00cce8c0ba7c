import { expect, it } from 'vitest'
import { listText } from './download-list.ts'

it('names, user names, first passwords and the address; nothing a spreadsheet would run', () => {
  const people = [
    { displayName: '王"小"明', username: 'wxm', initialPassword: 'hk7m-Pq4t-w9Xa' },
    { displayName: '=1+1', username: 'ev', initialPassword: 'aaaa-bbbb-cccc' },
  ]
  expect(listText(people, 'http://10.1.1.1')).toBe(
    '\ufeff"姓名","用户名","初始密码","网址"\r\n"王""小""明","wxm","hk7m-Pq4t-w9Xa","http://10.1.1.1"\r\n"\'=1+1","ev","aaaa-bbbb-cccc","http://10.1.1.1"\r\n',
  )
})
