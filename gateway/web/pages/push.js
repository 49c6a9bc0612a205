// Hearing of changes: a one-time ticket opens a stream; a lost stream is opened again with a new ticket. With each
// ticket the page is read anew, and the stream goes on from there: nothing falls between page and stream.

import { call, session } from "./api.js";

const AGAIN_MS = 5000;
const TOGETHER_MS = 300;

export function followChanges(onChange) {
  const it = { source: null, timer: null, over: false };
  const soon = () => { clearTimeout(it.timer); it.timer = setTimeout(onChange, TOGETHER_MS); };
  const open = async () => {
    if (it.over || !session.token) return;
    try {
      const { ticket, push_url: url, after } = await call("/push-tickets", { method: "POST", body: {} });
      if (it.over) return;
      soon();
      it.source = new EventSource(`${url}/events?ticket=${encodeURIComponent(ticket)}&after=${after}`);
      it.source.addEventListener("change", soon);
      it.source.onerror = () => { it.source.close(); it.again = setTimeout(open, AGAIN_MS); };
    } catch (error) {
      it.again = setTimeout(open, AGAIN_MS);
    }
  };
  open();
  return () => { it.over = true; it.source?.close(); clearTimeout(it.timer); clearTimeout(it.again); };
}
