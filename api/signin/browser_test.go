//go:build unix

package signin

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	opstorage "github.com/zitadel/oidc/v3/example/server/storage"

	"poliskontor/accounts"
	"poliskontor/api"
	"poliskontor/frontend/browsertest"
)

// TestInBrowser runs frontend/tests-signin in Chromium against the whole server and a
// real provider.
func TestInBrowser(t *testing.T) {
	frontend := filepath.Join("..", "..", "frontend")
	browsertest.Needed(t, frontend)

	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	address := &url.URL{Scheme: "http", Host: fmt.Sprintf("localhost:%d", port)}
	p := startProvider(t, address.String()+"/logga-in/polis/svar")
	for person, bend := range map[string]func(map[string]any){
		"wrong-nonce":    func(id map[string]any) { id["nonce"] = "another" },
		"wrong-audience": func(id map[string]any) { id["aud"] = "somebody-else" },
		"expired-token":  func(id map[string]any) { id["exp"] = time.Now().Add(-2 * time.Minute).Unix() },
	} {
		p.people[person] = &opstorage.User{ID: person, Username: person, Password: password, FirstName: "X", LastName: "Y",
			Email: person + "@polisen.example", EmailVerified: true}
		p.groups[person] = []string{"planners"}
		p.bendOf[person] = bend
	}
	w := onSQLite(t, p.with(nil), func(c *Config, a *api.Config) { c.PublicURL, a.PublicURL = address, address })
	w.live()
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: w.handler, ReadHeaderTimeout: time.Minute}}
	server.Start()
	defer server.Close()

	erik := w.planner("erik@polisen.example")
	if _, err := w.people.Accept(t.Context(), accounts.Secret(w.invite(erik)), password, "192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	started, err := json.Marshal(map[string]any{
		"address": address.String(), "byNumber": fmt.Sprintf("http://127.0.0.1:%d", port), "provider": p.issuer,
		"email": erik.Email, "password": password, "invitations": map[string]string{
			"phone":   w.invite(w.planner("frida@polisen.example")),
			"desktop": w.invite(w.planner("gustav@polisen.example")),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	browsertest.Run(t, frontend, "signin.config.ts", "POLISKONTOR_TEST_SIGNIN="+string(started))
}
