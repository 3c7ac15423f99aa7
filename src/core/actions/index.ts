import type { Action } from './action';
import { callAction } from './call';
import { copyAction } from './copy';
import { deleteAction } from './delete';
import { dropAction } from './drop';
import { exportAction } from './export';
import { groupAction } from './group';
import { insertAction } from './insert';
import { loadAction } from './load';
import { moveAction } from './move';
import { notifyAction } from './notify';
import { pushAction } from './push';
import { queryAction } from './query';
import { tableExistsAction } from './table-exists';

/** Every action there is (R12). A new one needs its file and a line here. */
const ACTIONS: readonly Action[] = [deleteAction, moveAction, exportAction, copyAction, queryAction, loadAction, insertAction, dropAction, tableExistsAction, groupAction, notifyAction, callAction, pushAction];

const byName = new Map(ACTIONS.map((action) => [action.name.toLowerCase(), action]));

export const actionNames: readonly string[] = ACTIONS.map(({ name }) => name);

/** The action of that name, without regard to case, or `undefined`. */
export function findAction(name: string): Action | undefined {
  return byName.get(name.toLowerCase());
}
