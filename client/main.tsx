// The composition root of the client: the real browser, this device's storage, the server the page came from.

// First, so that every component's own styles come after.
import './ui/tokens.css'
import './ui/base.css'
import { render } from 'solid-js/web'
import { assert } from '../shared/base/assert.ts'
import { App } from './app/App.tsx'
import { registerServiceWorker } from './app/update.ts'
import { api } from './data/api.ts'
import { pageDevice } from './data/boot.ts'
import { afterPaint } from './data/pace.ts'
import { followPreferences } from './data/preferences.ts'
import { browserPlatform } from './platform.ts'
import { openEarly } from './storage/early-storage.ts'

const root = document.getElementById('app')
assert(root !== null, 'the page has no #app')

openEarly(location.pathname, afterPaint)
followPreferences()
render(() => <App deps={{ platform: browserPlatform, device: pageDevice(), api }} />, root)
registerServiceWorker()
