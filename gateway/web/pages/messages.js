// Messages: what the platform told the person, with what was read.
import { html, nothing } from "./parts.js";

export default {
  title: "消息",
  setup: () => () => html`<div><h1>消息</h1>${nothing("还没有消息")}</div>`,
};
