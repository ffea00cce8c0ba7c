import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const api = process.env.GUATU_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: 'app/web',
  base: '/',
  plugins: [react(), partsOfPdf(), precompressed()],
  // the host stays as the browser sent it: the server refuses writes whose origin and host differ
  server: {
    proxy: { '^/api/': { target: api, changeOrigin: false }, '/healthz': { target: api, changeOrigin: false } },
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // the Chromium browsers of 麒麟 and 统信 lag behind by years
    target: ['chrome92', 'firefox91', 'safari15'],
    cssTarget: ['chrome92', 'firefox91', 'safari15'],
    modulePreload: { polyfill: true },
    chunkSizeWarningLimit: 900,
  },
})

/**
 * What the PDF view fetches as it needs it, under an address that changes with its version: character maps (a Chinese PDF that brings no
 * fonts is unreadable without), stand-in fonts, and the decoder of JPEG 2000 that needs no WebAssembly, which the content policy refuses.
 */
function partsOfPdf(): Plugin {
  const root = new URL('./node_modules/pdfjs-dist/', import.meta.url)
  const wanted = /^(cmaps\/.+\.bcmap|standard_fonts\/.+\.(pfb|ttf)|wasm\/openjpeg_nowasm_fallback\.js)$/
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
  const address = `assets/pdfjs-${version}/`
  return {
    name: 'parts-of-pdf',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
        for (const name of readdirSync(new URL(folder, root))) {
          const path = `${folder}/${name}`
          if (!wanted.test(path)) continue
          this.emitFile({ type: 'asset', fileName: address + path, source: readFileSync(new URL(path, root)) })
        }
      }
    },
    configureServer(server) {
      server.middlewares.use(`/${address}`, (request, response, next) => {
        const path = (request.url ?? '').slice(1).split('?')[0]!
        if (!wanted.test(path)) return next()
        response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream')
        response.end(readFileSync(new URL(path, root)))
      })
    },
  }
}

/** Puts a `.gz` and a `.br` beside every text file, so that the server never compresses at run time. */
function precompressed(): Plugin {
  const zip = promisify(gzip)
  const brotli = promisify(brotliCompress)
  return {
    name: 'precompressed',
    apply: 'build',
    enforce: 'post',
    async writeBundle(options, bundle) {
      const { readFile, writeFile } = await import('node:fs/promises')
      await Promise.all(
        Object.keys(bundle)
          .filter((name) => /\.(js|mjs|css|html|svg|json)$/.test(name))
          .map(async (name) => {
            const path = `${options.dir}/${name}`
            const bytes = await readFile(path)
            if (bytes.length < 1024) return
            const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }
            await Promise.all([
              writeFile(`${path}.gz`, await zip(bytes, { level: 9 })),
              writeFile(`${path}.br`, await brotli(bytes, quality)),
            ])
          }),
      )
    },
  }
}
