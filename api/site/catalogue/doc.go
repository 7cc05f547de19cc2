// Package catalogue describes the open data for data portals, by DCAT-AP-SE 3.0.1, as
// Turtle and as JSON-LD.
package catalogue
