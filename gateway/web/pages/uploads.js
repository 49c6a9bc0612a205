// Photographs and files: sent as soon as they are chosen, shown with what was taken in.

import { upload } from "./api.js";
import { html, press } from "./parts.js";

const { ref } = window.Vue;
const KINDS = "image/jpeg,image/png,application/pdf";
const MOST_MB = 20;

const Uploads = {
  props: { form: Object },
  setup(props) {
    const [busy, wrong] = [ref(false), ref("")];
    const take = async (event) => {
      [busy.value, wrong.value] = [true, ""];
      for (const file of event.target.files) await send(file, props.form.values, wrong);
      busy.value = false;
      event.target.value = "";
    };
    const drop = (id) => { props.form.values.files = props.form.values.files.filter((one) => one.id !== id); };
    return () => html`<div class="field">
      <span class="asked">照片或文件</span><small>JPG、PNG 或 PDF，每个不超过 ${MOST_MB} MB</small>
      <label class="press plain pick">选择照片或文件<input class="unseen" type="file" multiple accept=${KINDS} onChange=${take} disabled=${busy.value} /></label>
      <p role="status" class="quiet">${busy.value ? "正在上传…" : ""}</p>
      ${wrong.value && html`<em class="wrong" role="alert">${wrong.value}</em>`}
      <ul>${props.form.values.files.map((one) => html`<li key=${one.id} class="taken"><span>${one.name}</span>
        ${press("移除", () => drop(one.id), { plain: true, aria: `移除：${one.name}` })}</li>`)}</ul>
    </div>`;
  },
};

async function send(file, values, wrong) {
  try {
    const kept = await upload(file);
    values.files = [...values.files, { id: kept.file_id, name: file.name }];
  } catch (problem) { wrong.value = `${file.name}：${problem.message}`; }
}

export const uploads = (form) => html`<${Uploads} form=${form} />`;
