package site

type aboutContent struct {
	Contacts []Contact
}

func (s *Site) aboutPage(r request) (page, error) {
	return page{template: "about", nav: "/om", title: r.text("about.title"), description: r.text("about.description"),
		content: aboutContent{Contacts: r.snapshot.Contacts()}}, nil
}
