import { mount } from "svelte";
import { connection, watchBrowser } from "./api/connection.svelte.js";
import { outbox } from "./api/outbox.svelte.js";
import { stayWithoutNet } from "./shell/worker.js";
import App from "./App.svelte";
import "./app.css";
import { rememberedLanguage } from "./shell/settings.js";
import { speak } from "./texts/texts.js";

await speak(rememberedLanguage());
watchBrowser();
connection.onReturn(() => outbox.wake());
mount(App, { target: document.getElementById("app")! });
stayWithoutNet();
