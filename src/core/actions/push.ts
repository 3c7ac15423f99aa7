import { z } from 'zod';
import { DispatchError } from '../errors';
import { exactlyOne, shape, text, texts } from '../rules/terms';
import { defineAction } from './action';
import { jsonText } from './json-text';

const expectedTopic = 'a topic, <topic> or projects/<project>/topics/<topic>';
const TOPIC = /^(?:projects\/([^/]+)\/topics\/)?([A-Za-z][A-Za-z0-9._~+%-]{2,254})$/;

/** Publishes a message to Pub/Sub. The next action finds `$MessageID`. */
export const pushAction = defineAction({
  name: 'push',
  answers: true,
  selfExpanded: { Message: jsonText, Data: jsonText },
  request: exactlyOne(z.object({
    Topic: text(expectedTopic).refine((value) => value.includes('$') || TOPIC.test(value), { error: expectedTopic }).meta({
      ...shape(TOPIC.source, expectedTopic),
      description: 'The topic, alone or with its project.', examples: ['loaded', 'projects/my-project/topics/loaded'],
    }),
    Message: z.unknown().optional().describe('A text or JSON.'),
    Data: z.unknown().optional().describe('A text or JSON.'),
    Attributes: texts('an object of texts').optional().describe('Attributes by their names. idempotencyKey is added.'),
    ProjectID: text('a project ID').optional().describe('The project of the topic; else that of tables which name none.'),
  }), ['Message', 'Data'], 'either Message or Data, a text or JSON').meta({ description: 'Publishes a message to Pub/Sub.', examples: [{ Topic: 'loaded', Data: { table: '$DestTable', files: '$LoadURIs' } }] }),
  async run({ Topic, Message, Data, Attributes, ProjectID }, { outgoing, variables, defaultProject, idempotencyKey, deadline }) {
    const [, project, topic] = TOPIC.exec(Topic) ?? [];
    if (topic === undefined) throw new DispatchError('INVALID_VALUE', `Topic: found ${JSON.stringify(Topic)}, expected ${expectedTopic}`);
    const projectId = project ?? ProjectID ?? defaultProject;
    const data = new TextEncoder().encode(jsonText(Message ?? Data, variables));
    const MessageID = await outgoing.publisher.publish({ projectId, topic, data, attributes: { idempotencyKey, ...Attributes }, deadline });
    return { effect: `published message ${MessageID} to ${topic} of ${projectId}`, response: { MessageID } };
  },
});
