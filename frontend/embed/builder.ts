/** Without this script the form asks for a new page; with it, the result follows what is chosen. */

const form = document.querySelector<HTMLFormElement>("#bygg");
let latest = new AbortController();

async function follow(form: HTMLFormElement): Promise<void> {
  latest.abort();
  latest = new AbortController();
  const { signal } = latest;
  const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const address = `${form.action}?${query}`;
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-follows]")) {
      const news = page.getElementById(part.id);
      if (news !== null && news.innerHTML !== part.innerHTML) part.replaceChildren(...document.adoptNode(news).childNodes);
    }
    history.replaceState(null, "", address);
    offerCopies();
  } catch {
    const status = document.querySelector("#valt");
    if (!signal.aborted && status !== null) status.textContent = form.dataset["away"] ?? "";
  }
}

/** Puts a button after each piece of code. */
function offerCopies(): void {
  for (const code of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-copy]")) {
    if (code.parentElement?.querySelector("button") !== null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = code.dataset["copy"] ?? "";
    const said = document.createElement("span");
    said.role = "status";
    said.className = "copied";
    button.addEventListener("click", async () => {
      code.select();
      await navigator.clipboard.writeText(code.value);
      said.textContent = code.dataset["copied"] ?? "";
    });
    code.after(button, " ", said);
  }
}

if (form !== null) {
  form.addEventListener("change", () => void follow(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void follow(form);
  });
  offerCopies();
}
// The framed preview tells its height.
addEventListener("message", ({ source, data }: MessageEvent<{ "mobilt-poliskontor"?: number } | null>) => {
  const frame = document.querySelector<HTMLIFrameElement>("#forhandsvisning iframe");
  const height = data?.["mobilt-poliskontor"];
  if (frame !== null && source === frame.contentWindow && typeof height === "number") frame.height = String(height);
});
