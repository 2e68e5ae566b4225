// Loaded into every Node process of the emulator, before the function. The functions fetch the user pool's signing keys
// from Cognito's own host; here the emulator has them, on plain HTTP.
const http = require('node:http');
const https = require('node:https');

const emulator = new URL(process.env.AWS_ENDPOINT_URL ?? process.env.EMULATOR_URL);
const { request } = https;

https.request = (url, options, onResponse) => {
  const { hostname, pathname } = new URL(url);
  if (!/^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/.test(hostname)) return request(url, options, onResponse);
  const { method, headers, signal } = options;
  return http.request(new URL(pathname, emulator), { method, headers, signal }, onResponse);
};
