// Package report makes the report on how a pledge was kept, for the forum that follows it
// up: as a page, a PDF, a document to edit and a workbook. All four are written from one
// [followup.Review], and the first three from one [Document].
package report
