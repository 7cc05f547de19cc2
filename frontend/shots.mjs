import { chromium } from "@playwright/test";
const [,, out, role, ...paths] = process.argv;
const base = "http://127.0.0.1:18106";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [w,h] of [[390,844],[1280,900]]) {
  const c = await b.newContext({ viewport: {width:w,height:h}, locale: "sv-SE", timezoneId: "Europe/Stockholm" });
  const p = await c.newPage();
  if (role !== "-") { await p.goto(base+"/logga-in?till=/planera"); await p.getByLabel("E-postadress").fill(role+"@exempel.se"); await p.getByLabel("Lösenord",{exact:true}).fill("en tur till byn varje vecka"); await p.getByRole("button",{name:"Logga in",exact:true}).click(); await p.waitForURL(u=>!u.pathname.startsWith("/logga-in")); }
  for (const path of paths) { await p.goto(base+path); await p.waitForLoadState("networkidle").catch(()=>{}); await p.waitForTimeout(700);
    const name = path.replace(/[^a-z0-9]+/gi,"-").replace(/^-|-$/g,"")||"hem";
    await p.screenshot({ path: `${out}-${w}-${name}.png`, fullPage: true }); }
  await c.close();
}
await b.close();
