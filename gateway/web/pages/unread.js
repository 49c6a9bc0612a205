// How many messages wait to be read; shown at the way to them.

import { call, session } from "./api.js";

export const unread = window.Vue.reactive({ count: 0 });

export async function recount() {
  if (!session.token || session.actsFor) {
    unread.count = 0;
    return;
  }
  try {
    unread.count = (await call("/me/messages/unread")).unread;
  } catch (error) {
    unread.count = 0; // the number only accompanies the way to the messages, which tell what is wrong themselves
  }
}
