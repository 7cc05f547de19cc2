package api

import (
	"context"
	"fmt"

	"poliskontor/calendar"
	"poliskontor/report"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// Report is the report on how a pledge was kept, as it stands on paper.
type Report struct {
	Title  string        `json:"title" doc:"Its title."`
	Below  string        `json:"below" doc:"The time that it is about."`
	Author string        `json:"author" doc:"Whose report it is."`
	Made   Time          `json:"made" doc:"When its figures stood so."`
	Facts  []ReportFact  `json:"facts" doc:"What stands on the title page."`
	Blocks []ReportBlock `json:"blocks" doc:"What follows, from above to below."`
}

// ReportFact is a label and what is said of it.
type ReportFact struct {
	Label string `json:"label" doc:"What it is."`
	Text  string `json:"text" doc:"What is said of it."`
}

// ReportBlock is one thing below another; exactly one of its parts is there.
type ReportBlock struct {
	Heading   *ReportHeading `json:"heading,omitempty" doc:"Heads what follows."`
	Paragraph string         `json:"paragraph,omitempty" doc:"A paragraph."`
	Fact      *ReportFact    `json:"fact,omitempty" doc:"A label and what is said of it."`
	Table     *ReportTable   `json:"table,omitempty" doc:"A table, whose rows are headed by their first cell."`
	Bars      *ReportBars    `json:"bars,omitempty" doc:"A chart. The table that says the same follows it."`
	NewPage   bool           `json:"newPage,omitempty" doc:"A new page begins on paper."`
}

// ReportHeading is a heading.
type ReportHeading struct {
	Level int    `json:"level" doc:"From 1."`
	Text  string `json:"text" doc:"Its words."`
}

// ReportTable is a table.
type ReportTable struct {
	Caption string         `json:"caption" doc:"Its caption."`
	Columns []ReportColumn `json:"columns" doc:"Its columns."`
	Rows    [][]string     `json:"rows" doc:"Its rows, a cell for each column."`
}

// ReportColumn is a column of a table.
type ReportColumn struct {
	Name    string `json:"name" doc:"Its heading; soft hyphens say where it can be broken."`
	Figures bool   `json:"figures" doc:"Whether it holds figures."`
}

// ReportBars is a chart of bars.
type ReportBars struct {
	Caption string      `json:"caption" doc:"Its caption."`
	Alt     string      `json:"alt" doc:"The chart in words."`
	Bars    []ReportBar `json:"bars" doc:"Its bars."`
}

// ReportBar is one bar of a chart.
type ReportBar struct {
	Label string `json:"label" doc:"What it is about."`
	Value int    `json:"value" doc:"How long it is."`
	Of    int    `json:"of" doc:"How long the pale one behind it is; 0 for none."`
	Text  string `json:"text" doc:"The figure, as it is written."`
}

// reportOf asks for a report.
type reportOf struct {
	ID       Ref    `path:"id" doc:"The pledge's ID."`
	Language string `query:"language" enum:"sv,en" default:"sv" doc:"The language that it is in."`
	Period
}

// fileOfReport asks for a report as a file.
type fileOfReport struct {
	ID       Ref    `path:"id" doc:"The pledge's ID."`
	Format   string `path:"format" enum:"pdf,docx,xlsx" doc:"The form: pdf to print, docx to edit, xlsx for all figures with the rows behind them."`
	Language string `query:"language" enum:"sv,en" default:"sv" doc:"The language that it is in."`
	Period
}

// reportFile is a report as a file.
type reportFile struct {
	ContentType string `header:"Content-Type" doc:"Of the form that was asked for."`
	Disposition string `header:"Content-Disposition" doc:"That it is a file, and its name."`
	Body        []byte
}

func (a *api) getReport(ctx context.Context, in *reportOf) (*unversioned[Report], error) {
	review, err := a.review(ctx, in.ID, in.Period)
	if err != nil {
		return nil, err
	}
	d := report.Of(review, calendar.Language(in.Language))
	fact := func(f report.Fact) ReportFact { return ReportFact(f) }
	return &unversioned[Report]{Report{Title: d.Title, Below: d.Below, Author: d.Author, Made: timeOf(d.Made),
		Facts: showEach(d.Facts, fact), Blocks: showEach(d.Blocks, showBlock)}}, nil
}

func (a *api) getReportFile(ctx context.Context, in *fileOfReport) (*reportFile, error) {
	review, err := a.review(ctx, in.ID, in.Period)
	if err != nil {
		return nil, err
	}
	format := report.Format(in.Format)
	body, err := report.Make(review, calendar.Language(in.Language), format)
	if err != nil {
		return nil, err
	}
	year, _, _ := review.From.Date()
	name := fmt.Sprintf("uppfoljning-%s-%d.%s", review.Pledge.Slug, year, format)
	if in.Language == string(calendar.English) {
		name = fmt.Sprintf("follow-up-%s-%d.%s", review.Pledge.Slug, year, format)
	}
	return &reportFile{ContentType: format.ContentType(), Disposition: fmt.Sprintf("attachment; filename=%q", name), Body: body}, nil
}

func showBlock(b report.Block) ReportBlock {
	shown := ReportBlock{Paragraph: b.Paragraph, NewPage: b.NewPage}
	switch {
	case b.Heading != nil:
		heading := ReportHeading(*b.Heading)
		shown.Heading = &heading
	case b.Fact != nil:
		fact := ReportFact(*b.Fact)
		shown.Fact = &fact
	case b.Table != nil:
		shown.Table = &ReportTable{Caption: b.Table.Caption, Rows: b.Table.Rows,
			Columns: showEach(b.Table.Columns, func(c report.Column) ReportColumn { return ReportColumn{c.Name, c.Figures} })}
	case b.Bars != nil:
		shown.Bars = &ReportBars{Caption: b.Bars.Caption, Alt: b.Bars.Alt, Bars: showEach(b.Bars.Bars, func(bar report.Bar) ReportBar { return ReportBar(bar) })}
	}
	return shown
}

// review follows the pledge up over a period.
func (a *api) review(ctx context.Context, pledge Ref, in Period) (followup.Review, error) {
	span := in.span(a.Clock)
	if span.Empty() {
		return followup.Review{}, invalid("query.to", scheduling.CodeEndBeforeStart)
	}
	return a.Reviews.Of(ctx, scheduling.PledgeID(pledge), span)
}
