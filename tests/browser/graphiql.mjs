// Opens the GraphiQL page of a running server in headless Chromium and uses it as a visitor would.
//
//   node graphiql.mjs http://127.0.0.1:8080 ['text the first example must answer with']
//
// CHROMIUM names another browser binary; SCREENSHOT is a file to write a picture of the page to.

import { chromium } from 'playwright-core';

const [base, expected = 'Qwen3 VL 4B Thinking'] = process.argv.slice(2);
if (!base) {
  console.error('usage: node graphiql.mjs BASE_URL [EXPECTED_TEXT]');
  process.exit(2);
}
const origin = new URL(base).origin;
const WAIT = 30_000;

let passed = 0;
let failed = 0;

async function check(what, run) {
  try {
    await run();
    passed += 1;
    console.log(`ok      ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${what}\n        ${String(error.message).replaceAll('\n', '\n        ')}`);
  }
}

function assert(holds, message) {
  if (!holds) throw new Error(message);
}

function assertNone(list, what) {
  assert(list.length === 0, `${what}:\n${[...new Set(list)].join('\n')}`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const context = await browser.newContext({
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
  serviceWorkers: 'block',
});

// Requests to anywhere else are recorded and stopped, so that the test fails in the same way on a
// machine with a network as on one without.
const strangers = [];
const complaints = [];
await context.route(
  (url) => url.origin !== origin && /^(https?|wss?):$/.test(url.protocol),
  (route) => {
    strangers.push(route.request().url());
    return route.abort();
  },
);
await context.exposeBinding('reportViolation', (_source, text) => complaints.push(text));
await context.addInitScript(() => {
  document.addEventListener('securitypolicyviolation', (event) =>
    window.reportViolation(`${event.violatedDirective} blocked ${event.blockedURI}`),
  );
});

const page = await context.newPage();
page.setDefaultTimeout(WAIT);
page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
page.on('console', (message) => {
  if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
});
page.on('websocket', (socket) => {
  if (new URL(socket.url()).host !== new URL(base).host) strangers.push(socket.url());
});

const queryEditor = page.locator('.graphiql-query-editor .view-lines');
const tabs = page.locator('.graphiql-tab');

function isAnswerTo(response, operation) {
  const request = response.request();
  return (
    request.method() === 'POST' &&
    new URL(request.url()).pathname === '/graphql' &&
    (request.postDataJSON()?.operationName === 'IntrospectionQuery') === (operation === 'schema')
  );
}

await check('/ answers a browser with the GraphiQL page', async () => {
  const schema = page.waitForResponse((response) => isAnswerTo(response, 'schema'));
  schema.catch(() => {}); // Reported by the check of the schema below.
  const response = await page.goto(`${origin}/`, { waitUntil: 'load' });
  assert(response.status() === 200, `HTTP ${response.status()}`);
  assert((await page.title()) === 'modeldex GraphiQL', `the title is ${await page.title()}`);
});

await check('the editor opens with the first example', async () => {
  await queryEditor.filter({ hasText: /query/ }).waitFor();
});

await check('the schema is loaded into the documentation pane', async () => {
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Hide Documentation Explorer' }).click();
});

await check(`the first example answers with '${expected}'`, async () => {
  const answer = page.waitForResponse((response) => isAnswerTo(response, 'example'));
  answer.catch(() => {});
  await page.locator('.graphiql-execute-button').click();
  const response = await answer;
  const body = await response.text();
  assert(response.status() === 200, `HTTP ${response.status()}: ${body.slice(0, 500)}`);
  assert(JSON.parse(body).errors === undefined, `errors: ${body.slice(0, 500)}`);
  assert(body.includes(expected), `not in the answer: ${body.slice(0, 500)}`);
});

await check('the answer is shown', async () => {
  await page.locator('.graphiql-response .view-lines', { hasText: '"data"' }).waitFor();
});

await check('the example is valid in the eyes of the editor', async () => {
  await page.waitForTimeout(1000); // The worker marks mistakes some time after the schema is in.
  assert((await page.locator('.squiggly-error').count()) === 0, 'the editor marks a mistake');
});

if (process.env.SCREENSHOT) {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: process.env.SCREENSHOT });
}

await check('a visitor who comes back finds his tabs', async () => {
  const before = await tabs.count();
  await page.locator('.graphiql-tab-add').click();
  await tabs.nth(before).waitFor();
  await page.waitForTimeout(1000); // GraphiQL saves with a delay.
  await page.reload();
  await tabs.first().waitFor();
  assert((await tabs.count()) === before + 1, `${before + 1} tabs became ${await tabs.count()}`);
});

await check('no request went to another host', () =>
  assertNone(strangers, 'requests to other hosts'),
);
await check('the browser had nothing to complain of', () =>
  assertNone(complaints, 'errors and content security policy violations'),
);

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
