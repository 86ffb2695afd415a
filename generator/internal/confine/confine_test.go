//go:build unix

package confine

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"signpost/generator/internal/diag"
)

// folder makes partners/blue, with terms.yaml and en.md, in a project.
func folder(t *testing.T) (project, blue string) {
	t.Helper()
	project = t.TempDir()
	blue = filepath.Join(project, "partners", "blue")
	must(t, os.MkdirAll(blue, 0o755))
	write(t, blue, "terms.yaml", "facts")
	write(t, blue, "en.md", "words")
	return project, blue
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, dir, name, data string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644))
}

// read gives the files of partners/blue, and what is wrong, a line each.
func read(t *testing.T, project string) (files, wrong []string) {
	t.Helper()
	root, err := os.OpenRoot(project)
	must(t, err)
	defer root.Close()
	var fsys fs.FS
	var l diag.List
	fastest := time.Hour
	for try := 0; try == 0 || try < 8 && fastest > time.Second; try++ { // others use the machine too
		start := time.Now()
		fsys, l, err = Read(root, "partners/blue")
		must(t, err)
		fastest = min(fastest, time.Since(start))
	}
	if fastest > time.Second {
		t.Errorf("it took %v", fastest)
	}
	must(t, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, strings.TrimPrefix(name, "partners/blue/"))
		}
		return err
	}))
	for _, d := range l {
		if d.Pos.Line != 1 || d.Pos.Col != 1 || d.Hint == "" {
			t.Errorf("no place, or nothing to do: %+v", d)
		}
		wrong = append(wrong, fmt.Sprintf("%s: %s [%s]", strings.TrimPrefix(d.Pos.File, "partners/blue/"), d.Message, d.Code))
	}
	return files, wrong
}

func picture(format string, side int) string {
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, side, 1))
	if format == "png" {
		_ = png.Encode(&b, img)
	} else {
		_ = jpeg.Encode(&b, img, nil)
	}
	return b.String()
}

const webpFile = "RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x000\x01\x00\x9d\x01*\x01\x00\x01\x00\x02\x004%\xa4\x00\x03p\x00\xfe\xfb\x94\x00\x00"

// TestRead takes a folder with everything that may be there.
func TestRead(t *testing.T) {
	project, blue := folder(t)
	want := []string{"brand/logo.jpg", "brand/logo.png", "brand/logo.webp", "en.md", "nl-BE.md", "sr-Latn.md", "terms.yaml",
		"versions/1/en.md", "versions/1/terms.yaml", "versions/2.0.1/terms.yaml"}
	for _, name := range want {
		data := "x"
		switch filepath.Ext(name) {
		case ".png":
			data = picture("png", maxSide)
		case ".jpg":
			data = picture("jpeg", 8)
		case ".webp":
			data = webpFile
		}
		write(t, blue, name, data)
	}
	write(t, project, "partners/other/stray.txt", "of another partner")
	files, wrong := read(t, project)
	if !slices.Equal(files, want) || len(wrong) > 0 {
		t.Errorf("%q, want %q\n%s", files, want, strings.Join(wrong, "\n"))
	}
}

