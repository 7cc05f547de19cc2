package site

// Publisher is who is behind the visits and the data about them, and what others may do
// with the data.
type Publisher struct {
	Name string
	Page string // its own site
	Type string // from purl.org/adms/publishertype
	// Contact is the e-mail address for questions about the data; "" for none.
	Contact string
	Licence string // address of the licence that all open data has
}
