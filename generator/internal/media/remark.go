package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"math"
)

// turned reports whether EXIF, a TIFF of remarks, says to show the picture
// turned or mirrored: tag 274 of its first directory (CIPA DC-008, 4.6.4).
func turned(tiff []byte) bool {
	if len(tiff) < 8 {
		return false
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return false
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return false
	}
	entries := tiff[at+2:]
	for n := int(order.Uint16(tiff[at:])); n > 0 && len(entries) >= 12; n-- {
		if order.Uint16(entries) == 274 {
			how := order.Uint16(entries[8:])
			return 2 <= how && how <= 8 // 1 is upright, others mean nothing
		}
		entries = entries[12:]
	}
	return false
}

// maxProfile is how many bytes of a profile are unpacked.
const maxProfile = 1 << 20

// inflated unpacks the profile of a PNG: a name, a zero, the method, data. What
// cannot be unpacked is no profile.
func inflated(body []byte) []byte {
	_, rest, _ := bytes.Cut(body, []byte{0})
	if len(rest) < 1 {
		return []byte{}
	}
	r, err := zlib.NewReader(bytes.NewReader(rest[1:]))
	if err != nil {
		return []byte{}
	}
	out, err := io.ReadAll(io.LimitReader(r, maxProfile))
	if err != nil {
		return []byte{}
	}
	return out
}

// primaries are red, green and blue of sRGB in the space that profiles are
// written in, as XYZ (ICC.1:2022 and the profile of IEC 61966-2-1).
var primaries = map[string][3]float64{
	"rXYZ": {0.4361, 0.2225, 0.0139},
	"gXYZ": {0.3851, 0.7169, 0.0971},
	"bXYZ": {0.1431, 0.0606, 0.7141},
}

// standard reports whether the colours of a profile (ICC.1:2022, 7.2 and 7.3)
// are those that browsers take for granted where there is none: sRGB, and shades
// of grey.
func standard(profile []byte) bool {
	if len(profile) < 132 {
		return false
	}
	switch string(profile[16:20]) {
	case "GRAY":
		return true
	case "RGB ":
	default:
		return false
	}
	found := 0
	tags := profile[132:]
	for n := binary.BigEndian.Uint32(profile[128:]); n > 0 && len(tags) >= 12; n-- {
		want, ok := primaries[string(tags[:4])]
		at := int64(binary.BigEndian.Uint32(tags[4:]))
		if tags = tags[12:]; !ok {
			continue
		}
		if at+20 > int64(len(profile)) || string(profile[at:at+4]) != "XYZ " {
			return false
		}
		for i, w := range want {
			// A number has 16 bits before the point and 16 behind it.
			got := float64(int32(binary.BigEndian.Uint32(profile[at+8+4*int64(i):]))) / 65536
			if math.Abs(got-w) > 0.01 {
				return false
			}
		}
		found++
	}
	return found == len(primaries)
}
