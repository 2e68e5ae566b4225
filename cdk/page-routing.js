// Runs in CloudFront, in front of the files of the console: a path whose last part has no full stop is a page, and
// the console does the routing. (local/gateway/console.ts does the same.)
// oxlint-disable-next-line no-unused-vars -- CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  const path = request.uri;
  if (path === '/api-reference') {
    return {
      statusCode: 308,
      statusDescription: 'Permanent Redirect',
      headers: { location: { value: '/api-reference/' } },
    };
  }
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (!last.includes('.')) {
    request.uri = path.startsWith('/api-reference/') ? '/api-reference/index.html' : '/index.html';
  }
  return request;
}
