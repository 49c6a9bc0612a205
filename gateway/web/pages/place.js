// Where somebody looks around, and where they live: the demonstration's county until somebody chooses or registers.

const { reactive } = window.Vue;
const KEPT = "wuchuang.place";
const FIRST = { code: "433101", name: "湖南省湘西土家族苗族自治州吉首市" };

// The county whose directories and notices are shown; looking at another one changes nothing about the person.
export const place = reactive({ ...FIRST, ...JSON.parse(localStorage.getItem(KEPT) || "{}") });
// The county of the person one acts as: what is applied for is applied for there.
export const home = reactive({ ...FIRST });

export function settle(code, name) {
  Object.assign(place, { code, name });
  localStorage.setItem(KEPT, JSON.stringify(place));
}

export function liveIn(code, name) {
  Object.assign(home, { code, name });
  settle(code, name);
}
