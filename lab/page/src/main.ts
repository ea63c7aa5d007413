import { embeddedScenarios } from "./engine/embedded";

const lab = document.getElementById("lab");
if (lab !== null) lab.textContent = `${(await embeddedScenarios()).length} scenarios`;
