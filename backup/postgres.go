package backup

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// server is a PostgreSQL database, by its address.
type server struct{ address string }

func (s server) dump(ctx context.Context, path string) error {
	_, err := s.run(ctx, nil, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+path)
	return err
}

// open puts a backup into a database of its own beside the one of the address.
func (s server) open(ctx context.Context, path string) (string, func() error, error) {
	name := "poliskontor_check_" + strings.ToLower(rand.Text())
	if err := s.exec(ctx, "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		return "", nil, fmt.Errorf("make a database to check it in: %w", err)
	}
	done := func() error {
		return s.exec(context.WithoutCancel(ctx), "DROP DATABASE "+name+" WITH (FORCE)")
	}
	beside, err := s.named(name)
	if err == nil {
		_, err = beside.run(ctx, nil, "pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname", beside.plain(), path)
	}
	if err != nil {
		return "", nil, errors.Join(err, done())
	}
	return beside.address, done, nil
}

// restore exchanges all in one transaction: as long as that is not committed, nothing is lost.
func (s server) restore(ctx context.Context, path string) error {
	commands, err := s.run(ctx, nil, "pg_restore", "--no-owner", "--no-privileges", "--file=-", path)
	if err != nil {
		return err
	}
	_, err = s.run(ctx, slices.Concat([]byte("DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"), commands),
		"psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--file=-", "--output="+os.DevNull)
	return err
}

func (s server) idle(ctx context.Context) (err error) {
	connection, err := pgx.Connect(ctx, s.address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, connection.Close(context.WithoutCancel(ctx))) }()
	var others int
	err = connection.QueryRow(ctx, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()").Scan(&others)
	if err == nil && others > 0 {
		err = ErrInUse
	}
	return err
}

func (s server) exec(ctx context.Context, command string) (err error) {
	connection, err := pgx.Connect(ctx, s.address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, connection.Close(context.WithoutCancel(ctx))) }()
	_, err = connection.Exec(ctx, command)
	return err
}

// named is another database on the same server.
func (s server) named(name string) (server, error) {
	parsed, err := url.Parse(s.address)
	if err != nil {
		return server{}, errors.New("the database's address is no URL") // which may hold a password
	}
	parsed.Path = "/" + name
	return server{parsed.String()}, nil
}

// plain is the address without its password, which every user of the machine could read
// in a command line.
func (s server) plain() string {
	parsed, err := url.Parse(s.address)
	if err != nil {
		return ""
	}
	if parsed.User != nil {
		parsed.User = url.User(parsed.User.Username())
	}
	return parsed.String()
}

// run runs one of PostgreSQL's programs on the database and returns what it prints.
func (s server) run(ctx context.Context, input []byte, name string, arguments ...string) ([]byte, error) {
	program, err := exec.LookPath(name)
	if err != nil {
		return nil, fmt.Errorf("%s is not installed: it comes with PostgreSQL's client programs", name)
	}
	if name != "pg_restore" {
		arguments = append(arguments, "--dbname="+s.plain())
	}
	command := exec.CommandContext(ctx, program, arguments...) //nolint:gosec // one of PostgreSQL's programs
	command.Env = os.Environ()
	if parsed, err := url.Parse(s.address); err == nil && parsed.User != nil {
		if password, set := parsed.User.Password(); set {
			command.Env = append(command.Env, "PGPASSWORD="+password)
		}
	}
	var output, complaint bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(input), &output, &complaint
	if err := command.Run(); err != nil {
		said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return nil, fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return output.Bytes(), nil
}
