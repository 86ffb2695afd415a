package lms

import "encoding/xml"

// structure is cmi5.xml.
type structure struct {
	XMLName xml.Name `xml:"courseStructure"`
	XMLNS   string   `xml:"xmlns,attr"`
	Course  struct {
		ID          string `xml:"id,attr"`
		Title       []text `xml:"title>langstring"`
		Description []text `xml:"description>langstring"`
	} `xml:"course"`
	AU unit `xml:"au"`
}

// unit is what a platform opens.
type unit struct {
	ID           string `xml:"id,attr"`
	MoveOn       string `xml:"moveOn,attr"`
	Mastery      string `xml:"masteryScore,attr"`
	LaunchMethod string `xml:"launchMethod,attr"`
	Title        []text `xml:"title>langstring"`
	Description  []text `xml:"description>langstring"`
	URL          string `xml:"url"`
}

type text struct {
	Lang string `xml:"lang,attr"`
	Text string `xml:",chardata"`
}

func (c Course) cmi5() structure {
	s := structure{XMLNS: "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}
	s.Course.ID = c.IRI
	s.Course.Title, s.Course.Description = c.texts(c.Title), c.texts(c.Description)
	// Whoever has passed has done all cases, too: the course is done for both.
	s.AU = unit{c.IRI + "/drills", "CompletedAndPassed", share(c.Mastery), "AnyWindow", s.Course.Title, s.Course.Description, Start}
	return s
}
