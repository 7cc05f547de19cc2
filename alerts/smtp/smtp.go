// Package smtp hands mail over to a server by SMTP.
package smtp

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"poliskontor/alerts"
)

// Config is how a mail server is reached.
type Config struct {
	// URL is smtp://USER:PASSWORD@HOST:PORT, which insists on STARTTLS, or smtps://… for
	// TLS from the start. ?tls=none speaks in the open, for a server on the same machine.
	URL string
	// Password is used instead of one in the URL.
	Password string
	// From is who the mail is from, as "Name <address>".
	From string
}

// patience is how long one step of the conversation may take. A server may think long over
// a mail that it has got, and who leaves before it has answered sends the mail twice
// (RFC 5321, 4.5.3.2.6).
const patience = 10 * time.Minute

// Transport reaches one mail server.
type Transport struct {
	host    string
	options []gomail.Option
	from    string
	domain  string // of the sender, which Message-IDs end with
}

// New checks how the server is reached. Its errors never show the password.
func New(c Config) (*Transport, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return nil, errors.New("it is not an address such as smtp://USER:PASSWORD@HOST:587")
	}
	from, err := mail.ParseAddress(c.From)
	if err != nil || !alerts.ValidAddress(from.Address) {
		return nil, fmt.Errorf("the sender %q is not an address such as Polisen <kontor@example.se>", c.From)
	}
	t := &Transport{host: u.Hostname(), from: from.String(), domain: from.Address[strings.LastIndexByte(from.Address, '@')+1:]}
	t.options = []gomail.Option{gomail.WithTimeout(patience)}
	security, err := securityOf(u)
	if err != nil {
		return nil, err
	}
	t.options = append(t.options, security...)
	if u.User == nil {
		return t, nil
	}
	password, _ := u.User.Password()
	if c.Password != "" {
		password = c.Password
	}
	t.options = append(t.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
		gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	return t, nil
}

// securityOf is how the connection is kept secret, and the port.
func securityOf(u *url.URL) ([]gomail.Option, error) {
	policy, port := gomail.TLSMandatory, 587
	options := []gomail.Option{}
	if u.Scheme == "smtps" {
		options, port = append(options, gomail.WithSSL()), 465
	}
	switch asked := u.Query().Get("tls"); {
	case asked == "none" && u.Scheme == "smtp":
		policy, port = gomail.NoTLS, 25
	case asked != "" || len(u.Query()) > 1 || len(u.Query()) == 1 && !u.Query().Has("tls"):
		return nil, errors.New("of parameters there is only ?tls=none, with smtp")
	}
	if given := u.Port(); given != "" {
		number, err := strconv.Atoi(given)
		if err != nil {
			return nil, fmt.Errorf("the port %q is no number", given)
		}
		port = number
	}
	return append(options, gomail.WithTLSPolicy(policy), gomail.WithPort(port)), nil
}

// Open connects and signs in.
func (t *Transport) Open(ctx context.Context) (alerts.Session, error) {
	client, err := gomail.NewClient(t.host, t.options...)
	if err != nil {
		return nil, fmt.Errorf("prepare to talk with the mail server: %w", err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return nil, err
	}
	return &session{client, t}, nil
}

type session struct {
	client    *gomail.Client
	transport *Transport
}

func (s *session) Close() {
	// A server that has gone does not answer the good-bye either.
	_ = s.client.Close()
}

func (s *session) Send(l alerts.Letter) error {
	message := gomail.NewMsg()
	if err := errors.Join(message.From(s.transport.from), message.To(l.To)); err != nil {
		return &alerts.Refusal{Code: "address", Permanent: true}
	}
	message.Subject(l.Subject)
	message.SetMessageIDWithValue(l.ID + "@" + s.transport.domain)
	message.SetDate()
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	if l.Unsubscribe != "" {
		message.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+l.Unsubscribe+">")
		message.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	message.SetBodyString(gomail.TypeTextPlain, l.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	err := s.client.Send(message)
	if message.IsDelivered() {
		return nil // what goes wrong after the server's word is the next mail's trouble
	}
	return refusalOf(err)
}

// errConnection says no more than that, since what a server writes may hold the address.
var errConnection = errors.New("the connection failed")

// refusalOf reads what a server said. A no to the sender is no matter of one mail: all
// would be refused, so it waits until that is mended.
func refusalOf(err error) error {
	var failed *gomail.SendError
	if !errors.As(err, &failed) || failed.ErrorCode() == 0 {
		return errConnection
	}
	code := strings.TrimSpace(strconv.Itoa(failed.ErrorCode()) + " " + failed.EnhancedStatusCode())
	if failed.ErrorCode() == 421 { // the server closes the connection
		return fmt.Errorf("%w: %s", errConnection, code)
	}
	if failed.Reason == gomail.ErrSMTPMailFrom && failed.ErrorCode() >= 500 {
		return fmt.Errorf("%w: the sender is refused: %s", errConnection, code)
	}
	return &alerts.Refusal{Code: code, Permanent: failed.ErrorCode() >= 500}
}
