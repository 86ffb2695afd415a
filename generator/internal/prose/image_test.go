package prose

import (
	"strings"
	"testing"
)

func TestImages(t *testing.T) {
	head := "---\ntitle: t\ndescription: d\nmade: person\nreviewed: no\n---\n"
	for _, tt := range []struct{ in, html, codes string }{
		{"![A *b*](x.png)", `<p><img class="image" src="/x.png" alt="A b" width="3" height="2" loading="lazy" decoding="async"></p>`, ""},
		{"a ![](x.png \"decorative\") b", `<p>a <img src="/x.png" alt="" width="3" height="2" loading="lazy" decoding="async"> b</p>`, ""},
		{"[![Go](x.png)](y.md)", `<p><a href="/y.md"><img src="/x.png" alt="Go" width="3" height="2" loading="lazy" decoding="async"></a></p>`, ""},
		{"![\"&lt;q>\"](gone.png)", `<p>&#34;&lt;q&gt;&#34;</p>`, ""},
		{"![](x.png)", "", "text-image-alt"},
		{"![a](x.png \"decorative\")", "", "text-image-alt"},
		{"![a](x.png \"t\")", "", "text-image"},
		{"![a](https://x.example/x.png)", `<p>a</p>`, "text-image"},
		{"![a](data:image/png;base64,AA)", `<p>a</p>`, "text-image"},
		{"![a](//x.example/x.png)", "", "text-image"},
		{"[![](x.png \"decorative\")](y.md)", "", "text-link-empty"},
	} {
		d, l := Parse("f.md", []byte(head+tt.in+"\n"), KeysOf(true, true))
		var codes []string
		for _, x := range l {
			codes = append(codes, x.Code)
		}
		if got := strings.Join(codes, " "); got != tt.codes {
			t.Errorf("%s: codes %q, want %q", tt.in, got, tt.codes)
		}
		r := NewRenderer(Words{})
		r.Picture = func(_, dest string) (int, int) {
			if dest == "x.png" {
				return 3, 2
			}
			return 0, 0
		}
		got := strings.TrimSpace(r.Body(d, func(s string) string { return "/" + s }))
		if tt.html != "" && got != tt.html {
			t.Errorf("%s:\n got %s\nwant %s", tt.in, got, tt.html)
		}
	}
}
