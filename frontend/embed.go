// Package frontend holds what browsers get: the templates, style sheets and texts
// of the public pages.
package frontend

import "embed"

// Public is tokens.css and the folder public: templates/*.html, texts/<language>.json,
// public.css and favicon.svg.
//
//go:embed tokens.css public
var Public embed.FS
