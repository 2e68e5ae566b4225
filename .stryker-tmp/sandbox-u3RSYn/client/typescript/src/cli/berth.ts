#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { berthCommand } from './command.ts';

process.exitCode = await berthCommand(process.argv.slice(2), {
  env: process.env,
  read: (file) => (file === '-' ? text(process.stdin) : readFile(file, 'utf8')),
  say: (said) => void process.stdout.write(said),
  complain: (said) => void process.stderr.write(said),
});
