package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"signpost/generator/internal/bundle"
	"signpost/generator/internal/diag"
)

// receiving is what a recipient asks for.
type receiving struct {
	base, date              string
	signers, identity, mini string
	json                    bool
}

func (a *app) verify() *cobra.Command {
	var r receiving
	c := &cobra.Command{
		Use:   "verify FILE|DIR",
		Short: "Tell whether a bundle that was received is as it was packed, and safe to unpack",
		Long: `Reads a bundle that "signpost bundle" made, a zip or the folder it was unpacked
into, and changes nothing. It is valid where every file is the one that its
maker packed, no name leads out of the folder, nothing is hidden in the archive,
no page asks for anything elsewhere, and the bundle has not expired. Who made it,
only a signature tells: of the archive in FILE.sig or FILE.minisig beside it, or
of SHA256SUMS within. With --allowed-signers or --key, one by these keys must be there.

Exit 0: valid. 1: not valid, and why. 2: it could not be read.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runVerify(args[0], r) },
	}
	f := c.Flags()
	f.StringVar(&r.base, "base", "", "the bundle (zip or folder) that an archive of changes is to be made to")
	f.StringVar(&r.date, "date", "", "the day to hold the bundle against, as 2026-11-20 (default: today)")
	f.StringVar(&r.signers, "allowed-signers", "", "file of the keys of ssh that may have signed it")
	f.StringVar(&r.identity, "identity", "", "who of them must have signed it (default: anybody)")
	f.StringVar(&r.mini, "key", "", "public key of minisign, or the file of one, that must have signed it")
	f.BoolVar(&r.json, "json", false, "print what is wrong as JSON")
	return c
}

func (a *app) runVerify(name string, r receiving) error {
	today, err := a.day(r.date)
	if err != nil {
		return err
	}
	closes, b, err := a.openBundle(name)
	if err != nil {
		return err
	}
	defer closes()
	opt := bundle.Options{Today: today.Time()}
	if opt.Keys, err = a.keys(r); err != nil {
		return err
	}
	if err := a.detached(name, b); err != nil {
		return err
	}
	if r.base != "" {
		closes, base, err := a.openBundle(r.base)
		if err != nil {
			return err
		}
		defer closes()
		if l := base.Check(bundle.Options{}); len(l) > 0 {
			return fmt.Errorf("%s is not a sound bundle: %s: %s", r.base, l[0].Pos, l[0].Message)
		}
		opt.Base = base
	}
	list := b.Check(opt)
	if len(list) == 0 && !b.Changes {
		if list, err = checkOffline(b, b.Files(), b.Manifest.Languages, b.Manifest.Flow != ""); err != nil {
			return err
		}
	}
	return a.verdict(name, b, list, r)
}

// verdict says whether a bundle is valid.
func (a *app) verdict(name string, b *bundle.Received, list diag.List, r receiving) error {
	for i := range list {
		if list[i].Pos.File == "" {
			list[i].Pos.File = name // the archive as a whole
		}
	}
	if r.json {
		if err := diag.JSON(a.env.Stdout, list); err != nil {
			return err
		}
		if len(list) > 0 {
			return errProject
		}
		return nil
	}
	if len(list) > 0 {
		if err := diag.Text(a.env.Stderr, list, nil); err != nil {
			return err
		}
		fmt.Fprintf(a.env.Stdout, "%s: NOT VALID: %s\n", name, counts(len(list), 0))
		return errProject
	}
	what := "valid"
	if b.Changes {
		what = "valid changes"
		if r.base == "" {
			what += ", not held against what they are changes to: see --base"
		}
	}
	fmt.Fprintf(a.env.Stdout, "%s: %s\n", name, what)
	m := b.Manifest
	fmt.Fprintf(a.env.Stdout, "  %s: %s\n  hash %s\n", b, plural(len(b.Files()), "file"), m.Hash)
	for _, line := range [][2]string{{"made", m.Made}, {"holds until", m.Expires}} {
		if line[1] != "" {
			fmt.Fprintf(a.env.Stdout, "  %s %s\n", line[0], line[1])
		}
	}
	switch asked := r.signers != "" || r.mini != ""; {
	case asked:
		fmt.Fprintln(a.env.Stdout, "  signed by a key that was given")
	case b.Signed():
		fmt.Fprintln(a.env.Stdout, "  signed; by whom was not asked for: see --allowed-signers and --key")
	default:
		fmt.Fprintln(a.env.Stdout, "  not signed: compare the hash with the one that its maker gives elsewhere")
	}
	return nil
}

// maxKeys is how long a file of keys is at most, in bytes.
const maxKeys = 1 << 20

// keys reads the keys that are asked for.
func (a *app) keys(r receiving) (bundle.Keys, error) {
	k := bundle.Keys{Identity: r.identity}
	if r.identity != "" && r.signers == "" {
		return k, errors.New("--identity needs --allowed-signers")
	}
	if r.signers != "" {
		data, err := a.small(r.signers, maxKeys)
		if err != nil {
			return k, err
		}
		if k.AllowedSigners = data; data == nil {
			k.AllowedSigners = []byte{}
		}
	}
	if r.mini != "" {
		k.Minisign = []byte(r.mini)
		if data, err := a.small(r.mini, maxKeys); err == nil {
			k.Minisign = data
		} else if !errors.Is(err, fs.ErrNotExist) {
			return k, err
		}
	}
	return k, nil
}

// detached takes the signatures beside an archive.
func (a *app) detached(name string, b *bundle.Received) error {
	at := a.path(name)
	if info, err := os.Stat(at); err != nil || info.IsDir() {
		return err
	}
	d := bundle.Detached{Archive: func() io.Reader { return fileReader(at) }}
	for suffix, to := range map[string]*[]byte{bundle.SSHSuffix: &d.SSH, bundle.MiniSuffix: &d.Minisign} {
		data, err := a.small(name+suffix, maxKeys)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		*to = data
	}
	b.Beside(d)
	return nil
}

// fileReader reads a file when it is first read, and closes it at its end.
func fileReader(name string) io.Reader {
	r, w := io.Pipe()
	go func() {
		f, err := os.Open(name)
		if err == nil {
			_, err = io.Copy(w, f)
			f.Close()
		}
		w.CloseWithError(err)
	}()
	return r
}

// small reads a file of at most so many bytes.
func (a *app) small(name string, limit int64) ([]byte, error) {
	name = a.path(name)
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s has more than %d bytes", name, limit)
	}
	return data, err
}
