package terms

import _ "embed" // the schemas

// Schema is the JSON Schema (2020-12) of terms.yaml, for editors. It is looser
// than Parse: it knows forms, and nothing of what refers to what.
//
//go:embed terms.schema.json
var Schema []byte

// PublishedSchema is the JSON Schema (2020-12) of terms.json.
//
//go:embed published.schema.json
var PublishedSchema []byte
