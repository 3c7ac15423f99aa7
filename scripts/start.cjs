/** `npm start`: builds what has changed and goes on as the service, in one process. */
'use strict';
require('./ensure-built.cjs').ensureBuilt({ bundle: 'service' });
require('./bundle.cjs').runBundle('start');
