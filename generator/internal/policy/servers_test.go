package policy

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// page is what the servers are asked for, and what they must answer.
type page struct {
	path   string
	status int
	framed bool
	cache  string
	media  string
	body   string
}

// pagesAt are the files of a small site at base, beside what must not be served.
func pagesAt(t *testing.T, base string) (root string, pages []page) {
	root = t.TempDir()
	if err := os.Chmod(root, 0o755); err != nil { // nginx's workers may be somebody else
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"index.html": "chooser", "404.html": "not found", "en/index.html": "home", "en/severity/index.html": "flow",
		"en/severity/embed/index.html": "embed", "en/guides/embed/index.html": "a guide", "en/changes.xml": "<feed/>",
		"sitemap.xml": "<urlset/>", "assets/site.0123456789ab.css": "css", "_headers": "headers", ".signpost-manifest.json": "{}",
	} {
		file := filepath.Join(root, filepath.FromSlash(base), filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root, []page{
		{"", 200, false, keepPages, "text/html", "chooser"},
		{"en/", 200, false, keepPages, "text/html", "home"},
		{"en/severity/", 200, false, keepPages, "text/html", "flow"},
		{"en/severity/embed/", 200, true, keepPages, "text/html", "embed"},
		{"en/guides/embed/", 200, false, keepPages, "text/html", "a guide"},
		{"assets/site.0123456789ab.css", 200, false, keepAssets, "text/css", "css"},
		{"assets/site.ffffffffffff.css", 404, false, keepPages, "text/html", "not found"},
		{"en/nothing/", 404, false, keepPages, "text/html", "not found"},
		{"_headers", 404, false, keepPages, "text/html", "not found"},
		{".signpost-manifest.json", 404, false, keepPages, "text/html", "not found"},
		{"en/changes.xml", 200, false, keepPages, "application/atom+xml", "<feed/>"},
		{"sitemap.xml", 200, false, keepPages, "text/xml", "<urlset/>"},
	}
}

// TestServers runs the settings in the servers themselves, where they are
// installed.
func TestServers(t *testing.T) {
	ports := freePorts(t, 4)
	for name, start := range map[string]func(t *testing.T, dir string, port int, s Site) (origin string){"nginx": startNginx, "caddy": startCaddy} {
		for _, base := range []string{"/", "/help desk/"} {
			port := ports[0]
			ports = ports[1:]
			t.Run(name+" at "+base, func(t *testing.T) {
				t.Parallel()
				if _, err := exec.LookPath(name); err != nil {
					t.Skipf("%s is not installed (Debian: apt-get install %s)", name, name)
				}
				root, pages := pagesAt(t, base)
				s := Site{Base: base, Root: root, Embed: []string{"https://www.example.com"}, Flows: []string{"severity", "help"}, Sections: []string{"guides"}}
				origin := start(t, t.TempDir(), port, s)
				for _, p := range pages {
					ask(t, origin+strings.ReplaceAll(base, " ", "%20")+p.path, p)
				}
			})
		}
	}
}

func ask(t *testing.T, address string, p page) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != p.status || string(body) != p.body {
		t.Errorf("%s: %d %q, want %d %q", p.path, res.StatusCode, body, p.status, p.body)
	}
	want := Site{}.Framed()
	if p.framed {
		want = Site{}.Framed("https://www.example.com")
	}
	expect := append([]Header{{"Content-Security-Policy", want}, {"Cache-Control", p.cache}}, Headers()...)
	for _, h := range expect {
		if got := res.Header.Values(h.Name); len(got) != 1 || got[0] != h.Value {
			t.Errorf("%s: %s: %q, want %q", p.path, h.Name, got, h.Value)
		}
	}
	if got := res.Header.Get("Content-Type"); !strings.HasPrefix(got, p.media) || !strings.Contains(got, "utf-8") {
		t.Errorf("%s: %s, want %s in UTF-8", p.path, got, p.media)
	}
}

func startNginx(t *testing.T, dir string, port int, s Site) string {
	text := strings.Replace(string(Nginx(s)), "listen 80;", fmt.Sprintf("listen 127.0.0.1:%d;", port), 1)
	conf := fmt.Sprintf("daemon off; master_process off; pid %[1]s/pid; error_log stderr;\nevents { }\nhttp {\n"+
		"types { text/html html; text/css css; text/xml xml; text/plain txt; application/javascript js; image/svg+xml svg; }\n"+
		"access_log off; client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;\n%s}\n", dir, text)
	return start(t, dir, "nginx", conf, port, "-p", dir, "-c")
}

func startCaddy(t *testing.T, dir string, port int, s Site) string {
	text := strings.Replace(string(Caddy(s)), "\n:80 {", fmt.Sprintf("\nhttp://127.0.0.1:%d {", port), 1)
	return start(t, dir, "caddy", "{\n\tadmin off\n}\n"+text, port, "run", "--adapter", "caddyfile", "--config")
}

// start runs a server until the test ends and returns its origin once it answers.
func start(t *testing.T, dir, program, conf string, port int, args ...string) string {
	file := filepath.Join(dir, "conf")
	if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd := exec.Command(program, append(args, file)...)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	origin := fmt.Sprintf("http://127.0.0.1:%d", port)
	for range 1200 { // a minute
		select {
		case err := <-ended:
			t.Fatalf("%s ended: %v\n%s\n%s", program, err, said.String(), conf)
		case <-time.After(50 * time.Millisecond):
		}
		if c, err := net.Dial("tcp", strings.TrimPrefix(origin, "http://")); err == nil {
			c.Close()
			t.Cleanup(func() { _ = cmd.Process.Kill(); <-ended })
			return origin
		}
	}
	_ = cmd.Process.Kill()
	<-ended
	t.Fatalf("%s does not answer\n%s", program, said.String())
	return ""
}

// freePorts are n ports that nobody listens on, no two the same.
func freePorts(t *testing.T, n int) []int {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}
