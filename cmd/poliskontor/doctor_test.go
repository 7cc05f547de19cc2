package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/demo"
	"poliskontor/storage"
)

// examined is what the doctor says of a configuration at an instant, and how much is wrong.
func examined(t *testing.T, now time.Time, config serveConfig) (string, int) {
	t.Helper()
	var said bytes.Buffer
	config.Addr, config.Brand, config.openDataConfig = "127.0.0.1:8080", "Mobilt poliskontor", usualOpenData
	if config.WeedingFolder == "" {
		config.WeedingFolder = t.TempDir()
	}
	d := &doctor{config: config, clock: func() time.Time { return now }, out: &said}
	d.look(t.Context())
	return said.String(), d.wrong
}

func TestTheDoctorFindsWhatIsWrong(t *testing.T) {
	healthy := demoFile(t)
	now := demoNow().Add(time.Hour)
	said, wrong := examined(t, now, serveConfig{databaseConfig: databaseConfig{healthy}, Demo: true, PublicURL: "https://poliskontor.example.se"})
	if wrong > 0 {
		t.Errorf("%d wrong with what is well:\n%s", wrong, said)
	}
	contains(t, said, "well   database: whole", "well   public pages", "better configuration: the accessibility statement")

	damaged := demoFile(t)
	path := strings.TrimPrefix(damaged, "sqlite:")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(content[len(content)/3:], bytes.Repeat([]byte{0xa5}, 64<<10))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	protocols := t.TempDir()
	if err := os.WriteFile(filepath.Join(protocols, "p.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	known := demoFile(t)
	addDemoAccounts(t, known)
	missing := filepath.Join(t.TempDir(), "missing.db")
	tests := map[string]struct {
		config serveConfig
		now    time.Time
		says   string
	}{
		"a value":          {serveConfig{databaseConfig: databaseConfig{healthy}, PublicURL: "poliskontor"}, now, "wrong  configuration: POLISKONTOR_PUBLIC_URL"},
		"a database":       {serveConfig{databaseConfig: databaseConfig{"postgres://planner@127.0.0.1:1/none"}}, now, "wrong  database: reach"},
		"a schema":         {serveConfig{databaseConfig: databaseConfig{"sqlite:" + empty}}, now, "Run poliskontor migrate"},
		"a disk":           {serveConfig{databaseConfig: databaseConfig{damaged}, Demo: true}, now, "wrong  database: "},
		"a clock":          {serveConfig{databaseConfig: databaseConfig{healthy}, Demo: true}, demoNow().AddDate(-1, 0, 0), "wrong  clock: "},
		"a password":       {serveConfig{databaseConfig: databaseConfig{known}}, now, "wrong  accounts: 5 accounts of the demonstration"},
		"a protocol":       {serveConfig{databaseConfig: databaseConfig{healthy}, Demo: true, weedingConfig: weedingConfig{protocols}}, now, "wrong  weeding: p.json"},
		"a file that lies": {serveConfig{databaseConfig: databaseConfig{"sqlite:" + protocols + "/p.json"}}, now, "wrong  database: "},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			said, wrong := examined(t, test.now, test.config)
			if wrong == 0 || !strings.Contains(said, test.says) {
				t.Errorf("%d wrong, without %q:\n%s", wrong, test.says, said)
			}
		})
	}
	if said, _ := examined(t, now, serveConfig{databaseConfig: databaseConfig{"sqlite:" + missing}}); !strings.Contains(said, "is not there yet") {
		t.Errorf("of a database that is to be made:\n%s", said)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("the doctor made a database")
	}
}

func addDemoAccounts(t *testing.T, database string) {
	t.Helper()
	store, err := storage.Open(t.Context(), storage.Config{Database: database})
	if err != nil {
		t.Fatal(err)
	}
	err = demo.AddAccounts(t.Context(), accounts.New(store.People(), demoNow), store.Districts())
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
}
