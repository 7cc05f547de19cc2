package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"

	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
)

// WeedingRecord is a record on a list, without what it says.
type WeedingRecord struct {
	ID         Ref    `json:"id" doc:"Its ID."`
	Day        Date   `json:"day" doc:"From which its age is counted."`
	LocalityID Ref    `json:"localityId,omitempty" doc:"Where; left out for nowhere in particular."`
	Why        string `json:"why,omitempty" enum:"changed,held,gone,in_use,public" doc:"Why it stayed; left out where it did not."`
}

// WeedingListHead is a dry run without what is on it.
type WeedingListHead struct {
	ID         Ref    `json:"id" doc:"Its ID."`
	DistrictID Ref    `json:"districtId" doc:"The district."`
	RuleID     Ref    `json:"ruleId" doc:"The rule; what it said then stands here too."`
	Owner      string `json:"owner" enum:"police,kommun" doc:"Whose records."`
	TermsIn
	By         string `json:"by" doc:"Who made it."`
	Made       Time   `json:"made" doc:"When it was made."`
	Count      int    `json:"count" doc:"How many would go."`
	Digest     string `json:"digest" doc:"Of what is on the list: send it back to run the list."`
	Archived   Time   `json:"archived,omitempty" doc:"When it was exported for the archive."`
	ProtocolID Ref    `json:"protocolId,omitempty" doc:"The protocol of its run."`
}

// WeedingList is a dry run.
type WeedingList struct {
	WeedingListHead
	Items []WeedingRecord `json:"items" doc:"What would go."`
	Held  []WeedingRecord `json:"held" doc:"What stays though its time has run out."`
}

// RunIn confirms a list.
type RunIn struct {
	Digest string `json:"digest" doc:"Of the list that you confirm."`
}

// running is a request to run a list.
type running struct {
	ID   Ref `path:"id" doc:"Its ID."`
	Body RunIn
}

// WeedingProtocolHead is a protocol without what is in it.
type WeedingProtocolHead struct {
	ID         Ref    `json:"id" doc:"Its ID."`
	DistrictID Ref    `json:"districtId" doc:"The district."`
	ListID     Ref    `json:"listId,omitempty" doc:"The dry run; left out where something was weeded again."`
	Digest     string `json:"digest,omitempty" doc:"The dry run's."`
	Again      Ref    `json:"again,omitempty" doc:"The protocol of what a restored backup had brought back."`
	Owner      string `json:"owner" enum:"police,kommun" doc:"Whose records."`
	TermsIn
	By      string `json:"by" doc:"Who ran it."`
	At      Time   `json:"at" doc:"When."`
	Removed int    `json:"removed" doc:"How many went."`
	Kept    int    `json:"kept" doc:"How many stayed."`
	Hash    string `json:"hash" doc:"SHA-256 of what the protocol says."`
}

// WeedingProtocol is the record of a run (gallringsprotokoll).
type WeedingProtocol struct {
	WeedingProtocolHead
	Items  []WeedingRecord `json:"items" doc:"What went."`
	Stayed []WeedingRecord `json:"stayed" doc:"What stayed, and why."`
}

// file is a file to keep.
type file struct {
	ContentType string `header:"Content-Type" doc:"The sort of file."`
	Disposition string `header:"Content-Disposition" doc:"The file's name."`
	Body        []byte
}

func fileNamed(name, contentType string, content []byte) *file {
	return &file{ContentType: contentType, Disposition: fmt.Sprintf("attachment; filename=%q", name), Body: content}
}

func showRecord(r weeding.Record) WeedingRecord {
	return WeedingRecord{ID: Ref(r.ID), Day: dateOf(r.Day), LocalityID: Ref(r.LocalityID)}
}

func showKept(k weeding.Kept) WeedingRecord {
	shown := showRecord(k.Record)
	shown.Why = string(k.Why)
	return shown
}

func showListHead(l weeding.List) WeedingListHead {
	return WeedingListHead{
		ID: Ref(l.ID), DistrictID: Ref(l.DistrictID), RuleID: Ref(l.RuleID), Owner: string(l.Owner), TermsIn: showTerms(l.Terms), By: l.By, Made: timeOf(l.Made),
		Count: len(l.Items), Digest: l.Digest, Archived: timeOf(l.Archived), ProtocolID: Ref(l.ProtocolID),
	}
}

