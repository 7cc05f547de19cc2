import { Follower } from "./follower.js";
import hostStyle from "./host.css?inline";
import { apology, exchange, panel } from "./panel.js";
import panelStyle from "./panel.css?inline";
import type { Schedule } from "./schedule.js";

const tag = "mobilt-poliskontor";

/** The attributes that the server is asked with, by the same names as everywhere. */
const asked = ["ort", "kommun", "evenemang", "visa", "antal"];

/** Said before the server has said anything. */
const away = {
  sv: { text: "Tidtabellen kan inte hämtas just nu.", way: "Se när polisens mobila kontor kommer" },
  en: { text: "The timetable cannot be fetched just now.", way: "See when the mobile police office comes" },
};

// Known while the script runs for the first time only.
const source = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

const style = new CSSStyleSheet();
style.replaceSync(hostStyle + panelStyle);

/** A timetable in somebody else's page. What stands in the element is shown until there is one. */
class Timetable extends HTMLElement {
  static readonly observedAttributes = [...asked, "sprak", "rubrik"];

  #follower: Follower | undefined;
  #restarting = false;

  connectedCallback(): void {
    this.#start();
  }

  disconnectedCallback(): void {
    this.#follower?.stop();
    this.#follower = undefined;
  }

  attributeChangedCallback(): void {
    if (this.#follower === undefined || this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(() => {
      this.#restarting = false;
      if (this.#follower !== undefined) this.#start();
    });
  }

  #start(): void {
    this.#follower?.stop();
    this.#follower = new Follower(this.#address(), (schedule, away) => this.#show(schedule, away));
    void this.#follower.ask();
  }

  get #language(): "sv" | "en" {
    const said = this.getAttribute("sprak") ?? this.closest("[lang]")?.getAttribute("lang") ?? "";
    return said.toLowerCase().startsWith("en") ? "en" : "sv";
  }

  /** Where the server is: where the script is from, or, if the page has it in a bundle, where the link in the element leads. */
  get #origin(): string {
    if (/\/embed(\.v1)?\.js$/.test(source.replace(/[?#].*/, ""))) return new URL(source).origin;
    return this.querySelector("a")?.origin ?? location.origin;
  }

  #address(): string {
    const address = new URL(this.#language === "en" ? "/en/embed.v1.json" : "/embed.v1.json", this.#origin);
    for (const name of asked) {
      const value = this.getAttribute(name);
      if (value !== null) address.searchParams.set(name, value);
    }
    return address.href;
  }

  #show(schedule: Schedule | undefined, away: boolean): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    const made = schedule === undefined ? this.#apology() : panel(schedule, away, { heading: this.#heading, framed: false }, new Date());
    const old = root.querySelector(".panel");
    if (old === null) root.append(made);
    else exchange(old, made);
  }

  get #heading(): string {
    const level = this.getAttribute("rubrik") ?? "";
    return /^[1-6]$/.test(level) ? `h${level}` : "h2";
  }

  #apology(): HTMLElement {
    const lang = this.#language;
    const { text, way } = away[lang];
    const own = this.querySelector("a");
    return apology(lang, text, {
      url: own?.href ?? this.#origin + (lang === "en" ? "/en/" : "/"),
      text: own?.textContent?.trim() || way,
    });
  }
}

// A page may have the script twice.
if (customElements.get(tag) === undefined) customElements.define(tag, Timetable);
