// Package pdf writes documents of headings, paragraphs, tables and bar charts as PDF on A4
// that is tagged (ISO 32000-1, 14.8): a screen reader gets headings, table cells with their
// headers, and words for charts, in the order that they are read. Fonts are embedded.
package pdf
