package intake

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"poliskontor/scheduling"
)

const (
	// mostUnpacked is how large a workbook may be once it is unpacked.
	mostUnpacked = 40 << 20
	// mostMerged is how many cells may lie in merged ones.
	mostMerged = 50_000
)

// readWorkbook hands the lines of a workbook's first sheet over.
func readWorkbook(file []byte, to reader) (err error) {
	book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{
		UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked, RawCellValue: true})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return refuse(scheduling.CodeFileTooLarge)
		}
		return refuse(scheduling.CodeFileUnreadable)
	}
	defer func() {
		if closing := book.Close(); err == nil && closing != nil {
			err = refuse(scheduling.CodeFileUnreadable)
		}
	}()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return refuse(scheduling.CodeFileUnreadable)
	}
	merged, err := mergedCells(book, sheets[0])
	if err != nil {
		return err
	}
	rows, err := book.Rows(sheets[0])
	if err != nil {
		return refuse(scheduling.CodeFileUnreadable)
	}
	to.numbers(dateNumbers(book))
	for line := 1; rows.Next(); line++ {
		if line > 4*mostEntries {
			return refuse(scheduling.CodeFileTooMany, "most", strconv.Itoa(mostEntries))
		}
		cells, err := rows.Columns()
		if err != nil {
			return refuse(scheduling.CodeFileUnreadable)
		}
		// A merged cell says the same of each line that it covers, but makes no line of
		// one that has nothing of its own.
		if strings.TrimSpace(strings.Join(cells, "")) != "" {
			for column, value := range merged[line] {
				for len(cells) <= column {
					cells = append(cells, "")
				}
				cells[column] = value
			}
		}
		if err := to.add(line, cells); err != nil {
			return err
		}
	}
	return nil
}

// dateNumbers reads the numbers by which a workbook has dates.
func dateNumbers(book *excelize.File) func(string) (time.Time, bool) {
	props, err := book.GetWorkbookProps()
	since1904 := err == nil && props.Date1904 != nil && *props.Date1904
	return func(text string) (time.Time, bool) {
		days, err := strconv.ParseFloat(text, 64)
		if err != nil || days < 20000 || days > 110000 { // 1954 to 2201, so that 20270710 is no such number
			return time.Time{}, false
		}
		t, err := excelize.ExcelDateToTime(days, since1904)
		return t, err == nil
	}
}

// mergedCells is what merged cells hold, by line from 1 and column from 0, but for where
// they begin, and but for headings that run over several columns.
func mergedCells(book *excelize.File, sheet string) (map[int]map[int]string, error) {
	ranges, err := book.GetMergeCells(sheet)
	if err != nil {
		return nil, refuse(scheduling.CodeFileUnreadable)
	}
	found := map[int]map[int]string{}
	count := 0
	for _, r := range ranges {
		column, top, err := excelize.CellNameToCoordinates(r.GetStartAxis())
		if err != nil {
			return nil, refuse(scheduling.CodeFileUnreadable)
		}
		_, bottom, err := excelize.CellNameToCoordinates(r.GetEndAxis())
		if err != nil {
			return nil, refuse(scheduling.CodeFileUnreadable)
		}
		if count += bottom - top; count > mostMerged {
			return nil, refuse(scheduling.CodeFileTooLarge)
		}
		for line := top + 1; line <= bottom; line++ {
			if found[line] == nil {
				found[line] = map[int]string{}
			}
			found[line][column-1] = r.GetCellValue()
		}
	}
	return found, nil
}
