// A sheet as a PNG. The typeface goes into the picture with it: a picture sees none of the page's fonts.

import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'

const SCALE = 2

export const svgPicture = async (svg: string, width: number, height: number): Promise<Blob> => {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.replace('<defs>', `<defs>${await fontStyle()}`))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * SCALE
  canvas.height = height * SCALE
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.scale(SCALE, SCALE)
  context.drawImage(image, 0, 0, width, height)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png'))
}

/** Without it the picture is drawn in the device's own typeface. */
const fontStyle = async (): Promise<string> => {
  try {
    const bytes = new Uint8Array(await (await fetch(interUrl)).arrayBuffer())
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return `<style>@font-face{font-family:'Inter Variable';font-weight:100 900;src:url(data:font/woff2;base64,${btoa(binary)})}</style>`
  } catch {
    return ''
  }
}
