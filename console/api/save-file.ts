/** The browser takes a file from a link that names one. */
export function saveFile(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // Not at once: some browsers have not read it yet.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
