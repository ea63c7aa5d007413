/* Sets the page going. */

/* Main events become links to their causes. */
for (const item of document.querySelectorAll("#main-list li")) {
  const text = item.querySelector(".what");
  text.replaceChildren(linkTo(item.getAttribute("data-event"), text.textContent));
}

beginMoment();
beginLog();
beginWhy();

const copy = make("button", { type: "button" }, "Copy the command");
const copied = make("span", { role: "status" });
copy.addEventListener("click", () => {
  const command = byId("command");
  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(command);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    copied.textContent = " Marked: copy it with your keyboard.";
  };
  /* A browser may keep the clipboard from a page that comes from a file. */
  if (!navigator.clipboard) return select();
  navigator.clipboard.writeText(command.textContent).then(() => (copied.textContent = " Copied."), select);
});
document.querySelector(".command").append(copy, copied);

if (eventOfAddress() >= 0) followAddress();
document.documentElement.setAttribute("data-ready", "");
