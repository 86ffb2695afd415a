package policy

import "cmp"

// Nginx is a file for nginx's folder of sites, /etc/nginx/conf.d.
func Nginx(s Site) []byte {
	b, line := s.settings("nginx", "nginx 1.19 or later: a file of /etc/nginx/conf.d")
	line("map $uri $signpost_policy {")
	line("    default %q;", s.Framed())
	if s.embeds() {
		line("    \"~%s\" %q;", s.embedPages(), s.Framed(s.Embed...))
	}
	line("}")
	line("map $uri $signpost_cache {")
	line("    default %q;", keepPages)
	line("    \"~%s\" %q;", s.hashed(), keepAssets)
	line("}")
	line("server {")
	line("    listen 80; # with a certificate: listen 443 ssl; ssl_certificate …; ssl_certificate_key …;")
	line("    server_name %s;", cmp.Or(s.Host, "_"))
	line("    root %s;", cmp.Or(s.Root, "/srv/www"))
	line("    index index.html;")
	line("    absolute_redirect off;")
	line("    error_page 404 \"%s404.html\";", s.base())
	line("    charset utf-8;")
	line("    charset_types text/css text/plain text/xml application/javascript application/json application/atom+xml image/svg+xml;")
	line("    gzip on;")
	line("    gzip_types text/css text/plain text/xml application/javascript application/json application/atom+xml image/svg+xml;")
	line("    add_header Content-Security-Policy $signpost_policy always;")
	line("    add_header Cache-Control $signpost_cache always;")
	for _, h := range Headers() {
		line("    add_header %s %q always;", h.Name, h.Value)
	}
	line("    # Once every page of the host is reached by https, and will be from then on:")
	line("    # add_header Strict-Transport-Security %q always;", transport)
	line("    # A location with an add_header of its own loses those above.")
	line("    location = \"%s_headers\" { return 404; }", s.base())
	line("    location ~ /\\.signpost { return 404; }")
	line("    location ~ /changes\\.xml$ { types { } default_type application/atom+xml; }")
	line("}")
	return b.Bytes()
}
