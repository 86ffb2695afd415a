// Package bundle packs a tree of files so that it can be handed on, and tells
// whether one that was received is what its maker packed.
//
// In: the files of an offline site, and what is known of the bundle (Manifest).
// Out: the files with a manifest, a list of checksums and a hash of the whole
// tree (Seal), a zip archive that is the same bytes on every run (Zip), the part
// of it that changed (Changes). Of a received zip or folder (Open, OpenFolder):
// what is wrong with it (Received.Check), each finding with the name of the entry.
//
// It never extracts anything to a disk, never follows a link, and never believes a
// header: sizes are limits while it reads, and no byte of an archive belongs to two
// entries or to none. It reads no clock and no key ring: day and keys are passed in.
//
// The files of a bundle beside those of the site:
//
//	bundle.json         the Manifest
//	SHA256SUMS          of all other files, for sha256sum -c
//	SHA256SUMS.sig      optional: a signature of SHA256SUMS by ssh-keygen -Y sign
//	SHA256SUMS.minisig  optional: one by minisign
//	CHANGES             only in an archive of changes: what they are changes to, and what is gone
//
// The hash of the tree is Hash1 of golang.org/x/mod/sumdb/dirhash, over all files
// but SHA256SUMS, its signatures and CHANGES: the SHA-256 of a sorted list of lines
// "<SHA-256 of the file, hex>  <path>", in base64 after "h1:". Where the hash itself
// stands in a file, it counts as Blank: so it can stand in the pages it is the hash of.
//
// The codes:
//
//	bundle-archive    the zip cannot be read as one, or says two things at once
//	bundle-entry      an entry is encrypted, a link, or packed in a way nobody needs
//	bundle-path       a name leads out of the folder, or some system cannot carry it
//	bundle-collision  two entries with the same name, or one where case does not count
//	bundle-size       more, or larger files than a bundle has: a zip bomb
//	bundle-sums       SHA256SUMS is missing or malformed
//	bundle-missing    a file that SHA256SUMS lists is not there
//	bundle-extra      a file that SHA256SUMS does not list is there
//	bundle-altered    a file has another content than SHA256SUMS says
//	bundle-manifest   bundle.json is missing or malformed
//	bundle-hash       the tree has another hash than bundle.json says
//	bundle-changes    an archive of changes does not fit what they are to be made to
//	bundle-signature  a signature that was asked for is missing, malformed or not of that key
//	bundle-expired    the day up to which the bundle holds has passed
package bundle
