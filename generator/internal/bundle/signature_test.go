package bundle

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aead.dev/minisign"
	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"

	"signpost/generator/internal/offline"
)

// signer makes a key of ssh, and gives it as a line of a file of allowed signers has it.
func signer(t *testing.T) (ssh.Signer, string) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return s, strings.TrimSpace(string(ssh.MarshalAuthorizedKey(s.PublicKey())))
}

func sshSign(t *testing.T, s ssh.Signer, message []byte, namespace string) []byte {
	t.Helper()
	sig, err := sshsig.Sign(bytes.NewReader(message), s, sshsig.HashSHA512, namespace)
	if err != nil {
		t.Fatal(err)
	}
	return sshsig.Armor(sig)
}

func miniSign(t *testing.T, key minisign.PrivateKey, message []byte) []byte {
	t.Helper()
	r := minisign.NewReader(bytes.NewReader(message))
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Fatal(err)
	}
	return r.Sign(key)
}

// TestSignatures asks for signatures beside an archive and within a bundle.
func TestSignatures(t *testing.T) {
	files := sealed(t)
	data, list := packed(t, files), files[SumsName]
	alice, aliceKey := signer(t)
	_, malloryKey := signer(t)
	miniKey, miniPrivate, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	otherKey, _, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	text := func(k minisign.PublicKey) []byte {
		out, err := k.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	allowed := func(lines ...string) Keys { return Keys{AllowedSigners: []byte(strings.Join(lines, "\n"))} }
	as := func(k Keys, identity string) Keys { k.Identity = identity; return k }
	within := func(suffix string, signature []byte) offline.Files {
		return with(files, SumsName+suffix, string(signature))
	}
	mini := Keys{Minisign: text(miniKey)}
	good := sshSign(t, alice, data, Namespace)

	for _, tt := range []struct {
		name  string
		files offline.Files // nil: the archive, with the signature beside it
		ssh   []byte
		mini  []byte
		keys  Keys
		want  string // part of the finding; "" for none
	}{
		{"good", nil, good, nil, allowed("alice@example.com " + aliceKey), ""},
		{"good, by name", nil, good, nil, as(allowed("# who", "bob@example.com "+malloryKey, "alice@example.com "+aliceKey), "alice@example.com"), ""},
		{"good, by pattern", nil, good, nil, as(allowed("*@example.com "+aliceKey), "alice@example.com"), ""},
		{"good, for this", nil, good, nil, allowed(`a namespaces="file,signpost-*" ` + aliceKey), ""},
		{"good, then", nil, good, nil, allowed(`a valid-after="20260101",valid-before="20270101" ` + aliceKey), ""},
		{"none", nil, nil, nil, allowed("alice@example.com " + aliceKey), "no signature by ssh-keygen"},
		{"nobody allowed", nil, good, nil, Keys{AllowedSigners: []byte{}}, "nobody of the allowed"},
		{"another key", nil, good, nil, allowed("mallory@example.com " + malloryKey), "nobody of the allowed"},
		{"another name", nil, good, nil, as(allowed("alice@example.com "+aliceKey), "bob@example.com"), `not "bob@example.com"`},
		{"but for him", nil, good, nil, as(allowed("*@example.com,!alice@example.com "+aliceKey), "alice@example.com"), "not \"alice"},
		{"for something else", nil, good, nil, allowed(`a namespaces="file,git" ` + aliceKey), "nobody"},
		{"no more", nil, good, nil, allowed(`a valid-before="20260101" ` + aliceKey), "nobody"},
		{"not yet", nil, good, nil, allowed(`a valid-after="20270101" ` + aliceKey), "nobody"},
		{"an authority", nil, good, nil, allowed(`a cert-authority ` + aliceKey), "nobody"},
		{"made for mail", nil, sshSign(t, alice, data, "email"), nil, allowed("a " + aliceKey), `made for "email"`},
		{"of other bytes", nil, sshSign(t, alice, []byte("other"), Namespace), nil, allowed("a " + aliceKey), "of other bytes"},
		{"malformed", nil, []byte("-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"), nil, allowed("a " + aliceKey), "malformed"},
		{"too long", nil, bytes.Repeat([]byte("A"), maxSignature+1), nil, allowed("a " + aliceKey), "too long"},
		{"within", within(SSHSuffix, sshSign(t, alice, list, Namespace)), nil, nil, allowed("a " + aliceKey), ""},
		{"within, of other bytes", within(SSHSuffix, sshSign(t, alice, data, Namespace)), nil, nil, allowed("a " + aliceKey), "of other bytes"},

		{"minisign", nil, nil, miniSign(t, miniPrivate, data), mini, ""},
		{"minisign, within", within(MiniSuffix, miniSign(t, miniPrivate, list)), nil, nil, mini, ""},
		{"minisign, none", nil, good, nil, mini, "no signature by minisign"},
		{"minisign, another key", nil, nil, miniSign(t, miniPrivate, data), Keys{Minisign: text(otherKey)}, "by the key"},
		{"minisign, of other bytes", nil, nil, miniSign(t, miniPrivate, list), mini, "of other bytes"},
		{"minisign, malformed", nil, nil, []byte("untrusted comment: x\nAAAA\n"), mini, "malformed"},
		{"minisign, of the old kind", nil, nil, minisign.Sign(miniPrivate, data), mini, "old kind"},
		{"minisign, no key", nil, nil, miniSign(t, miniPrivate, data), Keys{Minisign: []byte("RWQ")}, "key cannot be read"},
		{"both", nil, good, miniSign(t, miniPrivate, data), Keys{AllowedSigners: []byte("a " + aliceKey), Minisign: text(miniKey)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			archive := data
			if tt.files != nil {
				archive = packed(t, tt.files)
			}
			b := open(archive)
			b.Beside(Detached{SSH: tt.ssh, Minisign: tt.mini, Archive: func() io.Reader { return bytes.NewReader(archive) }})
			l := b.Check(Options{Keys: tt.keys, Today: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)})
			switch {
			case tt.want == "" && len(l) > 0:
				t.Error(l)
			case tt.want != "" && (len(l) != 1 || l[0].Code != "bundle-signature" || !strings.Contains(l[0].Message, tt.want)):
				t.Errorf("%v, want %s", l, tt.want)
			}
		})
	}
}

// TestSSHKeygen takes what ssh-keygen signs by the command that a bundle is made with.
func TestSSHKeygen(t *testing.T) {
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Skip("no ssh-keygen")
	}
	dir, data := t.TempDir(), packed(t, sealed(t))
	if err := os.WriteFile(filepath.Join(dir, "b.zip"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"-q -t ed25519 -N  -f key", "-Y sign -n " + Namespace + " -f key b.zip"} {
		c := exec.Command("ssh-keygen", strings.Split(line, " ")...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	read := func(name string) []byte {
		out, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	b := open(data)
	b.Beside(Detached{SSH: read("b.zip.sig"), Archive: func() io.Reader { return bytes.NewReader(data) }})
	if l := b.Check(Options{Keys: Keys{AllowedSigners: fmt.Appendf(nil, "trainer@example.com %s", read("key.pub")), Identity: "trainer@example.com"}}); len(l) > 0 {
		t.Error(l)
	}
}
