type Sending = { url: string; method: string; file: Blob; fileName: string; headers: Record<string, string> }

/** Sends one file as multipart/form-data; XMLHttpRequest, because fetch does not tell how far an upload has come. */
export function sendFile(
  { url, method, file, fileName, headers }: Sending,
  { onProgress, signal }: { onProgress?: (percent: number) => void; signal?: AbortSignal },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const form = new FormData()
    form.append('file', file, fileName)
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(Math.floor((event.loaded / event.total) * 100))
    }
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = () => reject(new TypeError('upload failed'))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}
