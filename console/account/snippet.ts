export const languages = [
  { id: 'curl', text: 'curl' },
  { id: 'typescript', text: 'TypeScript' },
  { id: 'python', text: 'Python' },
] as const;

export type Language = (typeof languages)[number]['id'];

/** Code that starts a call and works without changes. */
export const snippetIn = (language: Language, origin: string, secret: string): string =>
  snippets[language](`${origin}/v1/calls`, secret);

const snippets: Readonly<Record<Language, (url: string, secret: string) => string>> = {
  curl: (url, secret) => `curl -X POST '${url}' \\
  -H 'Authorization: Bearer ${secret}' \\
  -H 'Content-Type: application/json' \\
  -d '{}'`,

  typescript: (url, secret) => `const response = await fetch('${url}', {
  method: 'POST',
  headers: {
    authorization: 'Bearer ${secret}',
    'content-type': 'application/json',
  },
  body: '{}',
});
console.log(await response.json());`,

  python: (url, secret) => `import json, urllib.request

request = urllib.request.Request('${url}', method='POST', data=b'{}', headers={
    'Authorization': 'Bearer ${secret}',
    'Content-Type': 'application/json',
})
print(json.load(urllib.request.urlopen(request)))`,
};
