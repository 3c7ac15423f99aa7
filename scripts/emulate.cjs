/** `npm run emulate`: builds what has changed and goes on as the emulator, in one process. */
'use strict';
require('./ensure-built.cjs').ensureBuilt({ bundle: 'emulator' });
require('./bundle.cjs').runBundle('emulate');