// TestRefused puts one thing beside terms.yaml and en.md: it is named, and does
// not keep the two from being read.
func TestRefused(t *testing.T) {
	file := func(name, data string) func(*testing.T, string) {
		return func(t *testing.T, dir string) { write(t, dir, name, data) }
	}
	link := func(to, name string) func(*testing.T, string) {
		return func(t *testing.T, dir string) { must(t, os.Symlink(to, filepath.Join(dir, name))) }
	}
	for _, c := range []struct {
		name string
		put  func(t *testing.T, dir string)
		want string
	}{
		// Files that are code, or that a browser runs.
		{"content adapter", file("_content.gotmpl", "{{ os.ReadFile }}"), "_content.gotmpl: the name has a wrong form [partner-name]"},
		{"HTML", file("page.html", "<script>"), `page.html: a file "page.html" has no place here [partner-file]`},
		{"SVG", file("brand/logo.svg", "<svg/>"), `brand/logo.svg: a file "logo.svg" has no place here [partner-file]`},
		{"script", file("a.js", ""), `a.js: a file "a.js" has no place here [partner-file]`},
		{"XML", file("a.xml", ""), `a.xml: a file "a.xml" has no place here [partner-file]`},
		{"XHTML", file("a.xhtml", ""), `a.xhtml: a file "a.xhtml" has no place here [partner-file]`},
		{"text", file("a.txt", "<script>"), `a.txt: a file "a.txt" has no place here [partner-file]`},
		{"another YAML", file("hugo.yaml", ""), `hugo.yaml: a file "hugo.yaml" has no place here [partner-file]`},
		{"section page", file("_index.md", ""), "_index.md: the name has a wrong form [partner-name]"},
		{"page bundle", file("index.md", ""), `index.md: a file "index.md" has no place here [partner-file]`},
		{"archive", file("terms.zip", ""), `terms.zip: a file "terms.zip" has no place here [partner-file]`},
		{"hidden", file(".htaccess", ""), ".htaccess: the name has a wrong form [partner-name]"},
		{"of an editor", file("en.md~", ""), "en.md~: the name has a wrong form [partner-name]"},
		// What is no regular file.
		{"link", link("/etc/hostname", "cs.md"), "cs.md: not a regular file (a symbolic link) [partner-kind]"},
		{"link within", link("en.md", "cs.md"), "cs.md: not a regular file (a symbolic link) [partner-kind]"},
		{"link to nothing", link("nowhere", "cs.md"), "cs.md: not a regular file (a symbolic link) [partner-kind]"},
		{"link to itself", link("cs.md", "cs.md"), "cs.md: not a regular file (a symbolic link) [partner-kind]"},
		{"link to a folder", link("/etc", "versions"), "versions: not a regular file (a symbolic link) [partner-kind]"},
		{"link to a version", func(t *testing.T, dir string) {
			must(t, os.Mkdir(filepath.Join(dir, "versions"), 0o755))
			must(t, os.Symlink("..", filepath.Join(dir, "versions", "1")))
		}, "versions/1: not a regular file (a symbolic link) [partner-kind]"},
		{"device by link", link("/dev/zero", "logo.png"), "logo.png: not a regular file (a symbolic link) [partner-kind]"},
		{"pipe", func(t *testing.T, dir string) { must(t, syscall.Mkfifo(filepath.Join(dir, "cs.md"), 0o644)) },
			"cs.md: not a regular file (a pipe) [partner-kind]"},
		{"socket", func(t *testing.T, dir string) {
			l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, "cs.md"), Net: "unix"})
			must(t, err)
			t.Cleanup(func() { _ = l.Close() })
		}, "cs.md: not a regular file (a socket) [partner-kind]"},
		{"device", func(t *testing.T, dir string) {
			if err := syscall.Mknod(filepath.Join(dir, "cs.md"), syscall.S_IFCHR|0o644, 1<<8|5); err != nil {
				t.Skip("only root makes devices")
			}
		}, "cs.md: not a regular file (a device) [partner-kind]"},
		{"hard link", func(t *testing.T, dir string) {
			secret := filepath.Join(t.TempDir(), "secret")
			must(t, os.WriteFile(secret, []byte("s"), 0o600))
			must(t, os.Link(secret, filepath.Join(dir, "cs.md")))
		}, "cs.md: the file has a second name elsewhere (a hard link) [partner-kind]"},
		{"folder as file", func(t *testing.T, dir string) { must(t, os.Mkdir(filepath.Join(dir, "cs.md"), 0o755)) },
			`cs.md: a folder "cs.md" has no place here [partner-file]`},
		{"folder", file("content/page.md", ""), `content: a folder "content" has no place here [partner-file]`},
		{"repository", file(".git/config", ""), ".git: the name has a wrong form [partner-name]"},
		{"file as folder", file("versions", ""), `versions: a file "versions" has no place here [partner-file]`},
		{"folder of a version", file("versions/01/terms.yaml", ""), `versions/01: a folder "01" has no place here [partner-file]`},
		{"folder below", file("versions/1/versions/1/en.md", ""), `versions/1/versions: a folder "versions" has no place here [partner-file]`},
		{"logo of a version", file("versions/1/logo.png", ""), `versions/1/logo.png: a file "logo.png" has no place here [partner-file]`},
		// Names.
		{"line break", file("cs.md\nen.md", ""), "cs.md\nen.md: the name holds a control character [partner-name]"},
		{"escape", file("\x1b[31m.md", ""), "\x1b[31m.md: the name holds a control character [partner-name]"},
		{"bidi", file("cs\u202edm.md", ""), "cs\u202edm.md: the name holds a character that can look like another [partner-name]"},
		{"Cyrillic", file("сs.md", ""), "сs.md: the name holds a character that can look like another [partner-name]"},
		{"not UTF-8", file("c\xff.md", ""), "c\xff.md: the name is not UTF-8 [partner-name]"},
		{"capitals", file("EN.md", ""), "EN.md: the name has a wrong form [partner-name]"},
		{"capitals alone", file("nl-BE.md", "") /* and: */, ""},
		{"by case", func(t *testing.T, dir string) { write(t, dir, "nl-BE.md", ""); write(t, dir, "nl-be.md", "") },
			`nl-be.md: the name differs from "nl-BE.md" by capitals alone [partner-name]`},
		{"Windows", file("con.md", ""), "con.md: the name is that of a device on Windows [partner-name]"},
		{"Windows too", file("aux.md", ""), "aux.md: the name is that of a device on Windows [partner-name]"},
		{"point at the end", file("terms.yaml.", ""), "terms.yaml.: the name ends otherwise on Windows, or holds two points [partner-name]"},
		{"space", file("en.md ", ""), "en.md : the name has a wrong form [partner-name]"},
		{"backslash", file(`..\..\en.md`, ""), `..\..\en.md: the name ends otherwise on Windows, or holds two points [partner-name]`},
		{"long", file(strings.Repeat("a", 252)+".md", ""), strings.Repeat("a", 252) + ".md: the name is too long [partner-name]"},
		// Sizes and pictures.
		{"words", file("cs.md", strings.Repeat("a", maxWords+1)), "cs.md: the file has more than 65536 bytes, which is the limit [file-too-large]"},
		{"sparse", func(t *testing.T, dir string) {
			write(t, dir, "cs.md", "")
			must(t, os.Truncate(filepath.Join(dir, "cs.md"), 1<<40))
		}, "cs.md: the file has more than 65536 bytes, which is the limit [file-too-large]"},
		{"old facts", file("versions/1/terms.yaml", strings.Repeat("a", maxFacts+1)), "versions/1/terms.yaml: the file has more than 262144 bytes, which is the limit [file-too-large]"},
		{"no picture", file("brand/logo.png", "<svg onload=alert(1)>"), "brand/logo.png: the file is no PNG image [image-format]"},
		{"other picture", file("brand/logo.jpg", picture("png", 1)), "brand/logo.jpg: the file is no JPG image [image-format]"},
		{"half a picture", file("brand/logo.png", picture("png", 9)[:60]), "brand/logo.png: the picture is damaged [image-format]"},
		{"PNG with a tail", file("brand/logo.png", picture("png", 9)+"<script>"), "brand/logo.png: 8 bytes follow the picture [image-format]"},
		{"JPEG with a tail", file("brand/logo.jpg", picture("jpeg", 9)+"PK\x03\x04\xff\xd9"), "brand/logo.jpg: 6 bytes follow the picture [image-format]"},
		{"WebP with a tail", file("brand/logo.webp", webpFile+"ab"), "brand/logo.webp: 2 bytes follow the picture [image-format]"},
		{"wide picture", file("brand/logo.png", picture("png", maxSide+1)), "brand/logo.png: the picture has 2049 × 1 pixels; the limit is 2048 each way [image-limit]"},
		{"large picture", file("brand/logo.png", strings.Repeat("a", maxPicture+1)), "brand/logo.png: the file has more than 262144 bytes, which is the limit [file-too-large]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			project, blue := folder(t)
			c.put(t, blue)
			files, wrong := read(t, project)
			want := c.want != ""
			if want != (len(wrong) == 1) || want && !strings.HasPrefix(wrong[0], c.want) {
				t.Errorf("%q, want %q", wrong, c.want)
			}
			if !slices.Contains(files, "en.md") || !slices.Contains(files, "terms.yaml") || want && len(files) > 3 {
				t.Errorf("files %q", files)
			}
		})
	}
}

