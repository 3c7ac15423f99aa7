/** `npm run bq-dispatch`: builds what has changed and goes on as the command line, in one process. */
'use strict';
require('./ensure-built.cjs').ensureBuilt({ bundle: 'cli' });
require('./bundle.cjs').runBundle('bq-dispatch');
