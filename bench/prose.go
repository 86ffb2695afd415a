//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// language holds the words of a language. Sentences may hold %s for a product,
// %d for a number and %l for a link.
type language struct {
	tag       string
	source    bool
	titles    []string
	headings  [6]string
	columns   [3]string
	sentences []string
	items     []string
	linkText  []string
}

var products = []string{"Exchange Online", "SharePoint Online", "Azure", "Microsoft 365", "Dynamics 365", "Partner Center",
	"Microsoft Entra", "Teams", "Power BI", "Intune"}

// ids of the sections of a page, the same in every language.
var ids = [6]string{"overview", "before-you-begin", "steps", "who-does-what", "limits", "next"}

var commands = []string{
	"```powershell\nConnect-ExchangeOnline -UserPrincipalName admin@contoso.example\nGet-MessageTrace -StartDate (Get-Date).AddDays(-2) -EndDate (Get-Date) |\n  Where-Object { $_.Status -eq \"Failed\" } |\n  Select-Object Received, SenderAddress, Status\n```\n",
	"```bash\naz login --tenant contoso.example\naz resource list --resource-group support --output table\nfor id in $(az vm list --query \"[].id\" -o tsv); do\n  az vm show --ids \"$id\" --show-details --query powerState\ndone\n```\n",
	"```json\n{\n  \"severity\": \"B\",\n  \"service\": \"Exchange Online\",\n  \"affected\": 120,\n  \"since\": \"2026-11-20T08:15:00Z\",\n  \"tried\": [\"service health\", \"message trace\"]\n}\n```\n",
}

func (l *language) title(n int) string { return l.titles[n%len(l.titles)] }

func (l *language) front(title string, order int) string {
	s := fmt.Sprintf("---\ntitle: %s\ndescription: %s\nmade: machine\nreviewed: no\n", title, strings.NewReplacer("%s", products[order%7], "%d", "3", "%l", "").Replace(l.items[order%len(l.items)]))
	if l.source {
		s += fmt.Sprintf("order: %d\naudience: %s\n", order, []string{"partner", "customer", "all"}[order/10%3])
	}
	return s + "---\n"
}

// index is the page of the n-th section.
func (l *language) index(n int) string {
	w := writer{l: l, shape: rand.New(rand.NewPCG(3, uint64(n))), words: rand.New(rand.NewPCG(4, uint64(n)))}
	return l.front(fmt.Sprintf("%s %d", l.titles[n%len(l.titles)], n), n*10) + w.list("-", 3)
}

// writer writes one page.
type writer struct {
	l            *language
	shape, words *rand.Rand
	link         func() string
}

// body is a page of about 6 KB: an intro and six sections with paragraphs,
// lists, a table, a callout, one or two blocks of code, and links.
func (w *writer) body() string {
	var b strings.Builder
	b.WriteString(w.paragraph(2))
	for i, id := range ids {
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n%s", w.l.headings[i], id, w.paragraph(3)+"\n"+w.paragraph(2))
		switch i {
		case 0:
			b.WriteString("\n" + w.list("-", 4+w.shape.IntN(3)))
		case 1:
			fmt.Fprintf(&b, "\n> [!%s]\n> %s", []string{"NOTE", "IMPORTANT", "WARNING", "TIP"}[w.shape.IntN(4)], w.paragraph(1))
		case 2:
			b.WriteString("\n" + w.list("1.", 5+w.shape.IntN(3)) + "\n" + commands[w.shape.IntN(3)])
		case 3:
			b.WriteString("\n" + w.table(4+w.shape.IntN(3)) + "\n" + w.paragraph(2))
		case 4:
			fmt.Fprintf(&b, "\n### %s {#more-%s}\n\n%s", w.l.title(w.shape.IntN(9)), id, w.paragraph(2))
			if w.shape.IntN(3) == 0 {
				b.WriteString("\n" + commands[w.shape.IntN(3)])
			}
		case 5:
			b.WriteString("\n")
			for k := range 3 {
				fmt.Fprintf(&b, "- [%s](%s)\n", w.l.linkText[k], w.link())
			}
			fmt.Fprintf(&b, "- [Microsoft Learn](https://learn.microsoft.com/%s/)\n", w.l.tag)
		}
	}
	return b.String()
}

func (w *writer) paragraph(n int) string {
	s := make([]string, n)
	for i := range s {
		s[i] = w.fill(w.l.sentences[w.words.IntN(len(w.l.sentences))])
	}
	return strings.Join(s, " ") + "\n"
}

func (w *writer) list(bullet string, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "%s %s\n", bullet, w.fill(w.l.items[w.words.IntN(len(w.l.items))]))
	}
	return b.String()
}

func (w *writer) table(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n| --- | --- | --- |\n", strings.Join(w.l.columns[:], " | "))
	for range n {
		fmt.Fprintf(&b, "| %s | %d | %s |\n", products[w.words.IntN(len(products))], 1+w.words.IntN(48), w.fill(w.l.items[w.words.IntN(len(w.l.items))]))
	}
	return b.String()
}

func (w *writer) fill(s string) string {
	s = strings.ReplaceAll(s, "%s", products[w.words.IntN(len(products))])
	s = strings.ReplaceAll(s, "%d", fmt.Sprint(2+w.words.IntN(60)))
	if strings.Contains(s, "%l") {
		s = strings.ReplaceAll(s, "%l", w.link()+"#"+ids[w.shape.IntN(len(ids))])
	}
	return s
}
