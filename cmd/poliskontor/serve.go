package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"text/template"
	"time"

	"poliskontor/demo"
)

type serveCommand struct {
	serveConfig `embed:""`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(ctx context.Context, std stdio) error {
	app, err := NewApp(ctx, c.serveConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return errors.Join(fmt.Errorf("listen on %s: %w", c.Addr, err), app.Close())
	}
	if err := welcome.Execute(std.out, greeting{
		URL: "http://" + listener.Addr().String(), Demo: c.Demo, Accounts: demo.Accounts, Password: demo.Password}); err != nil {
		return errors.Join(err, app.Close())
	}
	return errors.Join(app.Serve(ctx, listener), app.Close())
}

// greeting is what whoever started the server is told.
type greeting struct {
	URL      string
	Demo     bool
	Accounts []demo.Account
	Password string
}

// welcome tells whoever started the server where to look. Accounts and password are
// printed for the demonstration only.
var welcome = template.Must(template.New("welcome").Parse(`
  Mobilt poliskontor is serving on {{.URL}}

    Public pages     {{.URL}}/            (English: {{.URL}}/en/)
    All visits       {{.URL}}/kalender/alla.ics
    Subscribe        {{.URL}}/prenumerera
    API              {{.URL}}/api/docs
    For planners     {{.URL}}/planera/
{{if .Demo}}
  Demonstration accounts, all with the password "{{.Password}}":
{{range .Accounts}}
    {{printf "%-28s" .Email}} {{.Role}}{{end}}
{{end}}
  Ctrl-C stops it.

`))

type healthcheckCommand struct {
	Addr string `env:"POLISKONTOR_ADDR" default:"127.0.0.1:8080" help:"Address that the server listens on."`
}

// Run asks the server's /readyz.
func (c healthcheckCommand) Run(ctx context.Context) error {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return fmt.Errorf("POLISKONTOR_ADDR %q is not HOST:PORT", c.Addr)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	if err := response.Body.Close(); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not able to serve: %s", response.Status)
	}
	return nil
}
