package jobs

// Schema is the version of River's tables.
const Schema = schema
