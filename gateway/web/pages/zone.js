// What the platform knows of the signed-in person: read once, kept between pages, told anew by the stream.

import { call, session, whose } from "./api.js";
import { loaded } from "./parts.js";
import { followChanges } from "./push.js";
import { liveIn } from "./place.js";
import { recount } from "./unread.js";

const { onUnmounted } = window.Vue;
let kept = { of: null, page: null };

async function load() {
  const page = await call("/me");
  const registered = Boolean(page.profile);
  const more = registered ? await Promise.all([call("/people/me"), call("/people/me/businesses")]) : [null, { items: [] }];
  const found = { ...page, registered, me: more[0], businesses: more[1].items };
  if (registered && (kept.of !== whose() || kept.page.me?.area !== found.me.area)) await live(found.me.area);
  kept = { of: whose(), page: found };
  return found;
}

// The directories open where the person lives, and what is applied for is applied for there.
async function live(area) {
  liveIn(area, (await call(`/areas/${area}`)).full_name);
}

// The page of the signed-in person; `follow` keeps it true while it is looked at.
export function useZone({ follow = false } = {}) {
  const it = loaded(load);
  if (kept.of === whose()) it.data.value = kept.page;
  if (follow && !session.actsFor) onUnmounted(followChanges(() => Promise.all([it.reload(), recount()])));
  return it;
}

export const openBusinesses = (zone) => zone.businesses.filter((one) => one.state === "open");
