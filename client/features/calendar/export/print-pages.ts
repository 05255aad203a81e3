// Prints drawings alone, a page each, on paper of their own size. The size is said in a sheet of style made for this print
// and taken away after it: a page can be asked for in no other way, and other pages of the app print on other paper.

export const PAPERS = {
  letter: { label: 'Letter', width: 1056, height: 816, size: '11in 8.5in' },
  a4: { label: 'A4', width: 1122, height: 793, size: '297mm 210mm' },
  tabloid: { label: 'Tabloid 11 × 17', width: 1632, height: 1056, size: '17in 11in' },
  a3: { label: 'A3', width: 1587, height: 1122, size: '420mm 297mm' },
} as const
export type PaperName = keyof typeof PAPERS

export const printPages = (svgs: readonly string[], { size }: { readonly size: string }): void => {
  document.querySelector('.wall-print')?.remove()
  const pages = document.createElement('div')
  pages.className = 'wall-print'
  pages.innerHTML = svgs.join('')
  const style = new CSSStyleSheet()
  style.replaceSync(`@media print { @page { size: ${size}; margin: 0; @bottom-right { content: none } } }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
  document.body.append(pages)
  const done = () => {
    pages.remove()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== style)
  }
  window.addEventListener('afterprint', done, { once: true })
  window.print()
}
