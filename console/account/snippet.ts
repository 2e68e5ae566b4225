export const languages = [
  { id: 'curl', text: 'curl' },
  { id: 'typescript', text: 'TypeScript' },
  { id: 'python', text: 'Python' },
] as const;

export type Language = (typeof languages)[number]['id'];

/** A start of a call that works as it stands. */
export function snippetIn(language: Language, origin: string, secret: string): string {
  const url = `${origin}/v1/calls`;
  switch (language) {
    case 'curl':
      return [
        `curl -X POST '${url}'`,
        `-H 'Authorization: Bearer ${secret}'`,
        "-H 'Content-Type: application/json'",
        "-d '{}'",
      ].join(' \\\n  ');
    case 'typescript':
      return [
        `const response = await fetch('${url}', {`,
        "  method: 'POST',",
        '  headers: {',
        `    authorization: 'Bearer ${secret}',`,
        "    'content-type': 'application/json',",
        '  },',
        "  body: '{}',",
        '});',
        'console.log(await response.json());',
      ].join('\n');
    case 'python':
      return [
        'import json, urllib.request',
        '',
        `request = urllib.request.Request('${url}', method='POST', data=b'{}', headers={`,
        `    'Authorization': 'Bearer ${secret}',`,
        "    'Content-Type': 'application/json',",
        '})',
        'print(json.load(urllib.request.urlopen(request)))',
      ].join('\n');
  }
}
