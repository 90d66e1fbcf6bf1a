// Serves the built site as it is, uncompressed, on a free port that it prints: `vitepress
// preview` compresses each answer anew with brotli, a quarter of all that the browser tests took.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const site = sirv(fileURLToPath(new URL('../.vitepress/dist', import.meta.url)), { etag: true });
const server = createServer((request, response) => {
  site(request, response, () => response.writeHead(404).end());
});
server.listen(0, 'localhost', () => {
  process.stdout.write(`the site is at port ${server.address().port}\n`);
});
