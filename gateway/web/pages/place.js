// Where the visitor lives, as far as the pages know; the demonstration's county until somebody chooses.

const { reactive } = window.Vue;
const KEPT = "wuchuang.place";

export const place = reactive({ code: "433101", name: "湖南省湘西土家族苗族自治州吉首市",
  ...JSON.parse(localStorage.getItem(KEPT) || "{}") });

export function settle(code, name) {
  Object.assign(place, { code, name });
  localStorage.setItem(KEPT, JSON.stringify(place));
}
