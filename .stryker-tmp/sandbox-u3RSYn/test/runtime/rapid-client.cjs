// Loaded into the runtime before all else. Lambda's runtime for Node fetches its events with a client in C++, which takes
// minutes to compile: this one speaks the same API, and leaves all the rest of the runtime as it is.
const { Agent, request } = require('node:http');

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;

function send(method, path, body = '', headers = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(`${api}/${path}`, { method, agent, headers }, (response) => {
      let bodyJson = '';
      response.setEncoding('utf8').on('data', (chunk) => (bodyJson += chunk));
      response.on('end', () => resolve({ bodyJson, headers: response.headers }));
    });
    sent.on('error', reject).end(body);
  });
}

let answered = Promise.resolve();
const client = {
  initializeClient() {},
  next: () => answered.then(() => send('GET', 'next')),
  done: (id, body) => (answered = send('POST', `${id}/response`, body)),
  error: (id, body) => (answered = send('POST', `${id}/error`, body)),
};

const load = require.extensions['.node'];
require.extensions['.node'] = (module, file) => {
  if (file.endsWith('rapid-client.node')) module.exports = client;
  else load(module, file);
};
