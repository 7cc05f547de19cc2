package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is one that runs.
type server struct {
	name    string
	version string
	url     string // without a slash at the end
	private string // where it tells how it fares, or ""
	log     string // the file that it logs to
	process *exec.Cmd
	ended   chan struct{}
}

// publicURL is what the app is told that it is reached as, so that its answers are those of
// a server in use.
const publicURL = "https://poliskontor.example.se"

// startApp starts the program on demonstration data and waits until it serves. All is as it
// comes but for addresses; its private listener is open, as it is where a server is looked after.
func startApp(ctx context.Context, program, folder string) (*server, error) {
	ports, err := freePorts(2)
	if err != nil {
		return nil, err
	}
	s := &server{name: "app", url: "http://" + ports[0], private: "http://" + ports[1], log: filepath.Join(folder, "log")}
	if s.version = firstLine(program, "version"); s.version == "" {
		return nil, fmt.Errorf("%s does not tell its version: is it built?", program)
	}
	s.version = "poliskontor " + strings.TrimPrefix(s.version, "poliskontor ")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	s.process = exec.CommandContext(ctx, program, "serve", "--demo")
	s.process.Env = append(os.Environ(), "POLISKONTOR_ADDR="+ports[0], "POLISKONTOR_PRIVATE="+ports[1],
		"POLISKONTOR_PUBLIC_URL="+publicURL, "POLISKONTOR_DATABASE=sqlite:"+filepath.Join(folder, "poliskontor.db"))
	return s, s.start(ctx, "/readyz", 2*time.Minute) // the demonstration is made first
}

// nginxConfig serves a folder the way Debian's nginx.conf does, with what is compressed ahead
// of need, and without a line for each request.
const nginxConfig = `%sdaemon off;
worker_processes auto;
pid nginx.pid;
error_log error.log;
events {
	worker_connections 768;
}
http {
	types {
		text/calendar ics;
	}
	charset utf-8;
	charset_types text/calendar;
	sendfile on;
	tcp_nopush on;
	keepalive_timeout 65;
	keepalive_requests 1000000000;
	access_log off;
	etag on;
	gzip_static on;
	gzip_vary on;
	client_body_temp_path temp;
	proxy_temp_path temp;
	fastcgi_temp_path temp;
	uwsgi_temp_path temp;
	scgi_temp_path temp;
	server {
		listen %s;
		root www;
		add_header Cache-Control "public, max-age=300";
	}
}
`

// startNginx starts nginx on a folder that has the files in www.
func startNginx(ctx context.Context, program, folder string) (*server, error) {
	ports, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	s := &server{name: "nginx", url: "http://" + ports[0], log: filepath.Join(folder, "log")}
	_, version, _ := strings.Cut(firstLine(program, "-v"), "nginx/")
	s.version = "nginx " + version
	user := ""
	if os.Getuid() == 0 {
		user = "user root;\n" // else its workers may not read a folder of ours
	}
	config := filepath.Join(folder, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxConfig, user, ports[0]), 0o600); err != nil {
		return nil, err
	}
	s.process = exec.CommandContext(ctx, program, "-p", folder, "-c", config, "-e", filepath.Join(folder, "error.log"))
	return s, s.start(ctx, "/alla.ics", 10*time.Second)
}

// start lets the process run and waits until it answers a path.
func (s *server) start(ctx context.Context, path string, patience time.Duration) error {
	log, err := os.OpenFile(s.log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process.Stderr = log
	s.process.Cancel = func() error { return s.process.Process.Signal(syscall.SIGTERM) }
	if err := s.process.Start(); err != nil {
		return fmt.Errorf("start %s: %w", s.name, err)
	}
	s.ended = make(chan struct{})
	go func() {
		defer close(s.ended)
		_ = s.process.Wait() // whoever waits for answers sees that there are none
	}()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		if _, err := fetch(ctx, s.url+path, nil); err == nil {
			return nil
		}
		select {
		case <-time.After(50 * time.Millisecond):
			continue
		case <-s.ended:
		case <-ctx.Done():
		}
		s.stop()
		told, _ := os.ReadFile(s.log)
		return fmt.Errorf("%s does not answer at %s: %s", s.name, s.url, told)
	}
}

// stop ends the server. It may be called again.
func (s *server) stop() {
	select {
	case <-s.ended:
		return
	default:
	}
	_ = s.process.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(15 * time.Second):
		_ = s.process.Process.Kill()
		<-s.ended
	}
}

// forget empties the log: a line for each of some millions of requests would fill the disk.
func (s *server) forget() error { return os.Truncate(s.log, 0) }

// ticksPerSecond is in what /proc counts time: always a hundredth of a second (proc_pid_stat(5),
// sysconf(3)) on what Go runs on.
const ticksPerSecond = 100

// used is how much time of the cores the server has taken since its start, with its children.
func (s *server) used() (time.Duration, error) {
	pid := strconv.Itoa(s.process.Process.Pid)
	pids := []string{pid}
	children, err := os.ReadFile("/proc/" + pid + "/task/" + pid + "/children")
	if err == nil {
		pids = append(pids, strings.Fields(string(children))...)
	}
	var ticks int64
	for _, pid := range pids {
		stat, err := os.ReadFile("/proc/" + pid + "/stat")
		if err != nil {
			return 0, fmt.Errorf("read what %s has used: %w", s.name, err)
		}
		// The second field is a name in brackets, which may hold spaces.
		_, rest, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		if len(fields) < 13 {
			return 0, errors.New("/proc/PID/stat is not what it was")
		}
		for _, field := range fields[11:13] { // utime, stime
			n, err := strconv.ParseInt(field, 10, 64)
			if err != nil {
				return 0, fmt.Errorf("read what %s has used: %w", s.name, err)
			}
			ticks += n
		}
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond, nil
}

// freePorts returns addresses on which nobody listens.
func freePorts(count int) ([]string, error) {
	var addresses []string
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		defer listener.Close()
		addresses = append(addresses, listener.Addr().String())
	}
	return addresses, nil
}

// okay is an answer that has what was asked for, or says that it has not changed.
func okay(status int) bool { return status == http.StatusOK || status == http.StatusNotModified }
