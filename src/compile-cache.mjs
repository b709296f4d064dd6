import { enableCompileCache } from 'node:module';

// Loaded before anything else (`node --import`), and plain JavaScript, so that not even the entry point has its types
// stripped twice: with the cache filled, a start neither loads the stripper (25 MiB) nor compiles.
enableCompileCache(new URL('../node_modules/.cache/compile', import.meta.url).pathname);
