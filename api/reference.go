package api

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"poliskontor/api/headers"
	"poliskontor/scheduling"
)

// openAPI returns the document, the same bytes each time.
func (a *api) openAPI() ([]byte, error) {
	var indented bytes.Buffer
	document, err := a.huma.OpenAPI().MarshalJSON()
	if err != nil {
		return nil, err
	}
	if err := json.Indent(&indented, document, "", "  "); err != nil {
		return nil, err
	}
	indented.WriteByte('\n')
	return indented.Bytes(), nil
}

// prepared is what is made once, at the first request for it.
type prepared struct{ document, reference func() ([]byte, error) }

func (a *api) prepare() prepared {
	return prepared{document: sync.OnceValues(a.openAPI), reference: sync.OnceValues(a.reference)}
}

func (a *api) serveOpenAPI(c echo.Context) error {
	return a.servePrepared(c, "application/json", a.prepared.document)
}

func (a *api) serveReference(c echo.Context) error {
	c.Response().Header().Set(echo.HeaderContentSecurityPolicy, headers.WithStyle(styleHash))
	return a.servePrepared(c, echo.MIMETextHTMLCharsetUTF8, a.prepared.reference)
}

func (a *api) servePrepared(c echo.Context, contentType string, prepare func() ([]byte, error)) error {
	content, err := prepare()
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderCacheControl, publicCache)
	return c.Blob(http.StatusOK, contentType, content)
}

//go:embed reference.html
var referencePage string

//go:embed reference.css
var referenceStyle string

var referenceTemplate = template.Must(template.New("reference").Parse(referencePage))

// styleHash lets the page's own style through its policy, and no other.
var styleHash = func() string {
	sum := sha256.Sum256([]byte(referenceStyle))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}()

// referenceView is what the reference page shows.
type referenceView struct {
	Title, Version, Description string
	Style                       template.CSS
	Tags                        []referenceTag
	Codes                       []referenceCode
}

type referenceTag struct {
	Name, Description string
	Operations        []referenceOperation
}

type referenceOperation struct {
	Method, Path, ID, Summary, Description string
	Open                                   bool
	Parameters                             []*huma.Param
	Fields                                 []referenceField
}

type referenceField struct {
	Name, Type, Description string
	Required                bool
}

type referenceCode struct {
	Code             scheduling.Code
	English, Swedish string
}

// reference renders the OpenAPI document for people, without a script.
func (a *api) reference() ([]byte, error) {
	document := a.huma.OpenAPI()
	view := referenceView{
		Title: document.Info.Title, Version: document.Info.Version, Description: document.Info.Description,
		Style: template.CSS(referenceStyle),
	}
	for _, tag := range document.Tags {
		view.Tags = append(view.Tags, referenceTag{
			Name: tag.Name, Description: tag.Description, Operations: operationsOf(document, tag.Name)})
	}
	for _, code := range slices.Sorted(maps.Keys(catalogues[english].Sentences)) {
		view.Codes = append(view.Codes, referenceCode{
			Code: code, English: catalogues[english].Sentences[code], Swedish: catalogues[swedish].Sentences[code]})
	}
	var page bytes.Buffer
	if err := referenceTemplate.Execute(&page, view); err != nil {
		return nil, fmt.Errorf("render the reference: %w", err)
	}
	return page.Bytes(), nil
}

func operationsOf(document *huma.OpenAPI, tag string) []referenceOperation {
	var found []referenceOperation
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		item := document.Paths[path]
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if o == nil || !slices.Contains(o.Tags, tag) {
				continue
			}
			found = append(found, referenceOperation{
				Method: o.Method, Path: o.Path, ID: o.OperationID, Summary: o.Summary, Description: o.Description,
				Open: len(o.Security) == 0, Parameters: o.Parameters, Fields: fieldsOf(document, o.RequestBody),
			})
		}
	}
	slices.SortStableFunc(found, func(a, b referenceOperation) int { return cmp.Compare(a.Path, b.Path) })
	return found
}

func fieldsOf(document *huma.OpenAPI, body *huma.RequestBody) []referenceField {
	if body == nil {
		return nil
	}
	media := body.Content["application/json"]
	if media == nil {
		return nil // a file has no fields
	}
	schema := media.Schema
	if schema.Ref != "" {
		schema = document.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	fields := make([]referenceField, 0, len(schema.Properties))
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		property := schema.Properties[name]
		fields = append(fields, referenceField{
			Name: name, Type: typeOf(property), Description: property.Description, Required: slices.Contains(schema.Required, name)})
	}
	return fields
}

func typeOf(s *huma.Schema) string {
	switch {
	case s.Ref != "":
		return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
	case s.Type == huma.TypeArray:
		return "list of " + typeOf(s.Items)
	}
	return s.Type
}
