package weeding

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Folder is where protocols are kept outside of the database, a file for each. It is made
// when the first one comes.
type Folder string

const ending = ".json"

// put writes a protocol, whole or not at all, and returns when it is on the disk.
func (f Folder) put(p Protocol) error {
	text, err := p.Sheet()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(string(f), 0o750); err != nil {
		return fmt.Errorf("make the folder of protocols: %w", err)
	}
	file, err := os.CreateTemp(string(f), ".protocol-*")
	if err != nil {
		return fmt.Errorf("write protocol %s: %w", p.ID, err)
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), f.path(p.ID))
	}
	if err != nil {
		return fmt.Errorf("write protocol %s: %w", p.ID, errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}

// Whole returns which protocols cannot be read, or are not as they were written.
func (f Folder) Whole() error {
	_, err := f.all()
	return err
}

// drop removes a protocol of a run that came to nothing.
func (f Folder) drop(id ProtocolID) error {
	if err := os.Remove(f.path(id)); err != nil {
		return fmt.Errorf("drop protocol %s: %w", id, err)
	}
	return nil
}

// all reads every protocol. One that cannot be read, or is not as it was written, is in
// the error; the others are returned all the same.
func (f Folder) all() ([]Protocol, error) {
	entries, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the folder of protocols: %w", err)
	}
	var found []Protocol
	var broken []error
	for _, entry := range entries {
		if entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || !strings.HasSuffix(entry.Name(), ending) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(string(f), entry.Name()))
		if err != nil {
			broken = append(broken, fmt.Errorf("read a protocol: %w", err))
			continue
		}
		p, err := ReadSheet(text)
		if err != nil {
			broken = append(broken, fmt.Errorf("%s: %w", entry.Name(), err))
			continue
		}
		found = append(found, p)
	}
	return found, errors.Join(broken...)
}

func (f Folder) path(id ProtocolID) string { return filepath.Join(string(f), string(id)+ending) }
