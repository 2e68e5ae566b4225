// In Node, Bun and Deno.
import { calls } from './calls.js';

const [origin, key] = process.argv.slice(2);
console.log(JSON.stringify(await calls(origin, key)));
