import bench from "./bench.config.js";

// The pictures in README.md and docs/, of the demonstration as it is today: make pictures.
export default { ...bench, testDir: "pictures", testMatch: "*.picture.ts", outputDir: "test-results/pictures" };
