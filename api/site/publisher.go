package site

// Publisher is who is behind the visits and the data about them.
type Publisher struct {
	Name string
	Page string // its own site
}
