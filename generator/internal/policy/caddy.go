package policy

import "cmp"

// Caddy is a site of a Caddyfile.
func Caddy(s Site) []byte {
	b, line := s.settings("caddy", "Caddy 2.6 or later")
	line("%s {", cmp.Or(s.Host, ":80"))
	line("	root * %s", cmp.Or(s.Root, "/srv/www"))
	line("	encode zstd gzip")
	line("	header {")
	for _, h := range Headers() {
		line("		%s %q", h.Name, h.Value)
	}
	line("		# Once every page of the host is reached by https, and will be from then on:")
	line("		# Strict-Transport-Security %q", transport)
	line("	}")
	// Where two directives match, which one counts is a matter of the order
	// that Caddy gives them: no two of these ever do.
	if s.embeds() {
		line("	@framed path_regexp `%s`", s.embedPages())
		line("	header @framed Content-Security-Policy %q", s.Framed(s.Embed...))
		line("	@unframed not path_regexp `%s`", s.embedPages())
		line("	header @unframed Content-Security-Policy %q", s.Framed())
	} else {
		line("	header Content-Security-Policy %q", s.Framed())
	}
	line("	@hashed path_regexp `%s`", s.hashed())
	line("	header @hashed Cache-Control %q", keepAssets)
	line("	@named not path_regexp `%s`", s.hashed())
	line("	header @named Cache-Control %q", keepPages)
	line("	@feed path */changes.xml")
	line("	header @feed Content-Type \"application/atom+xml; charset=utf-8\"")
	line("	file_server {")
	line("		hide _headers .signpost*")
	line("	}")
	line("	handle_errors {")
	line("		header Cache-Control %q", keepPages)
	line("		@missing expression {err.status_code} == 404")
	line("		rewrite @missing \"%s404.html\"", s.base())
	line("		file_server")
	line("	}")
	line("}")
	return b.Bytes()
}
