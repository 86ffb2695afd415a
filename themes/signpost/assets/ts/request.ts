/**
 * The request that a reader writes where a flow leads to somebody: a script of its own, loaded when it is asked for.
 * In: the box of the page, what was answered, the words of a flow in one or two languages. Out: fields to edit, with ways to
 * copy, mail and keep the text. Never: a request to a server, words of its own.
 */
import { compose, type Given, type Speech } from "./compose";
import { copyText } from "./copy";
import { arrive, load } from "./load";
import { addressFor } from "./where";

/** Mail programs take addresses of about this length, in characters. A longer text is copied instead. */
const LONGEST_MAIL = 1900;

/** Puts the editor into the box, in the reader's language first. Rejects where the words do not come. */
export async function write(article: HTMLElement, box: HTMLElement, given: Given): Promise<HTMLElement> {
  const templates = article.querySelectorAll<HTMLTemplateElement>("template[data-load-words]");
  const speeches = await Promise.all(Array.from(templates, (template) => load<Speech>(template)));
  const copyOf = (name: string) =>
    (article.querySelector<HTMLTemplateElement>(`template[data-${name}]`)?.content.cloneNode(true) ?? new DocumentFragment()) as DocumentFragment;
  const { root = "", path = "" } = article.dataset;
  const editor = document.createElement("div");
  editor.className = "request-editor";
  editor.append(copyOf("request-editor"));
  const status = box.querySelector<HTMLElement>("[data-request-status]");
  const say = (name: string) => status?.replaceChildren(copyOf(name));
  const panels = speeches.map((speech, i) => {
    const address = addressFor(i === 0 ? path : speech.path, root, given.hash);
    const panel = panelOf(copyOf("request-text"), speech, given, address, say);
    const radio = editor.querySelector(`input[type=radio][value="${CSS.escape(speech.lang)}"]`);
    radio?.addEventListener("change", () => panels.forEach((other) => (other.hidden = other !== panel)));
    panel.hidden = i > 0;
    editor.append(panel);
    return panel;
  });
  if (status) status.before(editor);
  else box.append(editor);
  return editor;
}

function panelOf(content: DocumentFragment, speech: Speech, given: Given, address: string, say: (name: string) => void): HTMLElement {
  const panel = content.querySelector<HTMLElement>(".request-text");
  const subject = content.querySelector<HTMLInputElement>("[data-subject]");
  const body = content.querySelector<HTMLTextAreaElement>("[data-body]");
  if (!panel || !subject || !body) throw new Error("request: the fields are missing");
  const text = compose(speech, given, address);
  subject.value = text.subject;
  body.value = text.body;
  for (const field of [subject, body]) field.lang = speech.lang;
  const whole = () => `${subject.value}\n\n${body.value}`;
  const copied = async () => say((await copyText(whole())) ? "answers-copied" : "answers-not-copied");
  panel.querySelector("[data-copy-request]")?.addEventListener("click", () => void copied());
  panel.querySelector<HTMLAnchorElement>("[data-mail]")?.addEventListener("click", (event) => {
    const link = event.currentTarget as HTMLAnchorElement;
    const start = `mailto:?subject=${encodeURIComponent(subject.value)}`;
    link.href = `${start}&body=${encodeURIComponent(body.value.replace(/\n/g, "\r\n"))}`;
    if (link.href.length <= LONGEST_MAIL) return;
    link.href = start;
    void copyText(body.value).then((done) => say(done ? "request-mail-long" : "answers-not-copied"));
  });
  panel.querySelector<HTMLAnchorElement>("[data-download]")?.addEventListener("click", (event) => {
    const link = event.currentTarget as HTMLAnchorElement;
    const file = URL.createObjectURL(new Blob([whole().replace(/\n/g, "\r\n")], { type: "text/plain;charset=utf-8" }));
    link.href = file;
    link.download = `${given.flow}-${speech.lang.toLowerCase()}.txt`;
    // The browser has taken the file over by then.
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  });
  return panel;
}

/** For whoever loads this script. */
export type Write = typeof write;

arrive("request", write);
