package main

import (
	"math"
	"strings"
	"testing"
	"time"
)

// said is what wrk 4.1.0 writes.
const said = `Running 3s test @ http://127.0.0.1:18620/
  2 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    14.26ms   13.44ms 163.26ms   82.82%
    Req/Sec     1.31k   528.96     2.98k    68.20%
  31465 requests in 12.10s, 23.38MB read
Requests/sec:   2599.79
Transfer/sec:      1.93MB
`

func TestReadWrk(t *testing.T) {
	if answers, rate, err := readWrk([]byte(said)); answers != 31465 || rate != 2599.79 || err != nil {
		t.Errorf("%d answers, %g a second, %v", answers, rate, err)
	}
	for _, wrong := range []string{"", strings.ReplaceAll(said, "2599.79", "many"),
		said + "  Non-2xx or 3xx responses: 17\n", said + "  Socket errors: connect 0, read 1, write 0, timeout 0\n"} {
		if _, _, err := readWrk([]byte(wrong)); err == nil {
			t.Errorf("taken: %s", wrong)
		}
	}
}

func TestReadMemory(t *testing.T) {
	m, err := readMemory("# HELP go_goroutines Some.\ngo_goroutines 12\ngo_memstats_heap_alloc_bytes 4.5e+07\nprocess_resident_memory_bytes 9e7\ngo_memstats_mallocs_total 77\n")
	if err != nil || m.live != 4.5e7 || m.resident != 9e7 || m.goroutines != 12 || m.allocated != 77 {
		t.Errorf("%+v %v", m, err)
	}
	if _, err := readMemory("go_goroutines 12\n"); err == nil {
		t.Error("figures that are not there are taken")
	}
}

func TestSlope(t *testing.T) {
	var seen []memory
	for i := range 5 {
		seen = append(seen, memory{at: time.Duration(i) * 30 * time.Second, live: 1000 + 50*float64(i)})
	}
	if grown := slope(seen, func(m memory) float64 { return m.live }); math.Abs(grown-100) > 1e-6 {
		t.Errorf("by %g a minute, want 100", grown)
	}
	if grown := slope(seen[:1], func(m memory) float64 { return m.live }); grown != 0 {
		t.Errorf("one look shows a growth of %g", grown)
	}
}

func TestTables(t *testing.T) {
	kinds := []kind{{name: "a feed", goal: true, bytes: 7}}
	peaks := []map[string][]peak{{
		"app":   {{rate: 50, server: 3000, loader: 1000}, {rate: 70, server: 3000, loader: 1000}, {rate: 60, server: 3000, loader: 1000}},
		"nginx": {{rate: 100, server: 1000, loader: 500}, {rate: 100, server: 1000, loader: 500}, {rate: 80, server: 1000, loader: 500}},
	}}
	var b strings.Builder
	writePeaks(&b, kinds, peaks)
	if want := "| a feed | 7 | 60 | 100 | **0.60** | 0.50 to 0.75 | 0.60 | 3.0, 1.0 | 1.0, 0.5 |"; !strings.Contains(b.String(), want) {
		t.Errorf("no %s in:\n%s", want, b.String())
	}
	if even := middle([]peak{{rate: 1}, {rate: 4}, {rate: 2}, {rate: 100}}, rate); even != 3 {
		t.Errorf("the middle of four is %g", even)
	}
	b.Reset()
	writeMemory(&b, 1000, memory{allocated: 100}, []memory{{at: time.Minute, live: 2 * mebi, resident: 9 * mebi, goroutines: 4, allocated: 200, answers: 20},
		{at: 2 * time.Minute, live: 2*mebi + 1024, resident: 9 * mebi, goroutines: 4, allocated: 230, answers: 20}})
	if !strings.Contains(b.String(), "| 1m0s | 2.00 MiB | 9.0 MiB | 4 | 5.0 |") || !strings.Contains(b.String(), "| 4 | 1.5 |") || !strings.Contains(b.String(), "in use +1.0 KiB a minute, resident +0.0 KiB") {
		t.Errorf("memory:\n%s", b.String())
	}
}

// TestWhatIsMissingIsSaid sees that nothing is installed, but told how.
func TestWhatIsMissingIsSaid(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	found, err := look()
	if err == nil && (found.nginx == "" || found.wrk == "") {
		t.Errorf("found %+v", found)
	}
	if err != nil && !strings.Contains(err.Error(), "apt-get install") {
		t.Error(err)
	}
}