func showList(l weeding.List) WeedingList {
	return WeedingList{WeedingListHead: showListHead(l), Items: everything(l.Items, showRecord), Held: everything(l.Held, showKept)}
}

func showProtocolHead(p weeding.Protocol) WeedingProtocolHead {
	return WeedingProtocolHead{
		ID: Ref(p.ID), DistrictID: Ref(p.DistrictID), ListID: Ref(p.ListID), Digest: p.Digest, Again: Ref(p.Again), Owner: string(p.Owner), TermsIn: showTerms(p.Terms),
		By: p.By, At: timeOf(p.At), Removed: len(p.Removed), Kept: len(p.Kept), Hash: p.Hash,
	}
}

func showProtocol(p weeding.Protocol) WeedingProtocol {
	return WeedingProtocol{WeedingProtocolHead: showProtocolHead(p), Items: everything(p.Removed, showRecord),
		Stayed: everything(p.Kept, showKept)}
}

// everything shows each of several things; an empty list where there is none.
func everything[T, Out any](things []T, show func(T) Out) []Out {
	shown := make([]Out, 0, len(things))
	for _, thing := range things {
		shown = append(shown, show(thing))
	}
	return shown
}

func (a *api) listWhatGoes(ctx context.Context, in *byID) (*unversioned[WeedingList], error) {
	made, err := a.Weeding.DryRun(ctx, weeding.RuleID(in.ID))
	if err != nil {
		return nil, err
	}
	return &unversioned[WeedingList]{showList(made)}, nil
}

func (a *api) listWeedingLists(ctx context.Context, in *DistrictFilter) (*listed[WeedingListHead], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, total, err := a.Weeding.Lists(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showListHead), nil
}

func (a *api) getWeedingList(ctx context.Context, in *byID) (*unversioned[WeedingList], error) {
	found, err := a.Weeding.List(ctx, weeding.ListID(in.ID))
	if err != nil {
		return nil, err
	}
	return &unversioned[WeedingList]{showList(found)}, nil
}

func (a *api) exportWeedingList(ctx context.Context, in *byID) (*file, error) {
	packed, err := a.Weeding.Export(ctx, weeding.ListID(in.ID))
	if err != nil {
		return nil, err
	}
	return fileNamed("gallring-"+string(in.ID)+".zip", "application/zip", packed), nil
}

func (a *api) runWeedingList(ctx context.Context, in *running) (*unversioned[WeedingProtocol], error) {
	protocol, err := a.Weeding.Run(ctx, weeding.ListID(in.ID), in.Body.Digest)
	if err != nil {
		return nil, err
	}
	return &unversioned[WeedingProtocol]{showProtocol(protocol)}, nil
}

func (a *api) listWeedingProtocols(ctx context.Context, in *DistrictFilter) (*listed[WeedingProtocolHead], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, total, err := a.Weeding.Protocols(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showProtocolHead), nil
}

func (a *api) getWeedingProtocol(ctx context.Context, in *byID) (*unversioned[WeedingProtocol], error) {
	found, err := a.Weeding.Protocol(ctx, weeding.ProtocolID(in.ID))
	if err != nil {
		return nil, err
	}
	return &unversioned[WeedingProtocol]{showProtocol(found)}, nil
}

func (a *api) getWeedingProtocolAsTable(ctx context.Context, in *byID) (*file, error) {
	p, err := a.Weeding.Protocol(ctx, weeding.ProtocolID(in.ID))
	if err != nil {
		return nil, err
	}
	rows := [][]string{{"kind", "owner", "id", "day", "localityId", "outcome", "decision", "decided", "at", "by", "protocol", "sha256"}}
	row := func(r weeding.Record, outcome string) {
		rows = append(rows, []string{string(p.Kind), string(p.Owner), r.ID, r.Day.String(), string(r.LocalityID), outcome,
			p.Decision, p.Decided.String(), scheduling.Local(p.At).Format("2006-01-02T15:04:05Z07:00"), p.By, string(p.ID), p.Hash})
	}
	for _, r := range p.Removed {
		row(r, "removed")
	}
	for _, k := range p.Kept {
		row(k.Record, string(k.Why))
	}
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	writer.UseCRLF = true
	if err := writer.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write protocol %s as CSV: %w", p.ID, err)
	}
	return fileNamed("gallringsprotokoll-"+string(p.ID)+".csv", "text/csv; charset=utf-8", out.Bytes()), nil
}
