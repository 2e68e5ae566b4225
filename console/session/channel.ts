/** Messages between the tabs of a browser. They reach pages of this origin only, and are stored nowhere. */
const channel = new BroadcastChannel('berth.session');

interface Message {
  readonly what: string;
  readonly content?: string | undefined;
}

export function tell(what: string, content?: string): void {
  const message: Message = { what, content };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is not a window
  channel.postMessage(message);
}

/** Returns a function that stops listening. */
export function hear(what: string, callback: (content: string) => void): () => void {
  const listen = ({ data }: MessageEvent<Message>) => {
    if (data.what === what) callback(data.content ?? '');
  };
  channel.addEventListener('message', listen);
  return () => channel.removeEventListener('message', listen);
}
