//go:build unix

package storagetest

import (
	"bufio"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

const superuser = "postgres"

// errMissing says that this machine lacks what a PostgreSQL for tests needs.
var errMissing = errors.New("no PostgreSQL on this machine")

// lifetime is the shell script that runs one server from initdb to removal.
//
//go:embed lifetime.sh
var lifetime string

// settings trade all durability for speed; the data lives no longer than the test.
const settings = `
listen_addresses = '127.0.0.1'
port = %d
unix_socket_directories = '%s'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
timezone = 'UTC'
log_timezone = 'UTC'
`

// start makes a cluster and starts its server. A port that somebody else takes
// between choosing and using it costs another try.
func start() (*server, error) {
	programs, err := findPrograms()
	if err != nil {
		return nil, err
	}
	var problems []error
	for range 3 {
		s, err := launch(programs)
		if err == nil || errors.Is(err, errMissing) {
			return s, err
		}
		problems = append(problems, err)
	}
	return nil, errors.Join(problems...)
}

func launch(programs string) (_ *server, err error) {
	account, err := unprivileged()
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "poliskontor-postgres-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the PostgreSQL for tests: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}()
	s := &server{port: port, password: rand.Text()}
	if err := prepare(folder, s, account); err != nil {
		return nil, fmt.Errorf("prepare the PostgreSQL for tests: %w", err)
	}
	s.lifeline, err = run(programs, folder, account)
	if err != nil {
		return nil, fmt.Errorf("start the PostgreSQL for tests: %w", err)
	}
	if err := s.connect(folder); err != nil {
		return nil, errors.Join(err, s.lifeline.Close())
	}
	return s, nil
}

// prepare puts settings and password into the server's folder and gives it to the
// account that will run the server.
func prepare(folder string, s *server, account *syscall.Credential) error {
	quoted := strings.ReplaceAll(folder, "'", "''")
	files := map[string]string{
		"settings": fmt.Sprintf(settings, s.port, quoted),
		"password": s.password,
	}
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			return err
		}
		if err := give(path, account); err != nil {
			return err
		}
	}
	return give(folder, account)
}

func give(path string, account *syscall.Credential) error {
	if account == nil {
		return nil
	}
	return os.Chown(path, int(account.Uid), int(account.Gid))
}

// run starts the lifetime script and returns once the server is up, with the
// lifeline that ends it.
//
// The lifeline is the write end of a pipe that only this process has: when the
// process is gone, however it went, the script sees the end of the pipe and takes
// the server and the folder with it. A process group of its own keeps the script
// out of reach of the terminal's Ctrl-C, which would end it before it has done so.
func run(programs, folder string, account *syscall.Credential) (io.Closer, error) {
	var complaint strings.Builder
	script := exec.Command("/bin/sh", "-c", lifetime, "lifetime.sh", programs, folder)
	script.Dir = folder
	script.Env = environment()
	script.Stderr = &complaint
	script.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: account}
	lifeline, err := script.StdinPipe()
	if err != nil {
		return nil, err
	}
	said, err := script.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := script.Start(); err != nil {
		return nil, err
	}
	if line, _ := bufio.NewReader(said).ReadString('\n'); line != "up\n" {
		err := errors.Join(lifeline.Close(), script.Wait())
		return nil, fmt.Errorf("%w\n%s", err, complaint.String())
	}
	return lifeline, nil
}

// findPrograms returns the folder with the newest PostgreSQL: Debian keeps each
// version's programs out of the PATH, other systems have them there.
func findPrograms() (string, error) {
	folders, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	version := func(folder string) int {
		number, _ := strconv.Atoi(filepath.Base(filepath.Dir(folder)))
		return number
	}
	slices.SortFunc(folders, func(a, b string) int { return version(b) - version(a) })
	if onPath, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(onPath))
	}
	for _, folder := range folders {
		if hasPrograms(folder) {
			return folder, nil
		}
	}
	return "", fmt.Errorf("%w: initdb, postgres and pg_ctl are neither in /usr/lib/postgresql/*/bin nor on the PATH", errMissing)
}

func hasPrograms(folder string) bool {
	for _, program := range []string{"initdb", "postgres", "pg_ctl"} {
		if _, err := exec.LookPath(filepath.Join(folder, program)); err != nil {
			return false
		}
	}
	return true
}

// unprivileged returns the account that runs the server: nil for the caller's
// own, and a powerless one when that is root, which PostgreSQL refuses to run as.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(account.Uid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("read the user id of %s: %w", name, err)
		}
		gid, err := strconv.ParseUint(account.Gid, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("read the group id of %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("run PostgreSQL for tests as root: there is neither a user postgres nor a user nobody to run it as")
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port for the PostgreSQL for tests: %w", err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
