// Reads a workbook in a worker, so that the page stays responsive.
import { readSheet } from 'read-excel-file/web-worker';
import type { WorkbookReply } from './workbook.ts';

async function reply(file: File): Promise<WorkbookReply> {
  try {
    const cells = await readSheet(file);
    return {
      cells: cells.map((row) =>
        row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))),
      ),
    };
  } catch {
    return { problem: 'This is not an Excel workbook that can be read. Save it again as .xlsx or CSV.' };
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<File>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one page, and no other listens
  void reply(data).then((answer) => globalThis.postMessage(answer));
});
