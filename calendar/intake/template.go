package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// templateColumns are the template's columns in their order, with what can be chosen in each.
var templateColumns = []struct {
	heading string
	width   float64
	choices []string
}{
	{"Slag", 28, []string{"Trygghetsvandring", "Möte om grannsamverkan", "Information om stöldskydd", "Trafikkontroll", "Mot bedrägerier mot äldre",
		"Undersökning", "Medborgardialog", "Möte i ett forum", "Annat"}},
	{"Steg", 22, []string{"Förberedelse", "Vandring", "Uppföljande vandring"}},
	{"Rubrik", 28, nil}, {"Dag", 12, nil}, {"Starttid", 10, nil}, {"Sluttid", 10, nil}, {"Kommun", 16, nil}, {"Ort", 18, nil}, {"Plats", 24, nil},
	{"Part", 12, []string{"Polisen", "Kommunen"}},
	{"Tillsammans", 13, []string{"Ja", "Nej"}},
	{"Läge", 13, []string{"Planerad", "Genomförd", "Inställd"}},
	{"Deltagare", 11, nil}, {"Vad som gjordes", 44, nil},
	{"Utpekad av invånare", 20, []string{"Ja", "Nej"}},
	{"Återkoppling", 14, nil}, {"Nummer", 16, nil},
}

// ActivityTemplateCSV is an empty table of activities for a spreadsheet program in Sweden:
// with semicolons, and a mark that says that it is UTF-8.
func ActivityTemplateCSV() ([]byte, error) {
	out := bytes.NewBufferString("\ufeff")
	writer := csv.NewWriter(out)
	writer.Comma, writer.UseCRLF = ';', true
	headings := make([]string, len(templateColumns))
	for i, c := range templateColumns {
		headings[i] = c.heading
	}
	if err := writer.WriteAll([][]string{headings}); err != nil {
		return nil, fmt.Errorf("write the template of activities: %w", err)
	}
	return out.Bytes(), nil
}

// ActivityTemplateXLSX is an empty workbook of activities, in which what can be chosen is
// offered.
func ActivityTemplateXLSX() (file []byte, err error) {
	book := excelize.NewFile()
	defer func() {
		if closing := book.Close(); err == nil {
			err = closing
		}
	}()
	const sheet = "Aktiviteter"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, fmt.Errorf("name the template's sheet: %w", err)
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("make the template's headings bold: %w", err)
	}
	for i, c := range templateColumns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return nil, fmt.Errorf("name column %d: %w", i+1, err)
		}
		if err := book.SetColWidth(sheet, name, name, c.width); err != nil {
			return nil, fmt.Errorf("set the width of %s: %w", c.heading, err)
		}
		if err := book.SetCellStr(sheet, name+"1", c.heading); err != nil {
			return nil, fmt.Errorf("write %s: %w", c.heading, err)
		}
		if len(c.choices) == 0 {
			continue
		}
		offered := excelize.NewDataValidation(true)
		offered.SetSqref(fmt.Sprintf("%s2:%s1000", name, name))
		if err := offered.SetDropList(c.choices); err != nil {
			return nil, fmt.Errorf("offer the choices of %s: %w", c.heading, err)
		}
		if err := book.AddDataValidation(sheet, offered); err != nil {
			return nil, fmt.Errorf("offer the choices of %s: %w", c.heading, err)
		}
	}
	last, err := excelize.ColumnNumberToName(len(templateColumns))
	if err != nil {
		return nil, fmt.Errorf("name the last column: %w", err)
	}
	if err := book.SetCellStyle(sheet, "A1", last+"1", bold); err != nil {
		return nil, fmt.Errorf("make the template's headings bold: %w", err)
	}
	if err := book.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("keep the template's headings in sight: %w", err)
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write the template of activities: %w", err)
	}
	return out.Bytes(), nil
}
