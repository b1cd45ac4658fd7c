/** The same for every server that has such options. */
export const workers = 2;
export const maxQueue = 16;
