package lms

import (
	"encoding/xml"
	"strconv"
)

// manifest is imsmanifest.xml. Prefixes stand in the names: encoding/xml has none of its own.
type manifest struct {
	XMLName    xml.Name `xml:"manifest"`
	Identifier string   `xml:"identifier,attr"`
	Version    string   `xml:"version,attr"`
	XMLNS      string   `xml:"xmlns,attr"`
	ADLCP      string   `xml:"xmlns:adlcp,attr"`
	IMSSS      string   `xml:"xmlns:imsss,attr,omitempty"`
	XSI        string   `xml:"xmlns:xsi,attr"`
	Schemas    string   `xml:"xsi:schemaLocation,attr"`

	Metadata     metadata      `xml:"metadata"`
	Default      organizations `xml:"organizations"`
	ResourceList []resource    `xml:"resources>resource"`
}

type metadata struct {
	Schema  string `xml:"schema"`
	Version string `xml:"schemaversion"`
	LOM     lom
}

type organizations struct {
	Default      string       `xml:"default,attr"`
	Organization organization `xml:"organization"`
}

type organization struct {
	Identifier string `xml:"identifier,attr"`
	Title      string `xml:"title"`
	Item       item   `xml:"item"`
}

type item struct {
	Identifier string      `xml:"identifier,attr"`
	Resource   string      `xml:"identifierref,attr"`
	Visible    string      `xml:"isvisible,attr"`
	Title      string      `xml:"title"`
	Mastery    string      `xml:"adlcp:masteryscore,omitempty"`
	Sequencing *sequencing `xml:"imsss:sequencing"`
}

// sequencing says nothing of an order: only when the course counts as passed.
type sequencing struct {
	Objective objective `xml:"imsss:objectives>imsss:primaryObjective"`
}

type objective struct {
	ID        string `xml:"objectiveID,attr"`
	ByMeasure string `xml:"satisfiedByMeasure,attr"`
	Measure   string `xml:"imsss:minNormalizedMeasure"`
}

type resource struct {
	Identifier string `xml:"identifier,attr"`
	Type       string `xml:"type,attr"`
	SCO        string `xml:"adlcp:scormtype,attr,omitempty"` // of SCORM 1.2
	SCO2004    string `xml:"adlcp:scormType,attr,omitempty"`
	Href       string `xml:"href,attr"`
	Files      []file `xml:"file"`
}

type file struct {
	Href string `xml:"href,attr"`
}

// Names within the manifest.
const (
	organizationID = "course"
	itemID         = "drills"
	resourceID     = "pages"
)

func (c Course) manifest(f Format, files []string) manifest {
	m := manifest{
		Identifier: c.Identifier(f), Version: "1.0", XSI: "http://www.w3.org/2001/XMLSchema-instance",
		Default: organizations{organizationID, organization{organizationID, c.title(), item{Identifier: itemID, Resource: resourceID, Visible: "true", Title: c.title()}}},
	}
	r := resource{Identifier: resourceID, Type: "webcontent", Href: Start}
	for _, name := range files {
		r.Files = append(r.Files, file{name})
	}
	m.ResourceList = []resource{r}
	return m
}

// lom is the part of IEEE LOM that says titles in all languages. The versions differ in how they name a text.
type lom struct {
	XMLName xml.Name `xml:"lom"`
	XMLNS   string   `xml:"xmlns,attr"`
	General struct {
		Title       *langs   `xml:"title"`
		Languages   []string `xml:"language"`
		Description *langs   `xml:"description"`
	} `xml:"general"`
}

type langs struct{ Texts []named }

// named is a text whose element and attribute are named by the version.
type named struct {
	XMLName xml.Name
	Lang    []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
}

func (c Course) lom(space, element, attr string) lom {
	all := func(of map[string]string) *langs {
		texts := c.texts(of)
		if len(texts) == 0 {
			return nil
		}
		out := new(langs)
		for _, t := range texts {
			out.Texts = append(out.Texts, named{xml.Name{Local: element}, []xml.Attr{{Name: xml.Name{Local: attr}, Value: t.Lang}}, t.Text})
		}
		return out
	}
	out := lom{XMLNS: space}
	out.General.Title, out.General.Description, out.General.Languages = all(c.Title), all(c.Description), c.Languages
	return out
}

func (c Course) scorm12(files []string) manifest {
	m := c.manifest(SCORM12, files)
	m.XMLNS, m.ADLCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"
	m.Schemas = m.XMLNS + " imscp_rootv1p1p2.xsd " + m.ADLCP + " adlcp_rootv1p2.xsd http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd"
	m.Metadata = metadata{"ADL SCORM", "1.2", c.lom("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "langstring", "xml:lang")}
	m.Default.Organization.Item.Mastery = strconv.Itoa(c.Mastery)
	m.ResourceList[0].SCO = "sco"
	return m
}

func (c Course) scorm2004(files []string) manifest {
	m := c.manifest(SCORM2004, files)
	m.XMLNS, m.ADLCP, m.IMSSS = "http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.adlnet.org/xsd/adlcp_v1p3", "http://www.imsglobal.org/xsd/imsss"
	m.Schemas = m.XMLNS + " imscp_v1p1.xsd " + m.ADLCP + " adlcp_v1p3.xsd " + m.IMSSS + " imsss_v1p0.xsd http://ltsc.ieee.org/xsd/LOM lom.xsd"
	m.Metadata = metadata{"ADL SCORM", "2004 4th Edition", c.lom("http://ltsc.ieee.org/xsd/LOM", "string", "language")}
	m.Default.Organization.Item.Sequencing = &sequencing{objective{"score", "true", share(c.Mastery)}}
	m.ResourceList[0].SCO2004 = "sco"
	return m
}

// share writes percent as a part of one: 80 as "0.8".
func share(percent int) string { return strconv.FormatFloat(float64(percent)/100, 'f', -1, 64) }
