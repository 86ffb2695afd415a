package verify

import (
	"bytes"
	"strings"
)

// htmlElements are those a page may hold, each with the attributes it may have beside
// globalAttrs, data-* and aria-*. Generous with what carries meaning; frames,
// plug-ins, foreign content and animation are missing on purpose.
const htmlElements = `
html: xmlns prefix
head:
body:
title:
meta: charset name content http-equiv property media
link: rel href hreflang type media sizes as crossorigin color title
script: src defer async type
template:
noscript:
header: | footer: | main: | nav: | section: | article: | aside: | hgroup: | search: | address:
h1: | h2: | h3: | h4: | h5: | h6:
p: | hr: | br: | wbr: | pre: | div: | span:
blockquote: cite
q: cite
ul: | menu: | dl: | dt: | dd:
ol: start type reversed
li: value
figure: | figcaption:
a: href hreflang rel target download type name
em: | strong: | b: | i: | u: | s: | small: | sub: | sup: | mark: | abbr: | cite: | code: | kbd: | samp: | var: | dfn: | bdi: | bdo:
del: cite datetime
ins: cite datetime
time: datetime
data: value
ruby: | rt: | rp:
img: src srcset sizes alt width height loading decoding fetchpriority
picture:
source: src srcset sizes type media width height
audio: src controls preload loop muted
video: src controls preload loop muted poster width height playsinline
track: src kind srclang label default
table: | caption: | thead: | tbody: | tfoot: | tr:
colgroup: span
col: span
th: colspan rowspan scope abbr headers align
td: colspan rowspan headers align
details: open name
summary:
dialog: open
form: action method novalidate autocomplete name
fieldset: disabled name form
legend:
label: for
input: type name value checked disabled required readonly placeholder min max step pattern minlength maxlength size autocomplete inputmode list multiple alt src
button: type name value disabled form popovertarget popovertargetaction
select: name disabled required multiple size autocomplete
option: value selected disabled label
optgroup: label disabled
textarea: name rows cols disabled required readonly placeholder minlength maxlength autocomplete wrap
datalist:
output: for name
progress: value max
meter: value min max low high optimum
`

// svgElements are those of drawings. All may have svgAttrs.
const svgElements = `svg g path rect circle ellipse line polyline polygon text tspan textpath
defs use symbol desc lineargradient radialgradient stop clippath mask pattern marker switch image`

// globalAttrs may stand on every element.
const globalAttrs = `id class lang dir title hidden tabindex role translate spellcheck inert autofocus autocapitalize
enterkeyhint itemscope itemtype itemprop itemid itemref slot is popover draggable`

// svgAttrs may stand on every element of a drawing.
const svgAttrs = `xmlns xmlns:xlink xmlns:svg version viewbox preserveaspectratio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points
dx dy rotate textlength lengthadjust startoffset pathlength transform gradienttransform gradientunits spreadmethod offset patternunits
patterncontentunits patterntransform clippathunits maskunits maskcontentunits markerwidth markerheight markerunits refx refy orient
fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-opacity
stroke-miterlimit opacity color display visibility overflow clip-path clip-rule mask marker-start marker-mid marker-end stop-color
stop-opacity font-family font-size font-weight font-style text-anchor dominant-baseline alignment-baseline baseline-shift letter-spacing
word-spacing text-decoration vector-effect shape-rendering text-rendering image-rendering color-interpolation pointer-events
paint-order focusable href xlink:href xlink:title xml:space xml:lang target`

// element is one entry of the list.
type element struct {
	attrs map[string]bool
	svg   bool
}

// allowed is the list, by lower-case name. It is never changed.
var allowed = allowList()

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func allowList() map[string]*element {
	list := map[string]*element{}
	svg := wordSet(svgAttrs + " " + globalAttrs)
	for _, name := range strings.Fields(svgElements) {
		list[name] = &element{svg, true}
	}
	for line := range strings.Lines(htmlElements) {
		for entry := range strings.SplitSeq(line, "|") {
			name, attrs, ok := strings.Cut(strings.TrimSpace(entry), ":")
			if ok {
				list[name] = &element{attrs: wordSet(attrs + " " + globalAttrs)}
			}
		}
	}
	return list
}

// allows reports whether the element may have the attribute. inSVG: it stands
// in a drawing, where <a> and <title> have the attributes of drawings.
func (e *element) allows(key []byte, inSVG bool) bool {
	if e.attrs[string(key)] {
		return true
	}
	if bytes.HasPrefix(key, []byte("data-")) || bytes.HasPrefix(key, []byte("aria-")) {
		return true
	}
	return inSVG && !e.svg && allowed["svg"].attrs[string(key)]
}
