/** One line on stderr that says what is being done, written over by the next; only where a person watches. */
export function stepLine(): { readonly show: (step: string) => void; readonly clear: () => void } {
  const watched = process.stderr.isTTY === true;
  return {
    show: (step) => {
      if (watched) process.stderr.write(`\r\x1b[K${step.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    },
    clear: () => {
      if (watched) process.stderr.write("\r\x1b[K");
    },
  };
}
