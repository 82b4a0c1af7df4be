import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

import { defineConfig } from 'vite';

const here = import.meta.dirname;
const repoRoot = resolve(here, process.env.MODELDEX_REPO_ROOT ?? '../..');

/**
 * The example tabs, read from the queries which the server's own tests run, so that no example on
 * the page can stop working unnoticed.
 */
function examples() {
  const id = 'virtual:examples';
  return {
    name: 'examples',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) =>
      source === `\0${id}` ? `export default ${JSON.stringify(readExamples())};` : undefined,
  };
}

function readExamples() {
  const list = JSON.parse(readFileSync(join(here, 'examples.json'), 'utf8'));
  if (list.length === 0) throw new Error('examples.json lists no example');
  return list.map(({ title, file, variables }) => {
    const path = join(repoRoot, file);
    if (!existsSync(path)) {
      throw new Error(`examples.json lists ${file}, which is missing (looked for ${path})`);
    }
    const query = readFileSync(path, 'utf8').trim();
    return {
      query: query.startsWith('#') ? query : `# ${title}\n${query}`,
      variables: variables && JSON.stringify(variables, null, 2),
    };
  });
}

/**
 * Leaves only the compressed form of all but the page: the server hands it out as it is, which
 * keeps the binary small and costs no time per request.
 */
function compress() {
  const dist = join(here, 'dist');
  return {
    name: 'compress',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(dist, { recursive: true })) {
        const file = join(dist, name);
        if (name === 'index.html' || statSync(file).isDirectory()) continue;
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
        rmSync(file);
      }
    },
  };
}

export default defineConfig({
  root: here,
  base: '/graphiql/',
  plugins: [examples(), compress()],
  worker: { format: 'es' },
  build: {
    // The texts of the licenses have to travel with the code.
    license: { fileName: 'licenses.md' },
    // Monaco is one large piece, and no smaller one would be of use.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      onLog(level, log, report) {
        // 'use client' in a dependency is meant for server rendering and says nothing to us.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
