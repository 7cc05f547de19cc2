import { beforeEach, describe, expect, it } from "vitest";
import { find, fit, href, router, within, type Route } from "./router.svelte.js";
import { routes } from "./routes.js";

describe("a pattern", () => {
  it.each([
    ["/register", "/register", {}],
    ["/register", "/register/", {}],
    ["/register/:register/:id", "/register/sites/a%2Fb", { register: "sites", id: "a/b" }],
    ["/register/:register", "/register", undefined],
    ["/register/:register", "/register/sites/1", undefined],
    ["/register/:register", "/evenemang/1", undefined],
    ["/register/:register", "/register/%E0%A4%A", undefined],
  ])("%s for %s", (pattern, path, params) => expect(fit(pattern, path)).toEqual(params));
});

describe("the routes", () => {
  it("lead to the first that fits, with a page that exists", async () => {
    expect(find(routes, "/evenemang/ny")?.params).toEqual({ id: "ny" });
    expect(find(routes, "/nowhere")).toBeUndefined();
    for (const route of routes as Route[]) expect((await route.load()).default, route.pattern).toBeTypeOf("function");
  }, 60_000); // every page is compiled for it
});

describe("an address", () => {
  it("is within the app only below its folder", () => {
    const at = (path: string) => within(new URL(path, location.origin));
    expect(at("/planera")).toBe("/");
    expect(at("/planera/register")).toBe("/register");
    expect(at("/planeraren")).toBeUndefined();
    expect(at("/orter/ahus")).toBeUndefined();
    expect(within(new URL("https://elsewhere.example/planera"))).toBeUndefined();
  });

  it("leaves out what is not asked for", () => {
    expect(href("/")).toBe("/planera");
    expect(href("/register/sites", { q: "å&b", order: undefined })).toBe("/planera/register/sites?q=%C3%A5%26b");
  });
});

describe("the router", () => {
  beforeEach(() => router.go("/register"));

  it("keeps what a page shows without leaving it", () => {
    const steps = router.steps;
    router.note({ q: "torg" });
    expect(location.search).toBe("?q=torg");
    expect(router.query.get("q")).toBe("torg");
    expect(router.steps).toBe(steps);
  });

  it("goes to another page", () => {
    router.go("/evenemang");
    expect(router.path).toBe("/evenemang");
    expect(location.pathname).toBe("/planera/evenemang");
  });
});
