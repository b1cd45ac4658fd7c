// Loaded by --import before a program.
globalThis.imported = true;
