package scheduling

import "testing"

func TestInSweden(t *testing.T) {
	inside := map[string]Position{
		"Åhus": {55.9235, 14.2955}, "Kristinehamn": {59.3098, 14.1081}, "Trelleborg": {55.3751, 13.1569},
		"Simrishamn": {55.5565, 14.3504}, "Helsingborg": {56.0465, 12.6945}, "Strömstad": {58.9395, 11.1712},
		"Göteborg": {57.7089, 11.9746}, "Visby": {57.6348, 18.2948}, "Kiruna": {67.8558, 20.2253},
		"Haparanda": {65.8355, 24.1368}, "Karesuando": {68.4412, 22.4800}, "Grisslehamn": {60.0990, 18.8130},
		"Charlottenberg": {59.8853, 12.2970}, "Karlskrona": {56.1612, 15.5869},
	}
	outside := map[string]Position{
		"none": {}, "Köpenhamn": {55.6761, 12.5683}, "Helsingör": {56.0361, 12.6136}, "Oslo": {59.9139, 10.7522},
		"Trondheim": {63.4305, 10.3951}, "Narvik": {68.4385, 17.4272}, "Mariehamn": {60.0971, 19.9348},
		"Rønne": {55.1037, 14.7065}, "Åbo": {60.4518, 22.2666}, "Åhus with swapped axes": {14.2955, 55.9235},
	}
	for name, position := range inside {
		if !position.InSweden() {
			t.Errorf("%s %v is in Sweden", name, position)
		}
	}
	for name, position := range outside {
		if position.InSweden() {
			t.Errorf("%s %v is not in Sweden", name, position)
		}
	}
}

func TestTravelMinutes(t *testing.T) {
	ahus, kristianstad := Position{55.9235, 14.2955}, Position{56.0294, 14.1567}
	if got := TravelMinutes(ahus, kristianstad); got < 15 || got > 30 {
		t.Errorf("Åhus to Kristianstad takes %d minutes", got)
	}
	if TravelMinutes(ahus, kristianstad) != TravelMinutes(kristianstad, ahus) {
		t.Error("the way back is not as long")
	}
	if got := TravelMinutes(ahus, ahus) + TravelMinutes(ahus, Position{}); got != 0 {
		t.Errorf("staying and the unknown take %d minutes", got)
	}
}