// TestMany gives more than a folder may have: it is said once, and fast.
func TestMany(t *testing.T) {
	project, blue := folder(t)
	for i := range 10_000 {
		must(t, os.WriteFile(filepath.Join(blue, fmt.Sprintf("a%d.md", i)), nil, 0o644))
	}
	files, wrong := read(t, project)
	if len(files) > 0 || len(wrong) != 1 || !strings.Contains(wrong[0], "[partner-limit]") {
		t.Errorf("%q %q", files, wrong)
	}

	project, blue = folder(t)
	for i := range maxEntries {
		write(t, blue, fmt.Sprintf("versions/%d/terms.yaml", i+1), strings.Repeat("a", maxFacts))
	}
	files, wrong = read(t, project)
	if want := maxBytes/maxFacts - 1; len(files) < want || len(files) > want+2 || len(wrong) != 1 || !strings.Contains(wrong[0], "[partner-limit]") {
		t.Errorf("%d files, %q", len(files), wrong)
	}

	project, blue = folder(t)
	for i := range maxEntries - 2 {
		write(t, blue, fmt.Sprintf("versions/%d/terms.yaml", i+1), "")
	}
	if files, wrong = read(t, project); len(files) != maxEntries || len(wrong) > 0 {
		t.Errorf("at the limit: %d files, %q", len(files), wrong)
	}
}

