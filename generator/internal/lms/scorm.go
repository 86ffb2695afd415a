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
	LOM     any    `xml:",omitempty"`
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

// lom12 is the part of IEEE LOM that SCORM 1.2 binds: titles in all languages.
type lom12 struct {
	XMLName xml.Name `xml:"lom"`
	XMLNS   string   `xml:"xmlns,attr"`
	General struct {
		Title       *langs12 `xml:"title"`
		Languages   []string `xml:"language"`
		Description *langs12 `xml:"description"`
	} `xml:"general"`
}

type langs12 struct {
	Strings []text12 `xml:"langstring"`
}

type text12 struct {
	Lang string `xml:"xml:lang,attr"`
	Text string `xml:",chardata"`
}

func texts12(of []text) *langs12 {
	if len(of) == 0 {
		return nil
	}
	out := new(langs12)
	for _, t := range of {
		out.Strings = append(out.Strings, text12(t))
	}
	return out
}

func (c Course) scorm12(files []string) manifest {
	m := c.manifest(SCORM12, files)
	m.XMLNS, m.ADLCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"
	m.Schemas = m.XMLNS + " imscp_rootv1p1p2.xsd " + m.ADLCP + " adlcp_rootv1p2.xsd http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd"
	lom := lom12{XMLNS: "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"}
	lom.General.Title, lom.General.Description = texts12(c.texts(c.Title)), texts12(c.texts(c.Description))
	lom.General.Languages = c.Languages
	m.Metadata = metadata{"ADL SCORM", "1.2", lom}
	m.Default.Organization.Item.Mastery = strconv.Itoa(c.Mastery)
	m.ResourceList[0].SCO = "sco"
	return m
}

// lom2004 is the same for SCORM 2004.
type lom2004 struct {
	XMLName xml.Name `xml:"lom"`
	XMLNS   string   `xml:"xmlns,attr"`
	General struct {
		Title       *langs2004 `xml:"title"`
		Languages   []string   `xml:"language"`
		Description *langs2004 `xml:"description"`
	} `xml:"general"`
}

type langs2004 struct {
	Strings []text2004 `xml:"string"`
}

type text2004 struct {
	Lang string `xml:"language,attr"`
	Text string `xml:",chardata"`
}

func texts2004(of []text) *langs2004 {
	if len(of) == 0 {
		return nil
	}
	out := new(langs2004)
	for _, t := range of {
		out.Strings = append(out.Strings, text2004(t))
	}
	return out
}

func (c Course) scorm2004(files []string) manifest {
	m := c.manifest(SCORM2004, files)
	m.XMLNS, m.ADLCP, m.IMSSS = "http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.adlnet.org/xsd/adlcp_v1p3", "http://www.imsglobal.org/xsd/imsss"
	m.Schemas = m.XMLNS + " imscp_v1p1.xsd " + m.ADLCP + " adlcp_v1p3.xsd " + m.IMSSS + " imsss_v1p0.xsd http://ltsc.ieee.org/xsd/LOM lom.xsd"
	lom := lom2004{XMLNS: "http://ltsc.ieee.org/xsd/LOM"}
	lom.General.Title, lom.General.Description = texts2004(c.texts(c.Title)), texts2004(c.texts(c.Description))
	lom.General.Languages = c.Languages
	m.Metadata = metadata{"ADL SCORM", "2004 4th Edition", lom}
	m.Default.Organization.Item.Sequencing = &sequencing{objective{"score", "true", share(c.Mastery)}}
	m.ResourceList[0].SCO2004 = "sco"
	return m
}

// share writes percent as a part of one: 80 as "0.8".
func share(percent int) string { return strconv.FormatFloat(float64(percent)/100, 'f', -1, 64) }
