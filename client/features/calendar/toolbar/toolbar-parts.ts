// What the buttons of the toolbar open, each loaded when it is first asked for.

export const PARTS = {
  FilterPanel: () => import('./FilterPanel.tsx').then(({ FilterPanel }) => FilterPanel),
  FilterChips: () => import('./FilterChips.tsx').then(({ FilterChips }) => FilterChips),
  SavedViews: () => import('./SavedViews.tsx').then(({ SavedViews }) => SavedViews),
  ExportMenu: () => import('../export/ExportMenu.tsx').then(({ ExportMenu }) => ExportMenu),
  PaperDialog: () => import('../export/PaperDialog.tsx').then(({ PaperDialog }) => PaperDialog),
  DisplayPanel: () => import('./DisplayPanel.tsx').then(({ DisplayPanel }) => DisplayPanel),
} as const
