import { embeddedScenarios } from "./engine/embedded";

const lab = document.getElementById("lab");
if (lab !== null) lab.textContent = `${embeddedScenarios().length} scenarios`;
