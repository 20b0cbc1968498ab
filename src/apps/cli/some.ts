/** A number with its noun, in the plural where there is not one of it. */
export const some = (many: number, noun: string) => `${many} ${noun}${many === 1 ? "" : "s"}`;
