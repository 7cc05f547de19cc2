// Command poliskontor plans, announces and follows up the visits of a mobile
// police office. `poliskontor --help` lists its commands.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set when the program is built.
var version = "dev"

// commands are what the program can do.
type commands struct {
	Serve       serveCommand       `cmd:"" help:"Serve pages, feeds and the API."`
	Migrate     migrateCommand     `cmd:"" help:"Bring the database up to this version."`
	Demo        demoCommand        `cmd:"" help:"Load the demonstration data into an empty database."`
	Plan        planCommand        `cmd:"" help:"Run the engine alone: a problem in, a plan out."`
	Report      reportCommand      `cmd:"" help:"Make the report on how a pledge was kept: PDF, DOCX or XLSX."`
	User        userCommand        `cmd:"" help:"Manage accounts: the first administrator, invitations, tokens."`
	Alerts      alertsCommand      `cmd:"" help:"Count who gets e-mail about visits, and how the mails fared."`
	Weeding     weedingCommand     `cmd:"" help:"Look after what is not kept any more."`
	Backup      backupCommand      `cmd:"" help:"Copy the database while it is used, and check the copy."`
	Restore     restoreCommand     `cmd:"" help:"Check a backup, or put it in the place of the database."`
	Export      exportCommand      `cmd:"" help:"Write all of a district to a file, for another installation."`
	Import      importCommand      `cmd:"" help:"Take in a district that was exported elsewhere."`
	Doctor      doctorCommand      `cmd:"" help:"Look at configuration, database, mail and clock, and say what is wrong and what to do; exit status 1 if anything is."`
	Audit       auditCommand       `cmd:"" help:"Look after the audit log."`
	OpenAPI     openAPICommand     `cmd:"" name:"openapi" help:"Print the API's description (OpenAPI 3.1)."`
	Healthcheck healthcheckCommand `cmd:"" help:"Ask a running server whether it is able to serve; exit status 1 if not."`
	Version     versionCommand     `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}); err != nil {
		fmt.Fprintln(os.Stderr, "poliskontor:", err)
		os.Exit(1)
	}
}

// stdio is where a command reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// run executes one command line. Its error is one line for a person to read.
func run(ctx context.Context, args []string, std stdio) error {
	var parsed commands
	done := false
	parser, err := kong.New(&parsed,
		kong.Name("poliskontor"),
		kong.Description("Plans, announces and follows up the visits of a mobile police office."),
		kong.Writers(std.out, std.err),
		kong.Exit(func(int) { done = true }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(std),
	)
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if done {
		return nil // --help has answered
	}
	if err != nil {
		return err
	}
	return command.Run()
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(std stdio) error {
	_, err := fmt.Fprintln(std.out, version)
	return err
}
