// Giving one command: its fields, a last look before what cannot be undone, and sending it once however often asked.

import { call, key } from "./api.js";
import { asked, begun, entries, readBack } from "./desk_fields.js";
import { pathOf } from "./desk_session.js";
import { facts, html, press } from "./parts.js";

const { nextTick, onMounted, ref } = window.Vue;
const CHANGED = [409, 412];

// `onDone` gets the answer; `onChanged` is told where the case stands differently than this page shows.
export const Act = {
  props: { act: Object, one: Object, onDone: Function, onChanged: Function, onLeave: Function },
  setup(props) {
    const { act, one } = props;
    const known = one ? { ...one.data, person_id: one.person_id, area: one.area } : {};
    const values = begun(act.fields, Object.fromEntries(act.from_case.filter((name) => known[name] != null).map((name) => [name, known[name]])));
    const [wrong, failure, busy, dialog, form] = [ref({}), ref(""), ref(false), ref(null), ref(null)];
    let sentAs = { key: "", body: "" }; // the same words under the same key are the same act
    const send = async () => {
      dialog.value?.close();
      if (busy.value) return;
      [busy.value, wrong.value, failure.value] = [true, {}, ""];
      const body = entries(act.fields, values);
      if (sentAs.body !== JSON.stringify(body)) sentAs = { key: key(), body: JSON.stringify(body) };
      try {
        const answer = await call(pathOf(act, one), { method: act.method, body, key: sentAs.key });
        sentAs = { key: "", body: "" };
        busy.value = false;
        await props.onDone(act, answer);
      } catch (problem) {
        busy.value = false;
        [wrong.value, failure.value] = [problem.fields || {}, `${problem.message}${problem.code ? `（${problem.code}）` : ""}`];
        if (CHANGED.includes(problem.status)) await props.onChanged?.(problem);
        nextTick(() => form.value?.querySelector("[aria-invalid='true'], .wrong")?.scrollIntoView({ block: "center" }));
      }
    };
    const submit = (event) => {
      event.preventDefault();
      if (act.undoable) send();
      else dialog.value.showModal();
    };
    onMounted(() => form.value.querySelector("input, select, textarea, button")?.focus());
    return () => html`
      <form ref=${form} class="card act" onSubmit=${submit} aria-label=${act.label}>
        <h2>${one ? act.label : "填写内容"}</h2>
        ${act.fields.length ? asked(act.fields, values, wrong.value) : html`<p class="quiet">不用填写内容。</p>`}
        ${failure.value && html`<p class="wrong" role="alert">${failure.value}</p>`}
        <div class="acts">${press(act.undoable ? "提交" : "下一步：确认", undefined, { submit: true, busy: busy.value })}
          ${props.onLeave && press("取消", props.onLeave, { plain: true })}</div>
        <dialog ref=${dialog} aria-labelledby="sure">
          <h2 id="sure">确认${act.label}？</h2>
          ${one ? html`<p>${one.title}</p>` : null}
          ${facts(readBack(act.fields, values))}
          <p class="todo">提交后立即生效，不能撤销。</p>
          <div class="acts">${press("确认办理", send)}${press("返回修改", () => dialog.value.close(), { plain: true })}</div>
        </dialog>
      </form>`;
  },
};
