// Package frontend holds what browsers get: the templates, style sheets, scripts and
// texts of the public pages and of the sign-in, and the planner's app as it was built.
package frontend

import "embed"

// Public is tokens.css and the folder public: templates/*.html, texts/<language>.json,
// public.css and favicon.svg.
//
//go:embed tokens.css public
var Public embed.FS

// SignIn is tokens.css and the folder signin: templates/*.html,
// texts/<language>.json, signin.css and signin.js.
//
//go:embed tokens.css signin
var SignIn embed.FS

// Embed is what the embedded timetable is styled with, embed/panel.css and
// embed/frame.css, and the folder embed/dist, into which `make frontend` builds its
// scripts. On a clone that has built nothing the folder is empty.
//
//go:embed embed/panel.css embed/frame.css all:embed/dist
var Embed embed.FS

// Dist is the folder dist, into which `make frontend` builds the planner's app. On a
// clone that has built nothing it holds no index.html.
//
//go:embed all:dist
var Dist embed.FS
