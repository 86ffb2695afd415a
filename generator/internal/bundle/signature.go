package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"aead.dev/minisign"
	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"

	"signpost/generator/internal/diag"
)

// Keys are those that a recipient trusts. Where one is given, a signature by it must be there.
type Keys struct {
	// AllowedSigners is a file as ssh-keygen reads it (ALLOWED SIGNERS in ssh-keygen(1)),
	// but for certificates. Nil asks for no such signature.
	AllowedSigners []byte
	// Identity is who must have signed; "" for anybody of the file.
	Identity string
	// Minisign is a public key of minisign, or the file of one. Nil asks for no such signature.
	Minisign []byte
}

// Detached are signatures that lie beside an archive and are of its bytes. Nil for none.
type Detached struct {
	SSH, Minisign []byte
	// Archive reads the bytes from their beginning.
	Archive func() io.Reader
}

// maxSignature is how long a signature is at most, in bytes.
const maxSignature = 16 << 10

// Beside adds the signatures that lie beside an archive.
func (b *Received) Beside(d Detached) { b.detached = d }

// Signed reports whether there is any signature, checked or not.
func (b *Received) Signed() bool {
	return b.detached.SSH != nil || b.detached.Minisign != nil ||
		b.has(SumsName+SSHSuffix) || b.has(SumsName+MiniSuffix)
}

// signed checks the signatures that are asked for.
func (b *Received) signed(k Keys, today time.Time, l *diag.List) {
	if k.AllowedSigners != nil {
		b.each(SSHSuffix, b.detached.SSH, "ssh-keygen", l, func(message io.Reader, signature []byte) error {
			return verifySSH(message, signature, k, today)
		})
	}
	if k.Minisign != nil {
		b.each(MiniSuffix, b.detached.Minisign, "minisign", l, func(message io.Reader, signature []byte) error {
			return verifyMinisign(message, signature, k.Minisign)
		})
	}
}

// each checks the signature beside an archive and that within the bundle. One must be there, and none wrong.
func (b *Received) each(suffix string, beside []byte, tool string, l *diag.List, check func(io.Reader, []byte) error) {
	found := false
	if beside != nil {
		found = true
		if err := check(b.detached.Archive(), beside); err != nil {
			l.Add(diag.Pos{}, "bundle-signature", "the signature of the archive by %s does not hold: %v", tool, err)
		}
	}
	if name := SumsName + suffix; b.has(name) && b.listed != nil {
		found = true
		signature, err := b.read(name)
		message, other := b.read(SumsName)
		if err = errors.Join(err, other); err == nil {
			err = check(bytes.NewReader(message), signature)
		}
		if err != nil {
			l.Add(at(name), "bundle-signature", "the signature by %s does not hold: %v", tool, err)
		}
	}
	if !found {
		l.Add(diag.Pos{}, "bundle-signature", "there is no signature by %s", tool)
	}
}

// verifySSH checks a signature of ssh-keygen.
func verifySSH(message io.Reader, signature []byte, k Keys, today time.Time) error {
	if len(signature) > maxSignature {
		return errors.New("it is too long for one")
	}
	sig, err := sshsig.Unarmor(signature)
	if err != nil {
		return errors.New("it is malformed")
	}
	if sig.Namespace != Namespace {
		return fmt.Errorf("it was made for %q, and not for %q", sig.Namespace, Namespace)
	}
	if err := sshsig.Verify(message, sig, sig.PublicKey, sig.HashAlgorithm, Namespace); err != nil {
		return errors.New("it is of other bytes")
	}
	if !allows(k, sig.PublicKey, today) {
		who := "nobody of the allowed signers"
		if k.Identity != "" {
			who = fmt.Sprintf("not %q of the allowed signers", k.Identity)
		}
		return fmt.Errorf("it is by %s, who is %s", ssh.FingerprintSHA256(sig.PublicKey), who)
	}
	return nil
}

// allows reports whether a file of allowed signers has the key, for the identity that is asked for.
func allows(k Keys, key ssh.PublicKey, today time.Time) bool {
	for line := range strings.Lines(string(k.AllowedSigners)) {
		line = strings.TrimSpace(line)
		principals, rest, ok := strings.Cut(line, " ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		known, _, options, _, err := ssh.ParseAuthorizedKey([]byte(rest))
		if err != nil || !bytes.Equal(known.Marshal(), key.Marshal()) {
			continue
		}
		if (k.Identity == "" || matches(principals, k.Identity)) && permitted(options, today) {
			return true
		}
	}
	return false
}

// permitted reports whether the options of a line let it count.
func permitted(options []string, today time.Time) bool {
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		value = strings.Trim(value, `"`)
		switch strings.ToLower(name) {
		case "namespaces":
			if !matches(value, Namespace) {
				return false
			}
		case "valid-after", "valid-before":
			day, err := time.Parse("20060102", value[:min(8, len(value))])
			before := strings.EqualFold(name, "valid-before")
			if err != nil || !today.IsZero() && (before && !today.Before(day) || !before && today.Before(day)) {
				return false
			}
		default:
			return false // cert-authority, or something that nobody knows yet
		}
	}
	return true
}

// matches reports whether one of the patterns, with commas between them, is of the name and none that begins with "!".
func matches(patterns, name string) bool {
	found := false
	for pattern := range strings.SplitSeq(strings.Trim(patterns, `"`), ",") {
		pattern, not := strings.CutPrefix(pattern, "!")
		if ok, err := path.Match(pattern, name); err != nil || !ok {
			continue
		}
		if not {
			return false
		}
		found = true
	}
	return found
}

// verifyMinisign checks a signature of minisign.
func verifyMinisign(message io.Reader, signature, key []byte) error {
	if len(signature) > maxSignature {
		return errors.New("it is too long for one")
	}
	var public minisign.PublicKey
	if err := public.UnmarshalText(bytes.TrimSpace(key)); err != nil {
		return fmt.Errorf("the key cannot be read: %w", err)
	}
	var sig minisign.Signature
	if err := sig.UnmarshalText(signature); err != nil {
		return errors.New("it is malformed")
	}
	if sig.KeyID != public.ID() {
		return fmt.Errorf("it is by the key %X, and not %X", sig.KeyID, public.ID())
	}
	r := minisign.NewReader(message)
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	if sig.Algorithm != minisign.HashEdDSA {
		return errors.New("it is of the old kind, without a hash: sign again with a newer minisign")
	}
	if !r.Verify(public, signature) {
		return errors.New("it is of other bytes")
	}
	return nil
}
