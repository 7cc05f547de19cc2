import { mount } from "svelte";
import { watchBrowser } from "./api/connection.svelte.js";
import App from "./App.svelte";
import "./app.css";
import { rememberedLanguage } from "./shell/settings.js";
import { speak } from "./texts/texts.js";

await speak(rememberedLanguage());
watchBrowser();
mount(App, { target: document.getElementById("app")! });
