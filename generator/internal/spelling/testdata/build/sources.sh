#!/bin/sh
# Gathers the texts that the lists of words are made of, on Debian 12, and makes the lists. Run it in the root of the project.
#
#   sh generator/internal/spelling/testdata/build/sources.sh FOLDER [own]
#
# FOLDER is for what is downloaded, about 160 MB. Without "own" the texts of this project are left out, so that they can be
# used to measure the lists; then the lists are made in FOLDER/measured.
set -eu
folder=$(mkdir -p "$1" && cd "$1" && pwd)
root=$PWD
export LC_ALL=C.UTF-8
cd "$folder"
for l in ces eng fra nld rus; do
	test -d "ocr-$l" && continue
	apt-get download "tesseract-ocr-$l"
	dpkg -x "tesseract-ocr-${l}_"*.deb "ocr-$l"
	# combine_tessdata and dawg2wordlist are in the package tesseract-ocr.
	combine_tessdata -u "ocr-$l"/usr/share/tesseract-ocr/*/tessdata/$l.traineddata "ocr-$l/$l."
	dawg2wordlist "ocr-$l/$l.lstm-unicharset" "ocr-$l/$l.lstm-word-dawg" "ocr-$l/words.txt"
done
for l in cs en-us fr nl ru; do
	test -d "help-$l" && continue
	apt-get download "libreoffice-help-$l"
	dpkg -x "libreoffice-help-${l}_"*.deb "help-$l"
done
for pair in cs:ces:cs en:eng:en-us fr:fra:fr nl:nld:nl ru:rus:ru; do
	lang=${pair%%:*} ocr=${pair#*:} help=${pair##*:}
	ocr=${ocr%%:*}
	{
		grep -P '^\p{Ll}+$' "ocr-$ocr/words.txt"
		find "help-$help" -path '*/text/*' -name '*.html' -print0 | sort -z | xargs -0 cat |
			perl -0777 -CSD -pe 's{<(script|style|pre|code|footer|head|header)\b.*?</\1>}{ }gs; s{<[^>]*>}{ }g; s{&#?\w+;}{ }g; s{Help content debug info:.*?\n\s*\n}{\n}gs'
		if test "${2:-}" = own; then
			cat "$root"/content/$lang/*.md "$root"/content/$lang/*/*.md "$root"/decisions/*/$lang.md "$root"/i18n/glossary.$lang.md |
				perl -0777 -CSD -pe 's!^\w+:(?= )!!gm; s!`[^`]*`! !g; s!\]\([^)]*\)!]!g; s!\{#[^}]*\}! !g'
		fi
	} >"$lang.txt"
done
out=$folder/measured
test "${2:-}" = own && out=$root/generator/internal/spelling/data
mkdir -p "$out"
cd "$root"
go run ./generator/internal/spelling/testdata/build "$folder" "$out"
