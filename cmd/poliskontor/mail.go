package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"poliskontor/alerts"
	"poliskontor/alerts/smtp"
)

// mailConfig says how people get e-mail about visits.
type mailConfig struct {
	SMTPURL          string `name:"smtp-url" env:"POLISKONTOR_SMTP_URL" group:"E-mail about visits" help:"The mail server: smtp://USER:PASSWORD@HOST:587 (STARTTLS), smtps://HOST (TLS), or smtp://localhost:25?tls=none. Without it nobody can ask for e-mail."`
	SMTPPasswordFile string `name:"smtp-password-file" env:"POLISKONTOR_SMTP_PASSWORD_FILE" group:"E-mail about visits" help:"A file that holds the mail server's password, instead."`
	MailFrom         string `name:"mail-from" env:"POLISKONTOR_MAIL_FROM" group:"E-mail about visits" help:"Who the mail is from, such as Mobilt poliskontor <kontor@example.se>."`
	SecretKey        string `name:"secret-key" env:"POLISKONTOR_SECRET_KEY" group:"E-mail about visits" help:"What seals the addresses in the database: 32 bytes in base64, as openssl rand -base64 32 makes."`
	SecretKeyFile    string `name:"secret-key-file" env:"POLISKONTOR_SECRET_KEY_FILE" group:"E-mail about visits" help:"A file that holds the key, instead."`
	AlertDays        int    `name:"alert-days" env:"POLISKONTOR_ALERT_DAYS" default:"2" group:"E-mail about visits" help:"How many days before a visit its subscribers are reminded, at 9."`
}

// mailSettings is a checked mailConfig.
type mailSettings struct {
	vault     *alerts.Vault
	transport *smtp.Transport
	daysAhead int
}

// settings returns how mail is sent, nil for not at all, or one line that says which value
// is wrong and how. publicURL is nil where none is configured.
func (c mailConfig) settings(publicURL *url.URL) (*mailSettings, error) {
	if c.SMTPURL == "" {
		return nil, nil
	}
	if publicURL == nil {
		return nil, errors.New("POLISKONTOR_PUBLIC_URL is missing: e-mail has links to it")
	}
	password, err := fromFile(c.SMTPPasswordFile)
	if err != nil {
		return nil, fmt.Errorf("POLISKONTOR_SMTP_PASSWORD_FILE: %w", err)
	}
	transport, err := smtp.New(smtp.Config{URL: c.SMTPURL, Password: password, From: c.MailFrom})
	if err != nil {
		return nil, fmt.Errorf("POLISKONTOR_SMTP_URL with POLISKONTOR_MAIL_FROM: %w", err)
	}
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	vault, err := alerts.NewVault(key)
	if err != nil {
		return nil, fmt.Errorf("POLISKONTOR_SECRET_KEY: %w", err)
	}
	if c.AlertDays < 0 || c.AlertDays > 14 {
		return nil, fmt.Errorf("POLISKONTOR_ALERT_DAYS: %d is not between 0 and 14", c.AlertDays)
	}
	return &mailSettings{vault: vault, transport: transport, daysAhead: c.AlertDays}, nil
}

func (c mailConfig) key() ([]byte, error) {
	written, variable := c.SecretKey, "POLISKONTOR_SECRET_KEY"
	if c.SecretKeyFile != "" {
		if written != "" {
			return nil, errors.New("POLISKONTOR_SECRET_KEY is set beside POLISKONTOR_SECRET_KEY_FILE; set one of them")
		}
		var err error
		variable = "POLISKONTOR_SECRET_KEY_FILE"
		if written, err = fromFile(c.SecretKeyFile); err != nil {
			return nil, fmt.Errorf("%s: %w", variable, err)
		}
	}
	if written == "" {
		return nil, fmt.Errorf("%s is missing: it seals the addresses that mail is sent to", variable)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(written))
	if err != nil {
		return nil, fmt.Errorf("%s is not in base64, as openssl rand -base64 32 makes it", variable)
	}
	return key, nil
}

// fromFile reads a secret; "" where no file is named.
func fromFile(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("cannot be read: %w", err)
	}
	secret := strings.TrimSpace(string(content))
	if secret == "" {
		return "", fmt.Errorf("%s is empty", path)
	}
	return secret, nil
}
