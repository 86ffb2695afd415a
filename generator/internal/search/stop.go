package search

import "strings"

// stopWords are words that carry no meaning of their own, by language: they
// count in titles and headings, not in texts, and a query need not find them.
// Words a reader of support pages asks with on purpose ("who", "when", "no")
// are among them too: they stand in headings where they matter.
var stopWords = map[string]string{
	"en": `a about all also an and any are as at be been but by can could did do does for from had has have here how i if in into
		is it its may me more my no not of on one or other our out over s so some such t than that the their them then there these they
		this those to too up us was we were what when where which while who why will with would you your`,
	"nl": `aan al alle als an bij dan dat de deze die dit doe doen door een en er geen had heb hebben heeft het hier hij hoe hun
		ik in is ja je kan kunnen maar me meer met mijn moet n na naar niet nog nu of om ook op over s te tot u uit uw van veel voor
		waar wanneer want was wat we welke wie wij wil word worden wordt ze zich zij zijn zo zou`,
	"fr": `a afin ai alors au aucun aussi autre aux avec c ce ceci cela ces cet cette ceux chaque ci comme comment d dans de depuis
		des donc dont du elle elles en est et etait eu il ils j je l la le les leur leurs lors lorsque lui m ma mais me meme mes mon
		n ne ni nos notre nous on ont ou où par pas peut peuvent plus pour qu quand que quel quelle quelles quels qui quoi s sa sans
		se selon ses si son sont sous sur t ta te tous tout toute toutes tu un une vers vos votre vous y à été êtes être`,
	"ru": `а бы был была были было быть в вам вас ваш ваша ваше вашего вашей ваши ваших вы где да для до его ее её если есть еще ещё
		же за и из или им их к как какая какие какой когда кто ли либо мне может можно мой мы на над не него нее нет ни них но о об
		он она они от по под при с со свой себя так также такой там то того только том тот у уже что чтобы эта эти это этого этой
		этом этот этих я`,
	"cs": `a aby aj ale ani až bez bude by byl byla byli bylo být co další do ho i já jak jako je jeho jej její jejich jen ještě ji
		jsem jsme jsou jste k kam kde kdo kdy když která které kteří který ke má mají mi mít může můžete na nad nebo nejsou není než o
		od po pod pokud pro proč proto při s se si své svou svůj ta tak také takže tam tato te ten tento této tím to tomto tomu toto tu
		tuto ty u už v vám vás váš vaše vašich ve více všechny vy z za zda ze že`,
}

// stopSet are the stop words of a language, folded.
func stopSet(base string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(stopWords[base]) {
		set[Fold(w)] = true
	}
	return set
}
