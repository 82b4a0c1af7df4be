const ENDPOINT = '/graphql';

/** Sends one operation to the server which served this page. */
export async function fetcher(params, options) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...options?.headers,
    },
    body: JSON.stringify(params),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    // A proxy or a body limit may answer in plain text, which is more use to the visitor than a
    // complaint about JSON.
    throw new Error(`HTTP ${response.status}: ${text.slice(0, 500) || 'empty answer'}`);
  }
}
