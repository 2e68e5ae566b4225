/** The cells of the first sheet, as texts, row by row; or why they can't be read. */
export type WorkbookReply = { readonly cells: readonly (readonly string[])[] } | { readonly problem: string };

/** @throws Error that says what is wrong with the file */
export async function readWorkbook(file: File): Promise<readonly (readonly string[])[]> {
  const worker = new Worker(new URL('workbook-worker.ts', import.meta.url), { type: 'module' });
  try {
    const reply = await new Promise<WorkbookReply>((replied, failed) => {
      worker.addEventListener('message', ({ data }: MessageEvent<WorkbookReply>) => replied(data));
      worker.addEventListener('error', () => failed(new Error('The workbook could not be read.')));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of this origin
      worker.postMessage(file);
    });
    if ('problem' in reply) throw new Error(reply.problem);
    return reply.cells;
  } finally {
    worker.terminate();
  }
}
