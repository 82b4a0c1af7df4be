import './workers.js';
import 'graphiql/style.css';
import './page.css';

import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import examples from 'virtual:examples';

import { fetcher } from './fetcher.js';

// GraphiQL shows the query of the first default tab but not its variables, unless they are also
// given as initial ones. A visitor who has been here has his own tabs, and initial variables would
// then open one more, so they are for the first visit alone.
const firstVisit = window.localStorage.getItem('graphiql:tabState') === null;
const initialVariables = firstVisit ? examples[0].variables : undefined;

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={examples}
    initialVariables={initialVariables}
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>modeldex</GraphiQL.Logo>
  </GraphiQL>,
);
