import { defineConfig } from 'vite';
import { changelog } from './build/changelog.ts';
import { licenses } from './build/licenses.ts';

/** Where `npm run dev` finds an API: a running `cs dashboard`. */
const server = process.env['CODESESSION_DASHBOARD'] ?? 'http://127.0.0.1:3737';

export default defineConfig({
  plugins: [changelog(), licenses()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the CSP knows no data: but for images
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': { target: server, headers: { origin: server } } } },
});
