package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestUserCommand(t *testing.T) {
	t.Setenv("POLISKONTOR_DATABASE", "sqlite:"+filepath.Join(t.TempDir(), "db"))
	must := func(args ...string) string {
		t.Helper()
		out, err := command(t, append([]string{"user"}, args...)...)
		if err != nil {
			t.Fatalf("user %s: %v", strings.Join(args, " "), err)
		}
		return out
	}
	first := must("add", "Alva.Berg@example.se", "--name", "Alva Berg", "--role", "admin", "--public-url", "https://kontor.example.se")
	contains(t, first, "alva.berg@example.se", "https://kontor.example.se/logga-in/inbjudan#mpk_")
	must("add", "sam@example.se", "--name", "Sam", "--authority", "kommun", "--role", "coordinator", "--role", "communicator")
	contains(t, must("list"), "alva.berg@example.se", "admin", "sam@example.se", "coordinator communicator", "kommun")
	again := must("invite", "ALVA.BERG@example.se")
	secret := regexp.MustCompile(`mpk_[a-z0-9]+`)
	if secret.FindString(again) == secret.FindString(first) {
		t.Error("the same invitation twice")
	}
	if token := must("token", "alva.berg@example.se", "--name", "prov", "--scope", "read,read_audit"); !secret.MatchString(token) {
		t.Errorf("token: %s", token)
	}
	must("close", "sam@example.se")
	contains(t, must("list"), "closed")
	contains(t, must("roles"), "| `plan_visits` | yes |")

	for _, wrong := range []struct {
		args []string
		says string
	}{
		{[]string{"add", "alva.berg@example.se", "--name", "A", "--role", "admin"}, "already"},
		{[]string{"add", "alva", "--name", "A", "--role", "admin"}, "no e-mail address"},
		{[]string{"add", "a@example.se", "--name", "A", "--role", "king"}, "a role is one of"},
		{[]string{"add", "a@example.se", "--name", "A", "--role", "admin@nowhere"}, "no district nowhere"},
		{[]string{"add", "a@example.se", "--name", "A"}, "--role"},
		{[]string{"invite", "ingen@example.se"}, "no account"},
		{[]string{"invite", "sam@example.se"}, "closed"},
		{[]string{"token", "alva.berg@example.se", "--name", "x", "--scope", "plan_visits"}, "may not do all of that"},
		{[]string{"token", "alva.berg@example.se", "--name", "x", "--days", "900"}, "from 1 to 366"},
	} {
		out, err := command(t, append([]string{"user"}, wrong.args...)...)
		if err == nil || !strings.Contains(err.Error(), wrong.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v, %s", wrong.args, err, out)
		}
	}
}
