package cli

import (
	"os"
	"strings"

	"goldenthread/internal/mail"
)

// mailFlags say where letters to staff are handed over.
type mailFlags struct {
	MailServer       string `help:"Mail server for letters to staff: smtp://host:587 (STARTTLS) or smtps://host:465, with user@ before the host if it asks for one. Without it nothing is sent." env:"GOLDENTHREAD_MAIL_SERVER" placeholder:"URL"`
	MailFrom         string `help:"Address from which letters come." env:"GOLDENTHREAD_MAIL_FROM" placeholder:"ADDRESS"`
	MailPasswordFile string `help:"File that holds the mail server's password." env:"GOLDENTHREAD_MAIL_PASSWORD_FILE" placeholder:"FILE"`
}

// read gives the mail server that the flags name.
func (f mailFlags) read() (mail.Server, error) {
	password := ""
	if f.MailPasswordFile != "" {
		text, err := os.ReadFile(f.MailPasswordFile)
		if err != nil {
			return mail.Server{}, wrong("--mail-password-file: the file can't be read")
		}
		password = strings.TrimRight(string(text), "\r\n")
	}
	return mail.NewServer(f.MailServer, f.MailFrom, password)
}
