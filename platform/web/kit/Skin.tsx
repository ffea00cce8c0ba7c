import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { screenScale, tokens } from '../tokens.ts'
import { useLanguage } from '../words/use-words.ts'

/**
 * antd in our own look. Wrapped around each antd control of the kit rather than around the product, so that the first page does not
 * carry antd. Lists open inside the dialog they belong to, else the dialog would cover them.
 */
export function Skin({ children }: { children: ReactNode }) {
  const [language] = useLanguage()
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      theme={theme(screenScale())}
      getPopupContainer={(node) => node?.closest('dialog') ?? document.body}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  )
}

function theme(scale: number) {
  const control = window.matchMedia('(max-width: 640px)').matches ? 44 : 32
  return {
    token: {
      colorPrimary: tokens.accent,
      colorText: tokens.ink,
      colorTextPlaceholder: tokens.ink3,
      colorBorder: tokens.rule2,
      colorBgContainer: '#ffffff',
      colorError: tokens.lights.red,
      colorWarning: tokens.lights.yellow,
      colorSuccess: tokens.lights.green,
      controlItemBgActive: tokens.accentWash,
      fontFamily: tokens.sans,
      fontSize: 14 * scale,
      controlHeight: control * scale,
      borderRadius: 2,
      borderRadiusLG: 2,
      boxShadowSecondary: `0 4px 24px rgba(27,26,24,.14), 0 0 0 1px ${tokens.rule}`,
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.1s',
    },
  }
}
