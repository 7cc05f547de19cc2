package api

import (
	"context"
	"encoding/json"
	"fmt"
)

// PlanningWords are what the engine's names mean, by name.
type PlanningWords struct {
	Rules       map[string]PlanningWord `json:"rules" doc:"Of rules, as reasons, causes and obstacles name them."`
	Verdicts    map[string]PlanningWord `json:"verdicts" doc:"Of what stands in the way of a visit."`
	Obstacles   map[string]PlanningWord `json:"obstacles" doc:"Of what stands in the way of promises."`
	Remedies    map[string]PlanningWord `json:"remedies" doc:"Of what would help."`
	Certainties map[string]PlanningWord `json:"certainties" doc:"Of how sure an answer is."`
}

// PlanningWord is what one name means.
type PlanningWord struct {
	Name    string `json:"name" doc:"In a few words." example:"Dygnsvila"`
	Meaning string `json:"meaning" doc:"In a sentence."`
}

var planningWords = map[language]PlanningWords{swedish: mustReadPlanning(swedish), english: mustReadPlanning(english)}

func mustReadPlanning(l language) PlanningWords {
	data, err := texts.ReadFile("texts/planning/" + string(l) + ".json")
	if err != nil {
		panic(err)
	}
	var words PlanningWords
	if err := json.Unmarshal(data, &words); err != nil {
		panic(fmt.Errorf("texts/planning/%s.json: %w", l, err))
	}
	return words
}

// worded is an answer in one of the languages.
type worded[T any] struct {
	Language string `header:"Content-Language" doc:"The language."`
	Vary     string `header:"Vary" doc:"What chose it."`
	Body     T
}

func (a *api) listPlanningWords(ctx context.Context, _ *struct{}) (*worded[PlanningWords], error) {
	l := requestFrom(ctx).language
	return &worded[PlanningWords]{Language: string(l), Vary: "Accept-Language", Body: planningWords[l]}, nil
}
