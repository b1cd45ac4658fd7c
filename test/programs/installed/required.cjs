// Loaded by --require before a program.
globalThis.required = true;
