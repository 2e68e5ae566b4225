// In Vercel's edge runtime: GET /?origin=…&key=…
import worker from './worker.js';

addEventListener('fetch', (event) => event.respondWith(worker.fetch(event.request)));
