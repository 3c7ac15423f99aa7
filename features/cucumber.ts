/** The step library: every step that a user's own scenarios may have. Steps of this project alone are in own-steps/. */
import './support/hints';
import './support/world';
import './steps/configuration';
import './steps/dispatches';
import './steps/jobs';
import './steps/objects';
import './steps/outbox';
import './steps/sweep';
import './steps/tables';

export { World } from './support/world';