// TestFolder: the way to a folder has no link in it, and does not leave the
// project.
func TestFolder(t *testing.T) {
	outside, _ := folder(t)
	for _, c := range []struct {
		name string
		put  func(t *testing.T, project string)
		want string
	}{
		{"no folder", func(t *testing.T, project string) { must(t, os.Mkdir(filepath.Join(project, "partners"), 0o755)) },
			"partners/blue: cannot read the folder: no such file or directory [partner-folder]"},
		{"nothing", func(*testing.T, string) {}, "partners: cannot read the folder: no such file or directory [partner-folder]"},
		{"a file", func(t *testing.T, project string) { write(t, project, "partners/blue", "") },
			"partners/blue: not a folder (a file) [partner-folder]"},
		{"a link", func(t *testing.T, project string) {
			must(t, os.Mkdir(filepath.Join(project, "partners"), 0o755))
			must(t, os.Symlink(filepath.Join(outside, "partners/blue"), filepath.Join(project, "partners/blue")))
		}, "partners/blue: not a folder (a symbolic link) [partner-folder]"},
		{"a link within", func(t *testing.T, project string) {
			write(t, project, "partners/green/terms.yaml", "")
			must(t, os.Symlink("green", filepath.Join(project, "partners/blue")))
		}, "partners/blue: not a folder (a symbolic link) [partner-folder]"},
		{"a link above", func(t *testing.T, project string) {
			must(t, os.Symlink(filepath.Join(outside, "partners"), filepath.Join(project, "partners")))
		}, "partners: not a folder (a symbolic link) [partner-folder]"},
		{"a link above, within", func(t *testing.T, project string) {
			write(t, project, "real/blue/terms.yaml", "")
			must(t, os.Symlink("real", filepath.Join(project, "partners")))
		}, "partners: not a folder (a symbolic link) [partner-folder]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			project := t.TempDir()
			c.put(t, project)
			files, wrong := read(t, project)
			if len(files) > 0 || len(wrong) != 1 || wrong[0] != c.want {
				t.Errorf("%q %q, want %q", files, wrong, c.want)
			}
		})
	}
	root, err := os.OpenRoot(outside)
	must(t, err)
	defer root.Close()
	for _, dir := range []string{"", ".", "..", "../x", "/etc", "partners/../partners/blue", "partners//blue", "partners/"} {
		if _, _, err := Read(root, dir); err == nil {
			t.Errorf("%q is read", dir)
		}
	}
}

// TestReplaced exchanges a file while it is read, over and over: what is read is
// what was found to be a regular file, or nothing.
func TestReplaced(t *testing.T) {
	project, blue := folder(t)
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("secret"), 0o600))
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		en, fresh := filepath.Join(blue, "en.md"), filepath.Join(blue, "fresh")
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			_ = os.Remove(fresh) // a rename between two names of one file does nothing
			switch i % 4 {
			case 0:
				_ = os.Symlink(secret, fresh)
			case 1:
				_ = syscall.Mkfifo(fresh, 0o644)
			case 2:
				_ = os.Link(secret, fresh)
			default:
				_ = os.WriteFile(fresh, []byte("words"), 0o644)
			}
			_ = os.Rename(fresh, en)
		}
	}()
	root, err := os.OpenRoot(project)
	must(t, err)
	defer root.Close()
	refused, taken := 0, 0
	start := time.Now()
	for time.Since(start) < 300*time.Millisecond || (refused == 0 || taken == 0) && time.Since(start) < time.Minute {
		fsys, _, err := Read(root, "partners/blue")
		must(t, err)
		switch data, err := fs.ReadFile(fsys, "partners/blue/en.md"); {
		case err != nil:
			refused++
		case string(data) == "secret":
			t.Fatal("a file from elsewhere was read")
		default:
			taken++
		}
	}
	close(stop)
	<-done
	if refused == 0 || taken == 0 {
		t.Errorf("%d times refused, %d times read: the race did not take place", refused, taken)
	}
}
