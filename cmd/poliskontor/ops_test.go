package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var settingName = regexp.MustCompile(`POLISKONTOR_[A-Z_]*[A-Z]`)

// notTheServers are settings that others read: tests, and docker compose.
var notTheServers = map[string]bool{"POLISKONTOR_LISTEN": true, "POLISKONTOR_DEV_SERVER": true}

// TestSettingsThatFilesNameAreThere sees that what is said to whoever runs a server, in
// words or in configuration, is a setting that the server has.
func TestSettingsThatFilesNameAreThere(t *testing.T) {
	help, err := command(t, "serve", "--help")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	look := func(path string) {
		written, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range settingName.FindAllString(string(written), -1) {
			// A file can hold what a setting does, and providers have theirs under their names.
			known := strings.Contains(help, name) || notTheServers[name] || strings.HasPrefix(name, "POLISKONTOR_TEST") || strings.HasPrefix(name, "POLISKONTOR_OIDC")
			if !known && name != "POLISKONTOR_API_TOKEN" {
				t.Errorf("%s names %s, which is no setting", path, name)
			}
			named++
		}
	}
	for _, path := range []string{"../../docker-compose.yml", "../../.env.example", "../../Dockerfile", "../../docs/operations.md", "../../docs/security.md"} {
		look(path)
	}
	eachFile(t, "../../ops", look)
	if named < 50 {
		t.Errorf("only %d settings were read", named)
	}
}

func eachFile(t *testing.T, folder string, do func(path string)) {
	t.Helper()
	if err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			do(path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// TestManifestsHoldTogether reads what Kubernetes is given: each file is listed, and what
// names a port, a probe's address or a volume names one that there is.
func TestManifestsHoldTogether(t *testing.T) {
	for _, folder := range []string{"../../ops/kubernetes/base", "../../ops/kubernetes/overlays/example"} {
		var list struct{ Resources []string }
		read(t, filepath.Join(folder, "kustomization.yaml"), &list)
		listed := map[string]bool{"kustomization.yaml": true}
		for _, name := range list.Resources {
			listed[name] = true
			if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
				t.Error(err)
			}
		}
		eachFile(t, folder, func(path string) {
			if !listed[filepath.Base(path)] {
				t.Errorf("nobody reads %s", path)
			}
		})
	}

	type probe struct {
		HTTPGet struct{ Path, Port string } `yaml:"httpGet"`
	}
	var deployment struct {
		Spec struct {
			Template struct {
				Spec struct {
					TerminationGracePeriodSeconds int `yaml:"terminationGracePeriodSeconds"`
					Volumes                       []struct{ Name string }
					Containers                    []struct {
						Ports []struct {
							Name          string
							ContainerPort int `yaml:"containerPort"`
						}
						StartupProbe   probe `yaml:"startupProbe"`
						ReadinessProbe probe `yaml:"readinessProbe"`
						LivenessProbe  probe `yaml:"livenessProbe"`
						VolumeMounts   []struct {
							Name      string
							MountPath string `yaml:"mountPath"`
						} `yaml:"volumeMounts"`
					}
				}
			}
		}
	}
	read(t, "../../ops/kubernetes/base/deployment.yaml", &deployment)
	pod := deployment.Spec.Template.Spec
	server := pod.Containers[0]
	ports, volumes := map[string]bool{}, map[string]bool{}
	for _, port := range server.Ports {
		ports[port.Name] = true
	}
	for _, volume := range pod.Volumes {
		volumes[volume.Name] = true
	}
	for _, mount := range server.VolumeMounts {
		if !volumes[mount.Name] {
			t.Errorf("%s is mounted from %s, which is no volume", mount.MountPath, mount.Name)
		}
	}
	app := watched(t, io.Discard, false)
	defer func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	}()
	for name, probe := range map[string]probe{"startup": server.StartupProbe, "readiness": server.ReadinessProbe, "liveness": server.LivenessProbe} {
		if !ports[probe.HTTPGet.Port] {
			t.Errorf("%s asks port %q", name, probe.HTTPGet.Port)
		}
		if status := statusOf(t, app, probe.HTTPGet.Path); status != 200 {
			t.Errorf("%s asks %s, which answers %d", name, probe.HTTPGet.Path, status)
		}
	}
	// Every setting's time for requests under way must fit, with the wait before it.
	if pod.TerminationGracePeriodSeconds < 20+5+5 {
		t.Errorf("a server is killed after %d s", pod.TerminationGracePeriodSeconds)
	}
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	written, err := os.ReadFile(path)
	if err == nil {
		err = yaml.Unmarshal(written, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
