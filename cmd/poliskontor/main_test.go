package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"poliskontor/storage/storagetest"
)

// actAsProgram makes the test binary be the program itself, so that tests can start
// it as a process of its own, and kill it.
const actAsProgram = "POLISKONTOR_TEST_ACT_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(actAsProgram) != "" {
		main()
		return
	}
	os.Exit(storagetest.Main(m))
}

func command(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, stdio{strings.NewReader(""), &out, &out})
	return out.String(), err
}

// TestWrongConfiguration sees that a mistake stops the start with one clear line.
func TestWrongConfiguration(t *testing.T) {
	database := "POLISKONTOR_DATABASE=sqlite:" + filepath.Join(t.TempDir(), "db")
	tests := map[string]struct {
		set  []string
		says string
	}{
		"address":        {[]string{"POLISKONTOR_ADDR=8080"}, "POLISKONTOR_ADDR"},
		"private":        {[]string{"POLISKONTOR_PRIVATE=9090"}, "POLISKONTOR_PRIVATE"},
		"public address": {[]string{"POLISKONTOR_PUBLIC_URL=poliskontor.example.se"}, "POLISKONTOR_PUBLIC_URL"},
		"address's path": {[]string{"POLISKONTOR_PUBLIC_URL=https://example.se/kontor"}, "POLISKONTOR_PUBLIC_URL"},
		"proxies":        {[]string{"POLISKONTOR_TRUSTED_PROXIES=10.0.0.1"}, "POLISKONTOR_TRUSTED_PROXIES"},
		"contact":        {[]string{"POLISKONTOR_SECURITY_CONTACT=sakerhet@example.se"}, "POLISKONTOR_SECURITY_CONTACT"},
		"barriers":       {[]string{"POLISKONTOR_ACCESSIBILITY_CONTACT=javascript:alert(1)"}, "POLISKONTOR_ACCESSIBILITY_CONTACT"},
		"log level":      {[]string{"POLISKONTOR_LOG_LEVEL=loud"}, "log-level"},
		"demo":           {[]string{"POLISKONTOR_DEMO=perhaps"}, "demo"},
		"grace":          {[]string{"POLISKONTOR_GRACE=soon"}, "grace"},
		"database":       {[]string{"POLISKONTOR_DATABASE=mysql://example/db"}, "POLISKONTOR_DATABASE"},
		"drain":          {[]string{"POLISKONTOR_DRAIN=-1s"}, "POLISKONTOR_DRAIN"},
		"no such port":   {[]string{"POLISKONTOR_DATABASE=postgres://planner:hemligt@127.0.0.1:port/db"}, "PostgreSQL"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for _, pair := range append([]string{database}, test.set...) {
				key, value, _ := strings.Cut(pair, "=")
				t.Setenv(key, value)
			}
			out, err := command(t, "serve")
			if err == nil {
				t.Fatal("the server started")
			}
			said := err.Error()
			if !strings.Contains(said, test.says) || strings.Contains(said, "\n") || strings.Contains(said+out, "hemligt") {
				t.Errorf("it says %q after %q", said, out)
			}
		})
	}
}

func TestHelpListsTheConfiguration(t *testing.T) {
	out, err := command(t, "serve", "--help")
	if err != nil {
		t.Fatal(err)
	}
	contains(t, out, "POLISKONTOR_ADDR", "127.0.0.1:8080", "POLISKONTOR_DATABASE", "sqlite:data/poliskontor.db",
		"POLISKONTOR_PUBLIC_URL", "POLISKONTOR_DEMO", "POLISKONTOR_TRUSTED_PROXIES",
		"POLISKONTOR_SMTP_URL", "POLISKONTOR_SECRET_KEY", "POLISKONTOR_ALERT_DAYS")
}

func TestUnknownCommand(t *testing.T) {
	if _, err := command(t, "fly"); err == nil {
		t.Error("it flies")
	}
}

func TestPlanReadsAndWrites(t *testing.T) {
	out, err := command(t, "plan", "../../scheduling/planner/testdata/example.json", "--iterations", "10")
	if err != nil {
		t.Fatal(err)
	}
	contains(t, out, `"stops"`, `"measures"`, `"score"`)
	for name, file := range map[string]string{"missing": "nowhere.json", "not a problem": "main.go"} {
		if _, err := command(t, "plan", file); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenAPIIsPrinted(t *testing.T) {
	out, err := command(t, "openapi")
	if err != nil {
		t.Fatal(err)
	}
	contains(t, out, `"openapi"`, "3.1", "/api/v1/visits/{id}/cancel")
}
