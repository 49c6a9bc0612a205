// Applying for a place in a base without an invitation.

import { call } from "./api.js";
import { businessChoice, firstBusiness } from "./choices.js";
import { draftTold, useDraft } from "./draft.js";
import { chosen, entered, sends, useForm } from "./form.js";
import { MATTERS } from "./matters.js";
import { html, loaded, nothing, shown } from "./parts.js";
import { place } from "./place.js";

export const Tenancy = {
  props: { zone: Object, query: Object, onDone: Function },
  setup(props) {
    const it = loaded(async () => (await call(`/directories/spaces?area=${place.code}`)).items);
    const finish = async (answer) => { await draft.drop(); await props.onDone(answer); };
    const form = useForm({ base_id: props.query.base || "", project: "", business_id: firstBusiness(props.zone) },
      (told) => call(`/incubators/bases/${told.base_id || it.data.value[0].id}/applications`,
        { method: "POST", body: { project: told.project.trim(), business_id: told.business_id || null } }), finish);
    const draft = useDraft(form, MATTERS.tenancy.title, { preset: props.query.base ? { base_id: props.query.base } : {} });
    return () => shown(it, (bases) => (bases.length ? html`
      <form class="card" onSubmit=${form.submit}>
        ${draftTold(draft)}
        ${chosen(form, "base_id", "哪个基地", bases.map((one) => [one.id, one.title]))}
        ${entered(form, "project", "创业项目", { maxlength: 100, placeholder: "例如：返乡山货电商" })}
        ${businessChoice(form, props.zone)}
        ${sends(form, "申请入驻")}
      </form>` : nothing("这个地区还没有已认定的基地")));
  },
};
