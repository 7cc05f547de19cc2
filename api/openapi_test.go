//go:build unix

package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"poliskontor/api"
)

func TestTheDocumentIsTheSameEachTime(t *testing.T) {
	first, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	second, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	served := onSQLite(t).must(http.StatusOK, "GET", "/api/openapi.json", nil, "Authorization", "")
	if !bytes.Equal(first, second) || !bytes.Equal(first, served.Body.Bytes()) {
		t.Error("the document differs from one time to the next")
	}
	if served.text("openapi") != "3.1.0" {
		t.Errorf("OpenAPI %s", served.text("openapi"))
	}
}

func documented(t *testing.T) object {
	t.Helper()
	raw, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var document object
	if err := json.Unmarshal(raw, &document); err != nil {
		t.Fatal(err)
	}
	return document
}

func TestEverythingInTheDocumentIsDescribed(t *testing.T) {
	document := documented(t)
	operations := 0
	for path, item := range document["paths"].(object) {
		for method, o := range item.(object) {
			operation := o.(object)
			operations++
			name := strings.ToUpper(method) + " " + path
			for _, field := range []string{"operationId", "summary", "description"} {
				if operation[field] == nil || operation[field] == "" {
					t.Errorf("%s has no %s", name, field)
				}
			}
			if operation["tags"] == nil || operation["security"] == nil {
				t.Errorf("%s has no tags or says nothing of security", name)
			}
			parameters, _ := operation["parameters"].([]any)
			for _, p := range parameters {
				if p.(object)["description"] == nil {
					t.Errorf("%s: parameter %v has no description", name, p.(object)["name"])
				}
			}
			for status, r := range operation["responses"].(object) {
				content, _ := r.(object)["content"].(object)
				if status >= "400" && content["application/problem+json"] == nil {
					t.Errorf("%s: %s is no problem", name, status)
				}
			}
		}
	}
	if operations != 203 {
		t.Errorf("%d operations", operations)
	}
	for name, s := range document["components"].(object)["schemas"].(object) {
		properties, _ := s.(object)["properties"].(object)
		for field, p := range properties {
			if p.(object)["description"] == nil {
				t.Errorf("schema %s: %s has no description", name, field)
			}
		}
	}
}
